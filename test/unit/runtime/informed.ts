/** A cluster of the test's own, with informers that run on the embedded API server. */
import { onTestFinished } from 'vitest';
import {
  type Client,
  type ClusterOptions,
  createCluster,
  type KubernetesObject,
  silentLogger,
} from 'k8s-operator-runtime';
import { type FaultProxy, startFaultProxy } from 'k8s-operator-runtime/testing';
import type { InformersRequest } from '../../../runtime/src/cache/request.ts';
import { liveClient } from './live-client.ts';
import { until } from './gadget-operator.ts';

/** Informers of these requests, synced; all of it ends with the test. The proxy stands between them and the server. */
export const informed = async (requests: readonly InformersRequest[], options: Partial<ClusterOptions> = {}) => {
  const { server, client: live } = await liveClient();
  const proxy: FaultProxy = await startFaultProxy({ kubeConfig: server.kubeConfig() });
  onTestFinished(proxy.close);
  const cluster = createCluster({ name: 'us', kubeConfig: proxy.kubeConfig(), logger: silentLogger, ...options });
  const stop = new AbortController();
  onTestFinished(async () => {
    stop.abort();
    await cluster.close();
  });
  const informers = requests.flatMap((request) => cluster.cache.informers(request));
  const told: string[] = [];
  for (const informer of informers)
    informer.subscribe(({ object: { metadata }, removed }) => told.push(`${removed ? '-' : ''}${metadata.name}`));
  await cluster.start(stop.signal);
  return { ...cluster, server, proxy, stop, live, informers, told };
};

/** Waits until the cache shows it. */
export const shown = (what: () => boolean): Promise<boolean> => until(async () => what());

/** Makes ConfigMaps, in `default` if not said otherwise. */
export const configMaps =
  (client: Client) =>
  (name: string, more: { readonly namespace?: string; readonly labels?: object; readonly data?: object } = {}) => {
    const { namespace = 'default', labels = {}, data = {} } = more;
    return client.create(
      { group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', scope: 'Namespaced', apiVersion: 'v1' },
      { metadata: { name, namespace, labels }, data } as never,
    );
  };

/** Their names. */
export const names = (objects: readonly KubernetesObject[]): string[] =>
  objects.map(({ metadata }) => metadata.name).toSorted();
