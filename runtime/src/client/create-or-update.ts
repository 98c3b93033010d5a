/**
 * One object brought about by a function that changes it, whether it exists or not: controller-runtime's CreateOrUpdate and CreateOrPatch.
 * Where the desired state can be written down as a whole, `client.apply` is the better way.
 *
 * Expected flow: 1. read the object (a cached client: from the cache); 2. let the function change a copy of it, or of the start that was
 * given; 3. create it, or send what the function changed as a merge patch, or nothing when it changed nothing.
 * Guarantees: fields that the function did not touch are not written, so a cache may leave some out. `createOrUpdate` writes only what it
 * read: `Conflict` when others changed the object meanwhile; `createOrPatch` writes over what they changed of the same fields.
 * Errors: as the client; `AlreadyExists` (a `Conflict`, too) when others created it meanwhile; `TypeError` for a function that renames.
 */
import { draft } from '../draft.ts';
import type { Kind } from '../kind.ts';
import type { Draft, KubernetesObject, Mutable } from '../object.ts';
import type { Client } from './client.ts';
import { mergePatch } from './merge-patch.ts';
import type { CreateOptions } from './options.ts';
import { limits } from './request.ts';

/** As controller-runtime's OperationResult. */
export type Operation = 'created' | 'updated' | 'updatedStatus' | 'updatedStatusOnly' | 'unchanged';

export interface Upserted<T extends KubernetesObject> {
  /** As the server has it now. */
  readonly object: T;
  readonly operation: Operation;
}

/** Changes the object it is given, in place. Its name and namespace are to be left alone. */
export type Mutate<T extends KubernetesObject> = (object: Mutable<Draft<T>>) => void | Promise<void>;

/** Creates or updates what is not status. `start` names the object, and is what is created but for what `mutate` changes. */
export const createOrUpdate = async <T extends KubernetesObject>(
  client: Client,
  kind: Kind<T>,
  start: Draft<T>,
  mutate: Mutate<T>,
  options: CreateOptions = {},
): Promise<Upserted<T>> => {
  const { before, after } = await mutated(client, kind, start, mutate, options);
  if (before === undefined) return { object: await client.create(kind, after, options), operation: 'created' };
  const patch = mergePatch(withoutStatus(before), withoutStatus(after), { optimisticLock: true });
  if (patch === undefined) return { object: before, operation: 'unchanged' };
  return { object: await client.patch(kind, start.metadata, patch, options), operation: 'updated' };
};

/** As `createOrUpdate`, without a lock, and the status too, through its subresource. */
export const createOrPatch = async <T extends KubernetesObject>(
  client: Client,
  kind: Kind<T>,
  start: Draft<T>,
  mutate: Mutate<T>,
  options: CreateOptions = {},
): Promise<Upserted<T>> => {
  const { before, after } = await mutated(client, kind, start, mutate, options);
  const wanted = statusOf(after);
  const writeStatus = (from: object): Promise<T> | undefined => {
    const patch = mergePatch({ status: statusOf(from) }, { status: wanted });
    return patch && client.patch(kind, start.metadata, patch, { ...options, subresource: 'status' });
  };
  if (before === undefined) {
    const created = await client.create(kind, after, options);
    // What is only tried is not there to have a status.
    const object = wanted === undefined || options.dryRun === true ? undefined : await writeStatus(created);
    return { object: object ?? created, operation: 'created' };
  }
  const patch = mergePatch(withoutStatus(before), withoutStatus(after));
  const updated = patch && (await client.patch(kind, start.metadata, patch, options));
  const object = await writeStatus(before);
  if (object !== undefined) return { object, operation: updated ? 'updatedStatus' : 'updatedStatusOnly' };
  return updated ? { object: updated, operation: 'updated' } : { object: before, operation: 'unchanged' };
};

const mutated = async <T extends KubernetesObject>(
  client: Client,
  kind: Kind<T>,
  start: Draft<T>,
  mutate: Mutate<T>,
  options: CreateOptions,
): Promise<{ readonly before: T | undefined; readonly after: Draft<T> }> => {
  const { name, namespace } = start.metadata;
  const before = await client.get(kind, { name, namespace }, limits(options));
  const after = draft(before ?? start) as Mutable<Draft<T>>;
  await mutate(after);
  const { metadata } = after as Draft<KubernetesObject>;
  if (metadata.name !== name || metadata.namespace !== (before ?? start).metadata.namespace)
    throw new TypeError(
      `${kind.kind} ${JSON.stringify(name)}: the function changed its name or namespace. Name another object in the draft instead.`,
    );
  return { before, after: after as Draft<T> };
};

const statusOf = (object: object): unknown => (object as { readonly status?: unknown }).status;

const withoutStatus = (object: object): object => ({ ...object, status: undefined });
