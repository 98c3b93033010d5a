/**
 * Finalizers: names that keep an object from going while somebody has still to clean up after it.
 *
 * Guarantees: written as a JSON patch that tests what was read (the object's uid and the finalizers, nothing else), so the finalizers of
 * others are never lost and those of a namesake made meanwhile never touched; changes of the rest of the object are no conflict.
 * Errors: `Conflict` when the finalizers, or the object itself, are others by now: read again and decide anew.
 * Caveats: no finalizer can be added to an object that is being deleted: `Invalid`.
 */
import type { Client } from '../client/client.ts';
import { Conflict, Invalid, NotFound } from '../client/errors.ts';
import type { JsonPatchOperation } from '../client/options.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';

const PATH = '/metadata/finalizers';

/** Whether the object waits for this finalizer. */
export const hasFinalizer = ({ metadata }: KubernetesObject, finalizer: string): boolean =>
  metadata.finalizers?.includes(finalizer) === true;

/** The object with the finalizer (as it is, with no request, when it has it); undefined when it is gone. */
export const addFinalizer = async <T extends KubernetesObject>(
  client: Client,
  kind: Kind<T>,
  object: T,
  finalizer: string,
): Promise<T | undefined> => {
  if (hasFinalizer(object, finalizer)) return object;
  const { finalizers = [] } = object.metadata;
  return patchFinalizers(client, kind, object, [
    // The server leaves an empty list out, and takes what is not there for null.
    { op: 'test', path: PATH, value: finalizers.length === 0 ? null : finalizers },
    finalizers.length === 0
      ? { op: 'add', path: PATH, value: [finalizer] }
      : { op: 'add', path: `${PATH}/-`, value: finalizer },
  ]);
};

/** The object without the finalizer (as it is, with no request, when it has none); undefined when it is gone, maybe by this. */
export const removeFinalizer = async <T extends KubernetesObject>(
  client: Client,
  kind: Kind<T>,
  object: T,
  finalizer: string,
): Promise<T | undefined> => {
  const index = object.metadata.finalizers?.indexOf(finalizer) ?? -1;
  if (index === -1) return object;
  return patchFinalizers(client, kind, object, [
    { op: 'test', path: `${PATH}/${index}`, value: finalizer },
    { op: 'remove', path: `${PATH}/${index}` },
  ]);
};

const patchFinalizers = async <T extends KubernetesObject>(
  client: Client,
  kind: Kind<T>,
  { metadata: { name, namespace, uid } }: T,
  operations: readonly JsonPatchOperation[],
): Promise<T | undefined> => {
  try {
    const tested = [{ op: 'test', path: '/metadata/uid', value: uid } as const, ...operations];
    // Sent twice, the second one fails by its tests: a conflict, after which the finalizers are read again.
    return await client.patch(kind, { name, namespace }, tested, { idempotent: true });
  } catch (error) {
    if (error instanceof NotFound && !error.unknownResource) return undefined;
    if (error instanceof Invalid && isFailedTest(error)) throw conflictOf(error, kind, name);
    throw error;
  }
};

/** The server says no more of a patch that does not fit than that it is in error; of an object that does not validate it names the object. */
const isFailedTest = ({ status: { details } }: Invalid): boolean =>
  details?.name === undefined && (details?.causes ?? []).length === 0;

const conflictOf = (error: Invalid, { kind, plural, group }: Kind, name: string): Conflict =>
  new Conflict(
    409,
    {
      status: 'Failure',
      reason: 'Conflict',
      code: 409,
      message: `the finalizers of ${kind} ${JSON.stringify(name)}, or the object itself, were changed meanwhile`,
      details: { name, group, kind: plural },
    },
    error.message.slice(0, error.message.indexOf(': ')),
  );
