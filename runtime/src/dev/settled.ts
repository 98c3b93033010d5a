/** Whether the samples have come to rest. */
import type { Condition, KubernetesObject } from '../object.ts';
import type { EmbeddedCluster } from '../testing/cluster.ts';
import type { Sample } from './samples.ts';

type WithStatus = KubernetesObject & { readonly status?: { readonly conditions?: readonly Condition[] } };

const QUIET = 3000;

/** Resolves when every sample says that it is Available or Ready, or when nothing has changed for three seconds. */
export async function settled(cluster: EmbeddedCluster, samples: readonly Sample[]): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let timer = setTimeout(resolve, QUIET);
  const look = async (): Promise<void> => {
    const objects = await Promise.all(samples.map((sample) => cluster.get(sample.kind, sample)));
    if (samples.length > 0 && objects.every(isReady)) resolve();
  };
  const stop = cluster.server.store.subscribe(({ collection }) => {
    // A lease is renewed for ever.
    if (collection.startsWith('leases.')) return;
    clearTimeout(timer);
    timer = setTimeout(resolve, QUIET);
    void look();
  });
  await promise;
  clearTimeout(timer);
  stop();
}

const isReady = (object: WithStatus | undefined): boolean =>
  object?.status?.conditions?.some(
    ({ type, status }) => (type === 'Available' || type === 'Ready') && status === 'True',
  ) === true;
