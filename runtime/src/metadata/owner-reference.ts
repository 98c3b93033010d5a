/**
 * Owner references: who an object is deleted with, and (the controller) whose changes it wakes. To be set on drafts, as in the function of
 * `createOrUpdate`; `context.apply` sets the controller's itself.
 *
 * Errors: `TerminalError` for an owner that garbage collection would not honour (a namespaced one of another namespace, or of an object
 * without namespace): it would delete the object at once.
 */
import { TerminalError } from '../controller/terminal-error.ts';
import type { KubernetesObject, OwnerReference } from '../object.ts';

export interface OwnerReferenceOptions {
  /**
   * Whether the owner, deleted in the foreground, waits for this object; default false. Where the API server checks it
   * (OwnerReferencesPermissionEnforcement, as on OpenShift), true needs the permission to update the owner's finalizers.
   */
  readonly blockOwnerDeletion?: boolean;
}

/** What can be owned: objects and drafts. */
export interface Ownable {
  readonly kind?: string | undefined;
  readonly metadata: {
    readonly name?: string | undefined;
    readonly namespace?: string | undefined;
    ownerReferences?: readonly Partial<OwnerReference>[] | undefined;
  };
}

/** The object already has a controller, and it is another one: there can be one only. */
export class AlreadyOwned extends Error {
  override readonly name = 'AlreadyOwned';
  readonly owner: OwnerReference;

  constructor(object: Ownable, owner: OwnerReference) {
    super(`${nameOf(object)} is already controlled by ${owner.kind} ${JSON.stringify(owner.name)}.`);
    this.owner = owner;
  }
}

/** A reference to an owner that is not the controller: the object goes when all its owners have gone. */
export const ownerReference = (owner: KubernetesObject, options: OwnerReferenceOptions = {}): OwnerReference => ({
  apiVersion: owner.apiVersion,
  kind: owner.kind,
  name: owner.metadata.name,
  uid: owner.metadata.uid,
  ...(options.blockOwnerDeletion === true && { blockOwnerDeletion: true }),
});

/** The reference that makes `owner` the controller of another object: it is garbage collected with it, and its changes wake the owner. */
export const controllerReference = (owner: KubernetesObject, options: OwnerReferenceOptions = {}): OwnerReference => ({
  ...ownerReference(owner, options),
  controller: true,
});

/** The one owner that controls an object. */
export const controllerOf = (object: KubernetesObject): OwnerReference | undefined =>
  object.metadata.ownerReferences?.find(({ controller }) => controller === true);

/** Makes `owner` the controller of a draft. Errors: `AlreadyOwned` when another one is. */
export const setControllerReference = (
  owner: KubernetesObject,
  object: Ownable,
  options: OwnerReferenceOptions = {},
): void => {
  const controller = controllerOf(object as KubernetesObject);
  if (controller !== undefined && !refersTo(controller, owner)) throw new AlreadyOwned(object, controller);
  put(object, owner, controllerReference(owner, options));
};

/** Makes `owner` an owner of a draft; one that is its controller stays so. */
export const setOwnerReference = (
  owner: KubernetesObject,
  object: Ownable,
  options: OwnerReferenceOptions = {},
): void => {
  const before = references(object).find((reference) => refersTo(reference, owner));
  put(object, owner, { ...ownerReference(owner, options), ...(before?.controller === true && { controller: true }) });
};

/** Takes an owner from a draft; false when it was none. */
export const removeOwnerReference = (owner: KubernetesObject, object: Ownable): boolean => {
  const kept = references(object).filter((reference) => !refersTo(reference, owner));
  if (kept.length === references(object).length) return false;
  object.metadata.ownerReferences = kept;
  return true;
};

/** Whether `owner` is among the owners. */
export const hasOwnerReference = (owner: KubernetesObject, object: Ownable): boolean =>
  references(object).some((reference) => refersTo(reference, owner));

/** Whether `owner`, and no namesake of it, is the controller. */
export const isControlledBy = (owner: KubernetesObject, object: Ownable): boolean =>
  controllerOf(object as KubernetesObject)?.uid === owner.metadata.uid;

const references = ({ metadata }: Ownable): readonly Partial<OwnerReference>[] => metadata.ownerReferences ?? [];

/** By group, kind and name, as controller-runtime: an owner that was made anew takes the place of the old one. */
const refersTo = ({ apiVersion = '', kind, name }: Partial<OwnerReference>, owner: KubernetesObject): boolean =>
  groupOf(apiVersion) === groupOf(owner.apiVersion) && kind === owner.kind && name === owner.metadata.name;

const groupOf = (apiVersion: string): string => (apiVersion.includes('/') ? apiVersion.replace(/\/.*/, '') : '');

const put = (object: Ownable, owner: KubernetesObject, reference: OwnerReference): void => {
  const { namespace } = owner.metadata;
  if (namespace !== undefined && object.metadata.namespace !== namespace)
    throw new TerminalError(
      `${owner.kind} ${namespace}/${owner.metadata.name} cannot own ${nameOf(object)}, which is in ${object.metadata.namespace === undefined ? 'no namespace' : `namespace ${JSON.stringify(object.metadata.namespace)}`}: a namespaced owner must be in the same one.`,
    );
  const index = references(object).findIndex((each) => refersTo(each, owner));
  object.metadata.ownerReferences =
    index === -1 ? [...references(object), reference] : references(object).with(index, reference);
};

const nameOf = ({ kind = 'The object', metadata: { name = '' } }: Ownable): string => `${kind} ${JSON.stringify(name)}`;
