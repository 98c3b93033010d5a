/** Workloads without replicas: a Job completes, a Pod runs, a claim is bound. */
import type { JsonObject } from '../json.ts';
import { at, copy, listAt, textAt } from '../json.ts';
import { timeOf } from '../requests/request.ts';
import { conditionsWith, type Wanted } from './condition.ts';
import type { StepContext } from './progress.ts';

const has = (status: JsonObject, type: string): boolean =>
  listAt(status, 'conditions').some((each) => textAt(each, 'type') === type && textAt(each, 'status') === 'True');

/** Started, then active, then complete or failed. */
export function jobStep(object: JsonObject, status: JsonObject, { now, failure }: StepContext): JsonObject {
  if (has(status, 'Complete') || has(status, 'Failed')) return status;
  const parallel = Number(at(object, 'spec', 'parallelism') ?? 1);
  const startTime = status['startTime'] ?? timeOf(now);
  if (status['startTime'] === undefined)
    return { startTime, active: parallel, ready: 0, terminating: 0, uncountedTerminatedPods: {} };
  if (Number(status['ready'] ?? 0) < parallel) return { ...status, active: parallel, ready: parallel };
  const ended: JsonObject = { startTime, ready: 0, terminating: 0, uncountedTerminatedPods: {} };
  const both = (types: readonly string[], reason: string, message: string): Wanted[] =>
    types.map((type) => ({ type, is: true, reason, message }));
  if (failure !== undefined) {
    const wanted = both(['FailureTarget', 'Failed'], 'BackoffLimitExceeded', failure);
    return {
      ...ended,
      failed: Number(at(object, 'spec', 'backoffLimit') ?? 6) + 1,
      conditions: conditionsWith(status, now, wanted, [], ['lastProbeTime']),
    };
  }
  const succeeded = Number(at(object, 'spec', 'completions') ?? parallel);
  const wanted = both(
    ['SuccessCriteriaMet', 'Complete'],
    'CompletionsReached',
    'Reached expected number of succeeded pods',
  );
  return {
    ...ended,
    succeeded,
    completionTime: timeOf(now),
    conditions: conditionsWith(status, now, wanted, [], ['lastProbeTime']),
  };
}

/** Pending, then running and ready; with a failure, waiting with its text. */
export function podStep(object: JsonObject, status: JsonObject, { now, failure }: StepContext): JsonObject {
  const ready = failure === undefined;
  const containers = listAt(object, 'spec', 'containers').map((container): JsonObject => ({
    name: textAt(container, 'name') ?? '',
    image: textAt(container, 'image') ?? '',
    imageID: '',
    ready,
    started: ready,
    restartCount: 0,
    state: ready
      ? { running: { startedAt: status['startTime'] ?? timeOf(now) } }
      : {
          waiting: {
            reason: 'CrashLoopBackOff',
            message: failure,
          },
        },
  }));
  const [reason, message] = ready ? ['', ''] : ['ContainersNotReady', failure];
  const wanted: Wanted[] = [
    ...['PodScheduled', 'Initialized'].map((type) => ({ type, is: true, reason: '', message: '' })),
    ...['ContainersReady', 'Ready'].map((type) => ({ type, is: ready, reason, message })),
  ];
  const started = status['startTime'] ?? timeOf(now);
  if (status['startTime'] === undefined)
    return { ...status, startTime: started, conditions: conditionsWith(status, now, wanted.slice(0, 1)) };
  return {
    ...status,
    phase: ready ? 'Running' : 'Pending',
    podIP: '10.244.0.2',
    podIPs: [{ ip: '10.244.0.2' }],
    hostIP: '10.0.0.1',
    hostIPs: [{ ip: '10.0.0.1' }],
    startTime: started,
    containerStatuses: containers,
    conditions: conditionsWith(status, now, wanted),
  };
}

/** Bound to a volume of exactly the wanted size. */
export function claimStep(object: JsonObject, status: JsonObject): JsonObject {
  const capacity = at(object, 'spec', 'resources', 'requests') ?? {};
  return {
    ...status,
    phase: 'Bound',
    accessModes: [...listAt(object, 'spec', 'accessModes')],
    capacity: copy(capacity),
  };
}
