/** Workloads with replicas: first they are there, then they become ready one by one. */
import { createHash } from 'node:crypto';
import type { JsonObject } from '../json.ts';
import { at, textAt } from '../json.ts';
import { conditionsWith, type Wanted } from './condition.ts';
import type { StepContext } from './progress.ts';

const count = (status: JsonObject, name: string): number => Number(status[name] ?? 0);

interface Counts {
  readonly desired: number;
  readonly updated: number;
  readonly ready: number;
}

/** The first step makes replicas of the present template, each further one makes one of them ready. */
function advance(
  object: JsonObject,
  status: JsonObject,
  { failure, isNewTemplate }: StepContext,
  desired: number,
  recreate: boolean,
): Counts {
  const ready = Math.min(count(status, 'readyReplicas'), desired);
  const seen = status['observedGeneration'] === at(object, 'metadata', 'generation');
  if (isNewTemplate && seen === false && count(status, 'replicas') > 0)
    return { desired, updated: 0, ready: recreate ? 0 : ready };
  if (failure !== undefined) return { desired, updated: desired, ready: seen ? Math.max(0, ready - 1) : ready };
  if (!seen) return { desired, updated: Math.min(count(status, 'updatedReplicas'), desired), ready };
  const updated = Math.min(desired, Math.max(count(status, 'updatedReplicas'), 0) + 1);
  return { desired, updated, ready: ready < desired ? ready + 1 : ready };
}

/** Names a pod template. */
const templateHash = (object: JsonObject): string =>
  createHash('sha256')
    .update(JSON.stringify(at(object, 'spec', 'template') ?? {}))
    .digest('hex')
    .slice(0, 10);

export function deploymentStep(object: JsonObject, status: JsonObject, context: StepContext): JsonObject {
  const desired = Number(at(object, 'spec', 'replicas') ?? 1);
  const { updated, ready } = advance(
    object,
    status,
    context,
    desired,
    textAt(object, 'spec', 'strategy', 'type') === 'Recreate',
  );
  const name = textAt(object, 'metadata', 'name') ?? '';
  const set = `${name}-${templateHash(object)}`;
  const available = ready >= desired - Math.floor(desired / 4);
  const done = ready === desired && updated === desired;
  const wanted: Wanted[] = [
    {
      type: 'Available',
      is: available,
      reason: available ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
      message: available ? 'Deployment has minimum availability.' : 'Deployment does not have minimum availability.',
    },
    context.failure !== undefined
      ? {
          type: 'Progressing',
          is: false,
          reason: 'ProgressDeadlineExceeded',
          message: `ReplicaSet "${set}" has timed out progressing.`,
        }
      : {
          type: 'Progressing',
          is: true,
          reason: done ? 'NewReplicaSetAvailable' : 'ReplicaSetUpdated',
          message: done ? `ReplicaSet "${set}" has successfully progressed.` : `ReplicaSet "${set}" is progressing.`,
        },
  ];
  if (context.failure !== undefined)
    wanted.push({ type: 'ReplicaFailure', is: true, reason: 'FailedCreate', message: context.failure });
  return {
    observedGeneration: at(object, 'metadata', 'generation') ?? 0,
    replicas: desired,
    updatedReplicas: updated,
    readyReplicas: ready,
    availableReplicas: ready,
    unavailableReplicas: desired - ready,
    conditions: conditionsWith(status, context.now, wanted, context.failure === undefined ? ['ReplicaFailure'] : [], [
      'lastUpdateTime',
    ]),
  };
}

export function statefulSetStep(object: JsonObject, status: JsonObject, context: StepContext): JsonObject {
  const desired = Number(at(object, 'spec', 'replicas') ?? 1);
  const { updated, ready } = advance(object, status, context, desired, false);
  const revision = `${textAt(object, 'metadata', 'name') ?? ''}-${templateHash(object)}`;
  const done = updated === desired && ready === desired;
  const current = done ? revision : (textAt(status, 'currentRevision') ?? revision);
  return {
    observedGeneration: at(object, 'metadata', 'generation') ?? 0,
    replicas: desired,
    updatedReplicas: updated,
    readyReplicas: ready,
    availableReplicas: ready,
    currentReplicas: current === revision ? updated : desired - updated,
    currentRevision: current,
    updateRevision: revision,
    collisionCount: 0,
  };
}

/** The cluster has one node. */
export function daemonSetStep(object: JsonObject, status: JsonObject, context: StepContext): JsonObject {
  const as = {
    replicas: status['desiredNumberScheduled'] ?? 0,
    readyReplicas: status['numberReady'] ?? 0,
    updatedReplicas: status['updatedNumberScheduled'] ?? 0,
    observedGeneration: status['observedGeneration'] ?? 0,
  };
  const { desired, updated, ready } = advance(object, as, context, 1, false);
  return {
    observedGeneration: at(object, 'metadata', 'generation') ?? 0,
    desiredNumberScheduled: desired,
    currentNumberScheduled: desired,
    updatedNumberScheduled: updated,
    numberReady: ready,
    numberAvailable: ready,
    numberUnavailable: desired - ready,
    numberMisscheduled: 0,
  };
}

export function replicaSetStep(object: JsonObject, status: JsonObject, context: StepContext): JsonObject {
  const desired = Number(at(object, 'spec', 'replicas') ?? 1);
  const { ready } = advance(object, status, { ...context, isNewTemplate: false }, desired, false);
  const failed: Wanted[] =
    context.failure === undefined
      ? []
      : [{ type: 'ReplicaFailure', is: true, reason: 'FailedCreate', message: context.failure }];
  return {
    observedGeneration: at(object, 'metadata', 'generation') ?? 0,
    replicas: desired,
    fullyLabeledReplicas: desired,
    readyReplicas: ready,
    availableReplicas: ready,
    conditions: conditionsWith(status, context.now, failed, context.failure === undefined ? ['ReplicaFailure'] : []),
  };
}
