/** Moves workloads towards what their spec asks for, one step at a time, so that watchers see the way. No pods are made. */
import type { JsonObject } from '../json.ts';
import { equal, isObject, textAt } from '../json.ts';
import type { Api } from '../requests/request.ts';
import type { StoreEvent } from '../store/event-log.ts';
import { daemonSetStep, deploymentStep, replicaSetStep, statefulSetStep } from './replicas.ts';
import { claimStep, jobStep, podStep } from './single.ts';
import { freshCopy, internalChange } from './internal.ts';

/** What a step knows beside the object. */
export interface StepContext {
  readonly now: Date;
  readonly failure: string | undefined;
  /** The pod template changed since the last step. */
  readonly isNewTemplate: boolean;
}

/** The next status; equal to the present one when there is nothing more to do. */
export type Step = (object: JsonObject, status: JsonObject, context: StepContext) => JsonObject;

const STEPS: Readonly<Record<string, Step>> = {
  'deployments.apps': deploymentStep,
  'statefulsets.apps': statefulSetStep,
  'daemonsets.apps': daemonSetStep,
  'replicasets.apps': replicaSetStep,
  'jobs.batch': jobStep,
  pods: podStep,
  persistentvolumeclaims: claimStep,
};

export const STEPPED: ReadonlySet<string> = new Set(Object.keys(STEPS));

export class Progress {
  readonly #api: Api;
  readonly #delay: number;
  readonly #fail: (object: JsonObject) => string | undefined;
  readonly #timers = new Map<string, NodeJS.Timeout>();
  /** The pod template that the replicas of a workload have, by uid. */
  readonly #templates = new Map<string, unknown>();

  constructor(api: Api, delay: number, fail: (object: JsonObject) => string | undefined) {
    this.#api = api;
    this.#delay = delay;
    this.#fail = fail;
  }

  see(event: StoreEvent): void {
    const uid = textAt(event.object, 'metadata', 'uid') ?? '';
    if (event.type === 'DELETED') {
      clearTimeout(this.#timers.get(uid));
      this.#timers.delete(uid);
      this.#templates.delete(uid);
    } else if (!this.#timers.has(uid))
      this.#timers.set(
        uid,
        setTimeout(() => this.#step(uid, event.collection, event.object), this.#delay),
      );
  }

  stop(): void {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#timers.clear();
  }

  /** A change of the status is an event that leads to the next step. */
  #step(uid: string, collection: string, object: JsonObject): void {
    this.#timers.delete(uid);
    const fresh = freshCopy(this.#api, object);
    const step = STEPS[collection];
    if (fresh === undefined || step === undefined || textAt(fresh, 'metadata', 'deletionTimestamp') !== undefined)
      return;
    const spec = isObject(fresh['spec']) ? fresh['spec'] : {};
    if (spec['paused'] === true || spec['suspend'] === true) return;
    const isNewTemplate = !equal(this.#templates.get(uid), spec['template']);
    const status = isObject(fresh['status']) ? fresh['status'] : {};
    const next = step(fresh, status, { now: this.#api.now(), failure: this.#fail(fresh), isNewTemplate });
    this.#templates.set(uid, spec['template']);
    internalChange(this.#api, fresh, 'status', (object) => {
      object['status'] = next;
    });
  }
}
