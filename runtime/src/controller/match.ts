/**
 * Whether a server-side apply would change anything, judged from the cached object: it would not if all that is desired is there,
 * and all that we applied before is still desired. The second is read from the object's own managed fields, so it holds after a restart too.
 *
 * Caveats: where the server normalises a value that we compare as text, the answer is "would change"; apply.ts remembers what the
 * server made of it.
 */
import type { KubernetesObject } from '../object.ts';
import {
  type Fields,
  fieldAt,
  fieldsOf,
  isAtomic,
  keysOf,
  pairItems,
  stillDesired,
  valuesOf,
} from './managed-fields.ts';
import { isObject, type Json, type JsonObject } from './json.ts';
import { isQuantityField, sameQuantity } from './quantity.ts';

/** `live` must have the managed fields of `fieldManager`. */
export const matches = (desired: object, live: KubernetesObject, fieldManager: string): boolean => {
  const entry = live.metadata.managedFields?.find(
    ({ manager, operation, subresource }) =>
      manager === fieldManager && operation === 'Apply' && (subresource ?? '') === '',
  );
  // Parsed each time that it is read (see cache/own-fields.ts).
  const fieldsV1 = entry?.fieldsV1;
  if (fieldsV1 === undefined) return false;
  const { apiVersion, kind, metadata, ...rest } = desired as { readonly [name: string]: Json };
  const { name: _name, namespace: _namespace, ...written } = isObject(metadata) ? metadata : {};
  const compared = { ...rest, metadata: written };
  const own = fieldsOf(fieldsV1);
  return (
    apiVersion === live.apiVersion &&
    kind === live.kind &&
    within(compared, live as unknown as JsonObject, own, ['', '']) &&
    stillDesired(own, compared)
  );
};

type Path = readonly [parent: string, name: string];

/** Whether `desired` is there in `live`. `own`: what we applied at this place. */
const within = (desired: Json, live: Json, own: Fields | undefined, path: Path): boolean => {
  if (desired === undefined || desired === null) return true;
  // The server leaves out what is empty (Go's omitempty): if we own it, it is there.
  if (live === undefined || live === null) return own !== undefined && isEmpty(desired);
  if (typeof desired !== 'object') return sameScalar(desired, live, path);
  if (isAtomic(own)) return sameAtomic(desired, live, path);
  if (Array.isArray(desired)) return Array.isArray(live) && listWithin(desired, live, own, path);
  if (!isObject(live) || !isObject(desired)) return false;
  // This runs for each field of each child of each reconcile: no arrays of entries are made on the way.
  for (const name of Object.keys(desired))
    if (!within(desired[name], live[name], fieldAt(own, `f:${name}`), [path[1], name])) return false;
  return true;
};

const listWithin = (desired: readonly Json[], live: readonly Json[], own: Fields | undefined, path: Path): boolean => {
  // A list by keys: others may have added items of their own, and the order is the server's.
  const keys = keysOf(own);
  if (keys.length > 0) {
    const pairs = pairItems(desired, keys);
    return desired.every((item, index) => {
      const key = pairs[index];
      if (key === undefined) return false;
      const there = live.find(
        (candidate) =>
          isObject(candidate) && Object.entries(key.fields).every(([name, value]) => candidate[name] === value),
      );
      return there !== undefined && within(item, there, fieldAt(own, key.entry), path);
    });
  }
  if (valuesOf(own).length > 0) return desired.every((item) => live.includes(item));
  return desired.length === live.length && desired.every((item, index) => within(item, live[index], own, path));
};

/** An atomic field is ours as a whole: nothing may be in it that is not desired, but for what the server's defaults put there. */
const sameAtomic = (desired: Json, live: Json, path: Path): boolean => {
  if (desired === undefined || desired === null) return live === undefined || live === null;
  if (live === undefined || live === null) return isEmpty(desired);
  if (Array.isArray(desired))
    return (
      Array.isArray(live) &&
      desired.length === live.length &&
      desired.every((item, index) => sameAtomic(item, live[index], path))
    );
  if (!isObject(desired)) return sameScalar(desired, live, path);
  return (
    isObject(live) &&
    Object.entries(desired).every(([name, value]) => sameAtomic(value, live[name], [path[1], name])) &&
    Object.entries(live).every(([name, value]) => desired[name] !== undefined || isDefault(name, value))
  );
};

/** Defaults inside the atomic fields of Kubernetes' own kinds: field references, projected tokens, network policy ports, claim templates. */
const DEFAULTS: Readonly<Record<string, Json>> = {
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  divisor: '0',
  expirationSeconds: 3600,
  protocol: 'TCP',
  volumeMode: 'Filesystem',
};

const isDefault = (name: string, value: Json): boolean =>
  value === null || value === DEFAULTS[name] || (name === 'status' && isObject(value) && value['phase'] === 'Pending');

const sameScalar = (desired: Json, live: Json, path: Path): boolean =>
  desired === live || (typeof live !== 'object' && isQuantityField(...path) && sameQuantity(desired, live));

const isEmpty = (value: Json): boolean =>
  value === null ||
  value === '' ||
  value === false ||
  value === 0 ||
  (typeof value === 'object' && Object.values(value).every((item) => item === undefined));
