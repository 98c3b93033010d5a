/** What changed in the cluster, as an administrator's own watches tell: a request that is sent again and finds all done changes nothing. */
import type { TestContext } from 'vitest';
import type { Kind } from 'k8s-operator-runtime';
import { ConfigMap } from 'k8s-operator-runtime/kinds';
import { Bench } from '../../../examples/bench/bench.ts';
import type { Scene } from './scene.ts';

export interface Changes {
  /** Benches and ConfigMaps that were made or changed so far, by whomever. Errors: a watch began anew, and may have missed some. */
  readonly count: () => number;
}

/** Counts from now on, until the test ends. */
export const watchChanges = async (
  { cluster, namespace }: Pick<Scene, 'cluster' | 'namespace'>,
  { onTestFinished }: TestContext,
): Promise<Changes> => {
  const stop = new AbortController();
  let changes = 0;
  let lists = 0;
  const follow = async (kind: Kind, begun: () => void): Promise<void> => {
    for await (const { type } of cluster.client.watch(kind, { namespace, signal: stop.signal })) {
      if (type === 'apply') changes += 1;
      else if (type === 'replace') {
        lists += 1;
        begun();
      }
    }
  };
  const watches = [Bench, ConfigMap].map((kind) => {
    const { promise: begun, resolve } = Promise.withResolvers<void>();
    return { begun, ended: follow(kind, resolve) };
  });
  onTestFinished(async () => {
    stop.abort();
    await Promise.all(watches.map(({ ended }) => ended));
  });
  await Promise.all(watches.map(({ begun }) => begun));
  return {
    count: () => {
      if (lists > watches.length) throw new Error('A watch of the administrator began anew.');
      return changes;
    },
  };
};
