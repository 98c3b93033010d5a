/**
 * Brings the children of an object to what is desired, by server-side apply.
 *
 * Guarantees: a child that is as desired is not written (see match.ts); each child that is not, once; an object that another owner
 * controls is never taken over. Children are independent: one that fails does not keep the others back, the first error is thrown at the end.
 * A child that the server refuses because of what others put into its lists is repaired (see take-over.ts).
 */
import type { Cache } from '../cache/cache.ts';
import { known } from '../cache/covering.ts';
import { certainly } from '../cache/writer.ts';
import type { Client } from '../client/client.ts';
import { Conflict, Invalid } from '../client/errors.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { Logger } from '../manager/log.ts';
import { asChild, checkControl, type Child, describeChild, kindOf } from './child.ts';
import { explainInvalid } from './immutable.ts';
import { fieldOf, isObject, type Json, type JsonObject, sameJson } from '../json.ts';
import { matches } from './match.ts';
import { childId } from './prune.ts';
import type { Applied, Desired, DesiredChildren } from '../controller/reconcile.ts';
import { faultsInLists, takeOver } from './take-over.ts';
import { TerminalError } from '../controller/terminal-error.ts';

export interface Applier {
  readonly apply: <Children extends DesiredChildren>(
    owner: KubernetesObject,
    children: Children,
    run: ApplyRun,
  ) => Promise<Applied<Children>>;
  /** The owner is gone. */
  readonly forget: (uid: string) => void;
}

export interface ApplyRun {
  readonly log: Logger;
  /** Gets the ids of what is desired; see prune.ts. */
  readonly applied: Set<string>;
}

export interface ApplierOptions {
  readonly cache: Pick<Cache, 'known'>;
  readonly client: Client;
  /** The kinds that may be applied. */
  readonly owns: readonly Kind[];
  readonly fieldManager: string;
}

/** Makes the applier of a controller. */
export const createApplier = ({ cache, client, owns, fieldManager }: ApplierOptions): Applier => {
  /** What the server made of what was asked for, where it is not the same: by owner, then by child. */
  const normalised = new Map<string, Map<string, { readonly desired: Child; readonly answer: KubernetesObject }>>();

  /** At once when nothing has to be written. */
  const applyOne = (
    owner: KubernetesObject,
    given: Desired<KubernetesObject>,
    { log, applied }: ApplyRun,
  ): KubernetesObject | Promise<KubernetesObject> => {
    const kind = kindOf(owns, owner, given);
    const desired = asChild(owner, kind, given, fieldManager);
    const { name, namespace } = desired.metadata;
    const key = { name, namespace };
    const id = childId(kind, desired.metadata);
    applied.add(id);
    const bring = (live: KubernetesObject | undefined): KubernetesObject | Promise<KubernetesObject> => {
      if (live === undefined) return write(owner, { kind, desired, id }, live, log);
      checkControl(owner, kind, live);
      return isThere(owner, id, desired, live) ? live : write(owner, { kind, desired, id }, live, log);
    };
    const cached = known(cache, kind, key);
    return cached === undefined ? client.get(kind, key).then(bring) : bring(cached.object);
  };

  /** Whether `live` is what is desired, or what the server had made of it. */
  const isThere = (owner: KubernetesObject, id: string, desired: Child, live: KubernetesObject): boolean => {
    if (matches(desired, live, fieldManager)) return true;
    const last = normalised.get(owner.metadata.uid)?.get(id);
    return (
      last !== undefined &&
      sameJson(json(last.desired), json(desired)) &&
      agrees(json(desired), json(live), json(last.answer))
    );
  };

  const write = async (
    owner: KubernetesObject,
    { kind, desired, id }: { readonly kind: Kind; readonly desired: Child; readonly id: string },
    live: KubernetesObject | undefined,
    log: Logger,
  ): Promise<KubernetesObject> => {
    const answer = await applyOver({ client, kind, desired, fieldManager, exists: live !== undefined });
    remember(owner.metadata.uid, id, matches(desired, answer, fieldManager) ? undefined : { desired, answer });
    if (live === undefined) log.info(`created ${describeChild(owner, kind, desired.metadata)}`);
    else if (live.metadata.resourceVersion !== answer.metadata.resourceVersion)
      log.info(`updated ${describeChild(owner, kind, desired.metadata)}`);
    return answer;
  };

  const remember = (
    uid: string,
    id: string,
    made: { readonly desired: Child; readonly answer: KubernetesObject } | undefined,
  ): void => {
    const children = normalised.get(uid) ?? new Map();
    if (made === undefined) children.delete(id);
    else children.set(id, made);
    if (children.size === 0) normalised.delete(uid);
    else normalised.set(uid, children);
  };

  return {
    forget: (uid) => void normalised.delete(uid),
    apply: async <Children extends DesiredChildren>(owner: KubernetesObject, children: Children, run: ApplyRun) => {
      const answers: Record<string, KubernetesObject | undefined> = {};
      const writes: Promise<void>[] = [];
      const failed: unknown[] = [];
      for (const [index, name] of Object.keys(children).entries()) {
        const child = children[name];
        answers[name] = undefined;
        if (child === undefined) continue;
        const fail = (error: unknown): void => void (failed[index] = error);
        try {
          const answer = applyOne(owner, child, run);
          if (answer instanceof Promise) writes.push(answer.then((object) => void (answers[name] = object), fail));
          else answers[name] = answer;
        } catch (error) {
          fail(error);
        }
      }
      if (writes.length > 0) await Promise.all(writes);
      // An error that can pass by itself comes first: it decides that reconcile is tried again.
      const errors = Object.values(failed);
      if (errors.length > 0) throw errors.find((error) => !(error instanceof TerminalError)) ?? errors[0];
      return answers as Applied<Children>;
    },
  };
};

interface Application {
  readonly client: Client;
  readonly kind: Kind;
  readonly desired: Child;
  readonly fieldManager: string;
  readonly exists: boolean;
}

/** Applies; when that is refused over an existing object, once more after what stands in the way was taken over. */
const applyOver = async ({ client, kind, desired, fieldManager, exists }: Application): Promise<KubernetesObject> => {
  // The server refuses a field that it does not know in an apply in any case; to look for them twice costs it a tenth of the request.
  const apply = () =>
    certainly(() => client.apply(kind, desired, { force: true, fieldManager, fieldValidation: 'Ignore' }));
  try {
    return await apply();
  } catch (error) {
    if (!exists || !(error instanceof Invalid)) throw error;
    const refused = explainInvalid(error, kind, desired);
    const faults = faultsInLists(error, json(desired));
    if (faults.length === 0) throw refused;
    const { name, namespace } = desired.metadata;
    try {
      // Reads the object with everybody's managed fields: the cache does not keep them, and children may not be got.
      const live = await client.patch(kind, { name, namespace }, {}, { dryRun: true, fieldManager });
      const { apiVersion } = kind;
      const managedFields = takeOver(live.metadata.managedFields ?? [], {
        desired: json(desired),
        live: json(live),
        faults,
        fieldManager,
        apiVersion,
      });
      if (managedFields === undefined) throw refused;
      const { resourceVersion } = live.metadata;
      await client.patch(kind, { name, namespace }, { metadata: { resourceVersion, managedFields } }, { fieldManager });
      return await apply();
    } catch (second) {
      // Changed meanwhile: the next try looks at what it is then.
      throw second instanceof Conflict ? second : refused;
    }
  }
};

const json = (value: object): Json => value as unknown as JsonObject;

/** Whether `live` is, wherever `desired` says something, what the server had answered. */
const agrees = (desired: Json, live: Json, answer: Json): boolean =>
  isObject(desired) && isObject(live) && isObject(answer)
    ? Object.entries(desired).every(([name, value]) => agrees(value, fieldOf(live, name), fieldOf(answer, name)))
    : sameJson(live, answer);
