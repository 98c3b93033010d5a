/**
 * A stand-in for scheduler and kubelet: pods of a namespace become Running and Ready. The pod's status is the one thing that
 * nobody else writes here; what follows for ReplicaSets and Deployments, kube-controller-manager's own controllers decide.
 */
import type { Client } from 'k8s-operator-runtime';
import { Pod } from 'k8s-operator-runtime/kinds';
import { setTimeout as sleep } from 'node:timers/promises';

/** Looks every 100 ms, until the answer is called. */
export const startKubelet = (client: Client, namespace: string): (() => Promise<void>) => {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const pods = await client.list(Pod, { namespace }).catch(() => []);
      const pending = pods.filter(
        ({ status, metadata }) => status?.phase === 'Pending' && metadata.deletionTimestamp === undefined,
      );
      await Promise.allSettled(pending.map((pod) => makeReady(client, pod)));
      await sleep(100, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const running = run();
  return async () => {
    stopping.abort();
    await running;
  };
};

const makeReady = (client: Client, { metadata, spec }: Pod): Promise<unknown> => {
  const now = new Date().toISOString().replace(/\.\d+/, '');
  const condition = (type: string) => ({ type, status: 'True', lastProbeTime: null, lastTransitionTime: now });
  const status = {
    phase: 'Running',
    startTime: now,
    conditions: ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map(condition),
    containerStatuses: spec.containers.map(({ name, image = '' }) => ({
      name,
      image,
      imageID: image,
      ready: true,
      started: true,
      restartCount: 0,
      state: { running: { startedAt: now } },
    })),
  };
  return client.patch(
    Pod,
    { name: metadata.name, namespace: metadata.namespace },
    { status },
    { subresource: 'status' },
  );
};
