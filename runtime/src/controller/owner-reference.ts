import type { Kind } from '../kind.ts';
import type { KubernetesObject, OwnerReference } from '../object.ts';
import { TerminalError } from './terminal-error.ts';

/**
 * The reference that makes `owner` the controller of another object: it is garbage collected with it, and its changes wake the owner.
 * blockOwnerDeletion, default false, may ask for the permission to update the owner's finalizers.
 */
export const controllerReference = (
  owner: KubernetesObject,
  { blockOwnerDeletion = false }: { readonly blockOwnerDeletion?: boolean } = {},
): OwnerReference => ({
  apiVersion: owner.apiVersion,
  kind: owner.kind,
  name: owner.metadata.name,
  uid: owner.metadata.uid,
  controller: true,
  ...(blockOwnerDeletion && { blockOwnerDeletion }),
});

/** The one owner that controls an object. */
export const controllerOf = (object: KubernetesObject): OwnerReference | undefined =>
  object.metadata.ownerReferences?.find(({ controller }) => controller === true);

/** Errors: `TerminalError` when garbage collection would not honour the reference and delete the child at once. */
export const checkOwnable = (
  owner: KubernetesObject,
  kind: Kind,
  child: { readonly name: string; readonly namespace?: string | undefined },
): void => {
  const { namespace } = owner.metadata;
  if (namespace === undefined) return;
  if (kind.scope !== 'Cluster' && child.namespace === namespace) return;
  const subject = `${owner.kind} ${namespace}/${owner.metadata.name} cannot own ${kind.kind} ${JSON.stringify(child.name)}`;
  if (kind.scope === 'Cluster') {
    throw new TerminalError(
      `${subject}: a namespaced object cannot own a cluster-scoped one. Make ${owner.kind} cluster-scoped, or write ${kind.kind} with client.apply and remove it in cleanup.`,
    );
  }
  throw new TerminalError(
    `${subject} in namespace ${JSON.stringify(child.namespace)}: an owner must be in the same namespace. Leave the namespace out, or write it with client.apply and remove it in cleanup.`,
  );
};
