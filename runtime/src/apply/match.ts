/**
 * Whether a server-side apply would change anything, judged from the cached object: it would not if all that is desired is there,
 * and all that we applied before is still desired. The second is read from the object's own managed fields, so it holds after a restart too.
 *
 * Caveats: where the server normalises a value that we compare as text, the answer is "would change"; apply.ts remembers what the
 * server made of it.
 */
import type { KubernetesObject } from '../object.ts';
import { fieldOf, isObject, type Json, type JsonObject } from '../json.ts';
import { hasKey, pairItems } from './item-keys.ts';
import { type OwnedFields, ownedFields } from './owned-fields.ts';
import { isQuantityField, sameQuantity } from './quantity.ts';

/** `live` must have the managed fields of `fieldManager`. */
export const matches = (desired: object, live: KubernetesObject, fieldManager: string): boolean => {
  const entry = live.metadata.managedFields?.find(
    ({ manager, operation, subresource }) =>
      manager === fieldManager && operation === 'Apply' && (subresource ?? '') === '',
  );
  const own = entry && ownedFields(entry);
  if (own === undefined) return false;
  const { owned, uid } = own;
  return (
    within(desired as JsonObject, live as unknown as JsonObject, owned, { uid, parent: '', name: '' }) &&
    stillDesired(owned, desired as JsonObject, uid)
  );
};

/** Where a value is: its name and that of what it is in; and what keys mean by the uid. */
interface Place {
  readonly uid: string;
  readonly parent: string;
  readonly name: string;
}

/** Whether `desired` is there in `live`. `own`: what we applied at this place. This runs for each field of each child of each reconcile. */
const within = (desired: Json, live: Json, own: OwnedFields | undefined, place: Place): boolean => {
  if (desired === undefined || desired === null) return true;
  // The server leaves out what is empty (Go's omitempty): if we own it, it is there.
  if (live === undefined || live === null) return own !== undefined && isEmpty(desired);
  if (typeof desired !== 'object') return sameScalar(desired, live, place.parent, place.name);
  if (own?.atomic === true) return sameAtomic(desired, live, place.parent, place.name);
  if (Array.isArray(desired)) return Array.isArray(live) && listWithin(desired, live, own, place);
  if (!isObject(live) || !isObject(desired)) return false;
  const { uid, name: parent } = place;
  for (const name in desired) {
    const there = fieldOf(live, name);
    if (desired[name] !== there && !within(desired[name], there, own?.fields.get(name), { uid, parent, name }))
      return false;
  }
  return true;
};

const listWithin = (
  desired: readonly Json[],
  live: readonly Json[],
  own: OwnedFields | undefined,
  place: Place,
): boolean => {
  // A list by keys: others may have added items of their own, and the order is the server's.
  if (own !== undefined && own.items.length > 0) {
    const pairs = pairItems(desired, own.items, place.uid);
    return desired.every((item, index) => {
      const pair = pairs[index];
      if (pair === undefined) return false;
      const there = live.find((candidate) => isObject(candidate) && hasKey(candidate, pair.key, place.uid));
      return there !== undefined && within(item, there, pair.owned, place);
    });
  }
  if (own !== undefined && own.values.length > 0) return desired.every((item) => live.includes(item));
  return desired.length === live.length && desired.every((item, index) => within(item, live[index], own, place));
};

/** Whether each owned field is in `desired`, or in the key of the item that it is: a key field that only the default made is owned through its item. */
const stillDesired = (own: OwnedFields, desired: Json, uid: string, key?: JsonObject): boolean => {
  if (own.atomic) return true;
  if (own.unreadable) return false;
  const fields = isObject(desired) ? desired : undefined;
  for (const name of own.names) {
    const given = fieldOf(fields, name);
    const value = given === undefined ? fieldOf(key, name) : given;
    if (value === undefined || !stillDesired(own.fields.get(name) as OwnedFields, value, uid)) return false;
  }
  if (own.items.length === 0 && own.values.length === 0 && own.length === 0) return true;
  const items = Array.isArray(desired) ? desired : [];
  const pairs = pairItems(items, own.items, uid);
  return (
    items.length >= own.length &&
    own.values.every((value) => items.includes(value)) &&
    own.items.every((owned) => {
      const index = pairs.indexOf(owned);
      return index !== -1 && stillDesired(owned.owned, items[index], uid, owned.key);
    })
  );
};

/** An atomic field is ours as a whole: nothing may be in it that is not desired, but for what the server's defaults put there. */
const sameAtomic = (desired: Json, live: Json, parent: string, name: string): boolean => {
  if (desired === undefined || desired === null) return live === undefined || live === null;
  if (live === undefined || live === null) return isEmpty(desired);
  if (Array.isArray(desired))
    return (
      Array.isArray(live) &&
      desired.length === live.length &&
      desired.every((item, index) => sameAtomic(item, live[index], parent, name))
    );
  if (!isObject(desired)) return sameScalar(desired, live, parent, name);
  if (!isObject(live)) return false;
  for (const inner in desired) if (!sameAtomic(desired[inner], fieldOf(live, inner), name, inner)) return false;
  for (const inner in live) if (fieldOf(desired, inner) === undefined && !isDefault(inner, live[inner])) return false;
  return true;
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

const sameScalar = (desired: Json, live: Json, parent: string, name: string): boolean =>
  desired === live || (typeof live !== 'object' && isQuantityField(parent, name) && sameQuantity(desired, live));

const isEmpty = (value: Json): boolean =>
  value === null ||
  value === '' ||
  value === false ||
  value === 0 ||
  (typeof value === 'object' && Object.values(value).every((item) => item === undefined));
