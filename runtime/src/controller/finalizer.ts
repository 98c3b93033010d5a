/**
 * The finalizer of a controller that has a cleanup: added before the first reconcile, removed after the cleanup.
 *
 * Guarantees: written as a merge patch of the very resourceVersion that was read, so the finalizers of others are never lost (`Conflict` instead, and a new try).
 */
import type { Client } from '../client/client.ts';
import { NotFound } from '../client/errors.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';

/** `group/finalizer`; for the core group, whose finalizers need a prefix too, `kind.core/finalizer`. */
export const finalizerOf = ({ group, kind }: Kind): string =>
  `${group === '' ? `${kind.toLowerCase()}.core` : group}/finalizer`;

export const hasFinalizer = ({ metadata }: KubernetesObject, finalizer: string): boolean =>
  metadata.finalizers?.includes(finalizer) === true;

/** The object with the finalizer; undefined when it is gone. */
export const addFinalizer = (
  client: Client,
  kind: Kind,
  object: KubernetesObject,
  finalizer: string,
): Promise<KubernetesObject | undefined> =>
  setFinalizers(client, kind, object, [...(object.metadata.finalizers ?? []), finalizer]);

/** Lets the object go. */
export const removeFinalizer = async (
  client: Client,
  kind: Kind,
  object: KubernetesObject,
  finalizer: string,
): Promise<void> => {
  await setFinalizers(client, kind, object, object.metadata.finalizers?.filter((name) => name !== finalizer) ?? []);
};

const setFinalizers = async (
  client: Client,
  kind: Kind,
  { metadata }: KubernetesObject,
  finalizers: readonly string[],
): Promise<KubernetesObject | undefined> => {
  const { name, namespace, resourceVersion } = metadata;
  try {
    return await client.patch(kind, { name, namespace }, { metadata: { resourceVersion, finalizers } });
  } catch (error) {
    if (error instanceof NotFound) return undefined;
    throw error;
  }
};
