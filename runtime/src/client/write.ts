/** Writes of one object: create, update, patch, apply. */
import type { Kind } from '../kind.ts';
import type { Draft, KubernetesObject, NewDraft } from '../object.ts';
import { acceptObject } from './metadata-only.ts';
import { typed, withType } from './object-type.ts';
import type { ApplyOptions, CreateOptions, Patch, PatchOptions, PatchType, WriteOptions } from './options.ts';
import { collectionPath, objectPath, type ObjectKey, withQuery } from './path.ts';
import { limits, type Requests } from './request.ts';

export const APPLY = 'application/apply-patch+yaml';
const PATCH_TYPES: Readonly<Record<PatchType, string>> = {
  merge: 'application/merge-patch+json',
  json: 'application/json-patch+json',
  strategic: 'application/strategic-merge-patch+json',
};

/** POST; a name may be left to the server by `metadata.generateName`. */
export const create = async <T extends KubernetesObject>(
  { write, query, isDry }: Requests,
  kind: Kind<T>,
  object: NewDraft<T>,
  options: CreateOptions = {},
): Promise<T> => {
  checkWhole(kind, 'create');
  const body = typed(kind, object as Draft<T>);
  const key = keyOf(body);
  const path = withQuery(collectionPath(kind, creationNamespace(kind, key)), query(options));
  return write<T>(kind, key, isDry(options), { method: 'POST', path, body, ...limits(options) });
};

/** PUT. */
export const update = async <T extends KubernetesObject>(
  { write, query, isDry }: Requests,
  kind: Kind<T>,
  object: Draft<T>,
  options: WriteOptions = {},
): Promise<T> => {
  checkWhole(kind, 'update');
  const body = typed(kind, object);
  const key = keyOf(body);
  const path = withQuery(objectPath(kind, key, options.subresource), query(options));
  return write<T>(kind, key, isDry(options), { method: 'PUT', path, body, ...limits(options) });
};

/** How a patch is sent. A JSON patch can append to a list: sent twice it may do so twice. */
export const patchForm = (
  patch: Patch,
  { type = Array.isArray(patch) ? 'json' : 'merge', idempotent = type !== 'json' }: PatchOptions,
): { readonly contentType: string; readonly idempotent: boolean } => ({ contentType: PATCH_TYPES[type], idempotent });

/** PATCH by a patch of any type but apply. */
export const patch = async <T extends KubernetesObject>(
  { write, query, isDry }: Requests,
  kind: Kind<T>,
  key: ObjectKey,
  body: Patch,
  options: PatchOptions = {},
): Promise<T> => {
  const path = withQuery(objectPath(kind, key, options.subresource), query(options));
  const call = { method: 'PATCH', path, body, accept: acceptObject(kind), ...limits(options) } as const;
  return answered(kind, await write<T>(kind, key, isDry(options), { ...call, ...patchForm(body, options) }));
};

/** PATCH by server-side apply. */
export const apply = async <T extends KubernetesObject>(
  { write, query, isDry }: Requests,
  kind: Kind<T>,
  object: Draft<T>,
  options: ApplyOptions = {},
): Promise<T> => {
  const body = typed(kind, object);
  const key = keyOf(body);
  const path = withQuery(objectPath(kind, key, options.subresource), query(options));
  const call = { method: 'PATCH', path, body, accept: acceptObject(kind), ...limits(options) } as const;
  return answered(kind, await write<T>(kind, key, isDry(options), { ...call, contentType: APPLY }));
};

const answered = <T extends KubernetesObject>(kind: Kind<T>, object: T): T =>
  kind.projection === 'metadata' ? withType(object, kind) : object;

const checkWhole = (kind: Kind, verb: string): void => {
  if (kind.projection === 'metadata')
    throw new TypeError(
      `${kind.kind}: ${verb} by metadata alone would lose the rest of the object. Patch or apply the metadata, or ${verb} by the kind itself.`,
    );
};

/** Without one the request would be about all namespaces, which the server refuses without saying why. */
const creationNamespace = (kind: Kind, { name, namespace }: ObjectKey): string | undefined => {
  if (kind.scope === 'Namespaced' && namespace === undefined)
    throw new TypeError(`${kind.kind} ${JSON.stringify(name)}: the kind is namespaced, so a namespace must be given.`);
  return namespace;
};

const keyOf = ({ metadata: { name, namespace } }: Draft<KubernetesObject>): ObjectKey => ({ name, namespace });
