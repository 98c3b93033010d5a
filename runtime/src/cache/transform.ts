/**
 * What an informer keeps of an object.
 *
 * Expected flow, for each object that a list, a watch or the answer to a write brings: what nobody reads is dropped (managed fields of
 * others, kubectl's last-applied-configuration), strings that repeat are shared, then the user's `transform`, then it is frozen.
 * Guarantees: what is cached can be shared: nobody can change it. An object is taken as it is, not copied; a part that is dropped leaves
 * none of its memory behind.
 * Caveats: a field that `transform` drops is not there for reconcile either, and of a child it never is as desired: leave the fields
 * that are applied. Errors: what `transform` throws is thrown by whoever brought the object; it must not throw.
 */
import type { KubernetesObject, ObjectMeta } from '../object.ts';
import { deepFreeze } from './freeze.ts';
import { createIntern, type Intern } from './intern.ts';
import { keepOwnFields } from './own-fields.ts';

/** Makes an object smaller, in place or by answering another; `metadata` must keep name, namespace, uid, resourceVersion and ownerReferences. */
export type Transform<T extends KubernetesObject = KubernetesObject> = (object: T) => T;

export interface TransformOptions<T extends KubernetesObject> {
  readonly kind: { readonly apiVersion: string; readonly kind: string };
  /** Only apiVersion, kind and metadata are kept. */
  readonly metadataOnly: boolean;
  /** Whose applies are looked at. */
  readonly fieldManagers: () => ReadonlySet<string>;
  readonly transform?: Transform<T> | undefined;
}

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** Makes the function that prepares objects of one kind for the cache. What is frozen already was prepared. */
export const createTransform = <T extends KubernetesObject>({
  kind: { apiVersion, kind },
  metadataOnly,
  fieldManagers,
  transform,
}: TransformOptions<T>): Transform<T> => {
  const intern = createIntern();
  return (given) => {
    if (Object.isFrozen(given) && !metadataOnly) return given;
    const metadata = slim(given.metadata, fieldManagers(), intern);
    // The very strings of the kind, which all its objects share.
    const object = metadataOnly ? ({ apiVersion, kind, metadata } as T) : retyped(given, apiVersion, kind, metadata);
    return deepFreeze(transform === undefined ? object : transform(object));
  };
};

/** The object itself, changed: for every object that comes, so without another one to assign from. */
const retyped = <T extends KubernetesObject>(given: T, apiVersion: string, kind: string, metadata: ObjectMeta): T => {
  const object = given as { apiVersion: string; kind: string; metadata: ObjectMeta };
  object.apiVersion = apiVersion;
  object.kind = kind;
  object.metadata = metadata;
  return given;
};

type Writable = { -readonly [Name in keyof ObjectMeta]: ObjectMeta[Name] };

/**
 * Metadata without what nobody reads. Built anew where something goes: `delete` would make a hash table of it, of twice the size.
 */
const slim = (given: ObjectMeta, managers: ReadonlySet<string>, intern: Intern): ObjectMeta => {
  if (Object.isFrozen(given)) return given;
  const managedFields = given.managedFields && keepOwnFields(given, managers, intern);
  const annotations = given.annotations && withoutLastApplied(given.annotations);
  let metadata = given as Writable;
  if (given.managedFields !== managedFields || given.annotations !== annotations) {
    const kept: Record<string, unknown> = {};
    for (const name in given)
      if (name !== 'managedFields' && name !== 'annotations') kept[name] = given[name as keyof ObjectMeta];
    metadata = kept as unknown as Writable;
    if (annotations !== undefined) metadata.annotations = annotations;
    if (managedFields !== undefined) metadata.managedFields = managedFields;
  }
  if (metadata.namespace !== undefined) metadata.namespace = intern(metadata.namespace);
  share(metadata.labels, Object.keys(metadata.labels ?? {}), intern);
  for (const reference of metadata.ownerReferences ?? []) share(reference, ['apiVersion', 'kind'], intern);
  return metadata;
};

/** Puts shared strings in place of equal ones. What is frozen was prepared by another informer. */
const share = (given: object | undefined, names: readonly string[], intern: Intern): void => {
  if (given === undefined || Object.isFrozen(given)) return;
  const strings = given as Record<string, string>;
  for (const name of names) strings[name] = intern(strings[name] ?? '');
};

const withoutLastApplied = (given: Readonly<Record<string, string>>): Readonly<Record<string, string>> | undefined => {
  if (!Object.hasOwn(given, LAST_APPLIED)) return given;
  const names = Object.keys(given).filter((name) => name !== LAST_APPLIED);
  if (names.length === 0) return undefined;
  const kept: Record<string, string> = {};
  for (const name of names) kept[name] = given[name] ?? '';
  return kept;
};
