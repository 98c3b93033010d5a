/**
 * A stand-in for scheduler and kubelet: pods of a namespace become Running and Ready, or end, if they are asked about and do. The pod's
 * status is the one thing that nobody else writes here; what follows for ReplicaSets and Deployments, kube-controller-manager's own
 * controllers decide.
 */
import type { Client } from 'k8s-operator-runtime';
import { Pod, type PodStatus } from 'k8s-operator-runtime/kinds';
import { setTimeout as sleep } from 'node:timers/promises';

/** The exit code of a pod's container; undefined for those that go on. */
export type Ending = (pod: Pod) => number | undefined | Promise<number | undefined>;

const goesOn: Ending = () => undefined;

/** Looks every 100 ms, until the answer is called. */
export const startKubelet = (client: Client, namespace: string, ending: Ending = goesOn): (() => Promise<void>) => {
  const stopping = new AbortController();
  const run = async (): Promise<void> => {
    while (!stopping.signal.aborted) {
      const pods = await client.list(Pod, { namespace }).catch(() => []);
      const pending = pods.filter(
        ({ status, metadata }) => status?.phase === 'Pending' && metadata.deletionTimestamp === undefined,
      );
      await Promise.allSettled(pending.map(async (pod) => play(client, pod, await ending(pod))));
      await sleep(100, undefined, { signal: stopping.signal }).catch(() => {});
    }
  };
  const running = run();
  return async () => {
    stopping.abort();
    await running;
  };
};

const play = (client: Client, pod: Pod, exitCode: number | undefined): Promise<unknown> => {
  const now = new Date().toISOString().replace(/\.\d+/, '');
  const status = exitCode === undefined ? running(pod, now) : ended(pod, now, exitCode);
  const { name, namespace } = pod.metadata;
  return client.patch(Pod, { name, namespace }, { status }, { subresource: 'status' });
};

const running = ({ spec }: Pod, now: string): PodStatus => ({
  phase: 'Running',
  startTime: now,
  conditions: conditions('True', now),
  containerStatuses: spec.containers.map(({ name, image = '' }) => ({
    name,
    image,
    imageID: image,
    ready: true,
    started: true,
    restartCount: 0,
    state: { running: { startedAt: now } },
  })),
});

const ended = ({ spec }: Pod, now: string, exitCode: number): PodStatus => ({
  phase: exitCode === 0 ? 'Succeeded' : 'Failed',
  startTime: now,
  conditions: conditions('False', now),
  containerStatuses: spec.containers.map(({ name, image = '' }) => ({
    name,
    image,
    imageID: image,
    ready: false,
    started: false,
    restartCount: 0,
    state: { terminated: { exitCode, startedAt: now, finishedAt: now } },
  })),
});

const conditions = (ready: 'True' | 'False', now: string) =>
  ['PodScheduled', 'Initialized', 'ContainersReady', 'Ready'].map((type, index) => ({
    type,
    status: index < 2 ? 'True' : ready,
    lastTransitionTime: now,
  }));
