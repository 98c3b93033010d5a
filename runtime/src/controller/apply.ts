/**
 * Brings the children of an object to what is desired, by server-side apply.
 *
 * Guarantees: a child that is as desired is not written (see match.ts); each child that is not, once; an object that another owner
 * controls is never taken over. Children are independent: one that fails does not keep the others back, the first error is thrown at the end.
 * A child that the server refuses because of what others put into its lists is repaired (see take-over.ts).
 */
import type { Client } from '../client/client.ts';
import { Conflict, Invalid } from '../client/errors.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { Logger } from '../manager/log.ts';
import { explainInvalid } from './immutable.ts';
import { isObject, type Json, type JsonObject, sameJson } from './json.ts';
import { matches } from './match.ts';
import { checkOwnable, controllerOf, controllerReference } from './owner-reference.ts';
import { childId } from './prune.ts';
import type { Applied, Desired, DesiredChildren } from './reconcile.ts';
import { faultsInLists, takeOver } from './take-over.ts';
import { TerminalError } from './terminal-error.ts';

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
  /** Reads the declared kinds from the cache. */
  readonly client: Client;
  /** The kinds that may be applied. */
  readonly owns: readonly Kind[];
  readonly fieldManager: string;
}

const MANAGED_BY = 'app.kubernetes.io/managed-by';

type Child = KubernetesObject & { readonly metadata: { readonly namespace?: string } };

/** Makes the applier of a controller. */
export const createApplier = ({ client, owns, fieldManager }: ApplierOptions): Applier => {
  /** What the server made of what was asked for, where it is not the same: by owner, then by child. */
  const normalised = new Map<string, Map<string, { readonly desired: Child; readonly answer: KubernetesObject }>>();

  const applyOne = async (
    owner: KubernetesObject,
    given: Desired<KubernetesObject>,
    { log, applied }: ApplyRun,
  ): Promise<KubernetesObject> => {
    const kind = kindOf(owns, owner, given);
    const desired = asChild(owner, kind, given, fieldManager);
    const { name, namespace } = desired.metadata;
    const id = childId(kind, desired.metadata);
    applied.add(id);
    const live = await client.get(kind, { name, namespace });
    if (live !== undefined) {
      checkControl(owner, kind, live);
      if (matches(desired, live, fieldManager)) return live;
      const last = normalised.get(owner.metadata.uid)?.get(id);
      if (
        last !== undefined &&
        sameJson(json(last.desired), json(desired)) &&
        agrees(json(desired), json(live), json(last.answer))
      )
        return live;
    }
    const answer = await applyOver({ client, kind, desired, fieldManager, exists: live !== undefined });
    remember(owner.metadata.uid, id, matches(desired, answer, fieldManager) ? undefined : { desired, answer });
    if (live === undefined) log.info(`created ${kind.kind}/${name}`);
    else if (live.metadata.resourceVersion !== answer.metadata.resourceVersion)
      log.info(`updated ${kind.kind}/${name}`);
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
      const names = Object.keys(children);
      const outcomes = await Promise.allSettled(
        Object.values(children).map(async (child) => (child === undefined ? undefined : applyOne(owner, child, run))),
      );
      const failed = outcomes.filter((outcome) => outcome.status === 'rejected');
      // An error that can pass by itself comes first: it decides that reconcile is tried again.
      const first = failed.find(({ reason }) => !(reason instanceof TerminalError)) ?? failed[0];
      if (first !== undefined) throw first.reason;
      return Object.fromEntries(
        outcomes.map((outcome, index) => [names[index], outcome.status === 'fulfilled' ? outcome.value : undefined]),
      ) as Applied<Children>;
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
  const apply = () => client.apply(kind, desired, { force: true, fieldManager });
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

const kindOf = (owns: readonly Kind[], owner: KubernetesObject, given: Desired<KubernetesObject>): Kind => {
  const kind = owns.find((candidate) => candidate.apiVersion === given.apiVersion && candidate.kind === given.kind);
  if (kind !== undefined) return kind;
  throw new TerminalError(
    `${given.kind} (${given.apiVersion}) is not among the kinds that the controller of ${owner.kind} owns. Add it to "owns" of controller(${owner.kind}, …): only then are its changes watched.`,
  );
};

/** What is sent: in its namespace, labelled, owned. */
const asChild = (
  owner: KubernetesObject,
  kind: Kind,
  given: Desired<KubernetesObject>,
  fieldManager: string,
): Child => {
  const { namespace: asked, ...metadata } = given.metadata;
  const namespace = kind.scope === 'Cluster' ? undefined : (asked ?? owner.metadata.namespace);
  if (kind.scope === 'Namespaced' && namespace === undefined) {
    throw new TerminalError(
      `${kind.kind} ${JSON.stringify(metadata.name)} of the cluster-scoped ${owner.kind} ${JSON.stringify(owner.metadata.name)} has no namespace. Give it metadata.namespace.`,
    );
  }
  checkOwnable(owner, kind, { name: metadata.name, namespace });
  const child = {
    ...given,
    metadata: {
      ...metadata,
      ...(namespace === undefined ? {} : { namespace }),
      labels: { [MANAGED_BY]: fieldManager, ...metadata.labels },
      ownerReferences: [...(metadata.ownerReferences ?? []), controllerReference(owner)],
    },
  };
  return (kind.kind === 'Secret' && kind.group === '' ? withoutStringData(child) : child) as unknown as Child;
};

/** The server moves stringData into data, where it could not be found again. */
const withoutStringData = ({ stringData, ...secret }: Readonly<Record<string, unknown>>): object => {
  if (stringData === undefined || stringData === null) return secret;
  const encoded = Object.entries(stringData as Readonly<Record<string, string>>).map(([name, text]) => [
    name,
    Buffer.from(text).toString('base64'),
  ]);
  return { ...secret, data: { ...(secret['data'] as object | undefined), ...Object.fromEntries(encoded) } };
};

const checkControl = (owner: KubernetesObject, kind: Kind, live: KubernetesObject): void => {
  const controller = controllerOf(live);
  if (controller === undefined || controller.uid === owner.metadata.uid) return;
  if (controller.kind === owner.kind && controller.name === owner.metadata.name)
    throw new Error(
      `${kind.kind} ${JSON.stringify(live.metadata.name)} belongs to a former ${owner.kind} ${JSON.stringify(controller.name)}. Waiting for garbage collection to delete it; then it is made again.`,
    );
  throw new Error(
    `${kind.kind} ${JSON.stringify(live.metadata.name)} is controlled by ${controller.kind} ${JSON.stringify(controller.name)} and is not taken over. Rename the child, or delete the other object.`,
  );
};

/** Whether `live` is, wherever `desired` says something, what the server had answered. */
const agrees = (desired: Json, live: Json, answer: Json): boolean =>
  isObject(desired) && isObject(live) && isObject(answer)
    ? Object.entries(desired).every(([name, value]) => agrees(value, live[name], answer[name]))
    : sameJson(live, answer);
