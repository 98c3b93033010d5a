/**
 * A way out when the server refuses an apply because of what somebody else put beside it: an apply adds to a list by keys (the ports of
 * a Service) and to its items (a volume's source), so what others left there stays, and both together may be invalid.
 *
 * Given the managed fields of an object and what the server found fault with, gives managed fields in which what stands in the way
 * belongs to our applies: the next one removes it, as it is not desired. No value is changed here, no intermediate state has to be valid.
 *
 * Promises: only fields inside lists that the server named, that are not desired, and that stand where it found fault: what others own
 * elsewhere, and items of theirs that are in nobody's way, are left alone.
 */
import type { Invalid } from '../client/errors.ts';
import type { ManagedFieldsEntry } from '../object.ts';
import { hasKey, pairItems } from './item-keys.ts';
import { isObject, type Json } from '../json.ts';
import { type Fields, fieldAt, fieldsOf, isAtomic, keysOf } from './managed-fields.ts';

/** A place as the server writes it: `spec.ports[1].name` is `['spec', 'ports', 1, 'name']`. */
export type FaultPath = readonly (string | number)[];

export interface Fault {
  readonly path: FaultPath;
  /** Of the API server: `FieldValueDuplicate`, … */
  readonly reason: string;
  /** The server says that there is one field too many, of those that exclude each other. */
  readonly exclusive: boolean;
}

/** What the server found fault with inside lists of `desired`; for all else taking over is of no use. */
export const faultsInLists = (error: Invalid, desired: Json): readonly Fault[] =>
  (error.status.details?.causes ?? [])
    .map(({ field = '', reason = '', message = '' }) => ({
      path: parsePath(field),
      reason,
      exclusive: reason === 'FieldValueForbidden' || EXCLUSIVE.test(message),
    }))
    .filter(({ path }) => reachesList(desired, path));

const EXCLUSIVE =
  /may not be specified|must not be specified|more than (1|one)|only one|exactly one|not both|exclusive/i;

const parsePath = (field: string): FaultPath =>
  [...field.matchAll(/\[([^\]]*)\]|[^.[\]]+/g)].map(([whole, inner]) =>
    inner === undefined ? whole : /^\d+$/.test(inner) ? Number(inner) : inner,
  );

const reachesList = (value: Json, path: FaultPath): boolean => {
  if (Array.isArray(value)) return true;
  const [name, ...rest] = path;
  return isObject(value) && typeof name === 'string' && reachesList(value[name], rest);
};

export interface TakeOver {
  readonly desired: Json;
  readonly live: Json;
  readonly faults: readonly Fault[];
  readonly fieldManager: string;
  readonly apiVersion: string;
}

/** The managed fields after the take-over; undefined when nothing of others stands in the way. */
export const takeOver = (
  entries: readonly ManagedFieldsEntry[],
  { desired, live, faults, fieldManager, apiVersion }: TakeOver,
): readonly ManagedFieldsEntry[] | undefined => {
  const ours = (entry: ManagedFieldsEntry) =>
    entry.manager === fieldManager && entry.operation === 'Apply' && (entry.subresource ?? '') === '';
  let taken: Fields = {};
  const others = entries
    .filter((entry) => !ours(entry))
    .flatMap((entry): readonly ManagedFieldsEntry[] => {
      // Fields of another version may have other names.
      if ((entry.subresource ?? '') !== '' || entry.apiVersion !== apiVersion) return [entry];
      const fields = fieldsOf(entry.fieldsV1);
      const found = faults
        .map((fault) => inTheWay(fields, { ...fault, desired, live, inList: false }))
        .reduce(union, {});
      if (isAtomic(found)) return [entry];
      taken = union(taken, found);
      const left = without(fields, found);
      return left === undefined ? [] : [{ ...entry, fieldsV1: left }];
    });
  if (isAtomic(taken)) return undefined;
  const own = entries.find(ours) ?? { manager: fieldManager, operation: 'Apply', apiVersion, fieldsType: 'FieldsV1' };
  return [{ ...own, fieldsV1: union(fieldsOf(own.fieldsV1), taken) }, ...others];
};

interface Place extends Fault {
  readonly desired: Json;
  readonly live: Json;
  /** Outside of lists nothing is taken. */
  readonly inList: boolean;
}

/** Of the fields that another owns at a place, those that stand in the way. */
const inTheWay = (fields: Fields, place: Place): Fields => {
  const { desired, live, path, inList } = place;
  if (Array.isArray(desired)) return itemsInTheWay(fields, desired, place);
  if (!isObject(desired)) return {};
  const [name, ...rest] = path;
  if (name === undefined) return inList ? notDesired(fields, desired) : {};
  // One of several (a volume's source, a probe's handler): the server names any of them, the desired one is to stay.
  if (inList && rest.length === 0 && place.exclusive) return notDesired(fields, desired);
  const entry = `f:${name}`;
  const own = fieldAt(fields, entry);
  if (own === undefined) return {};
  if (desired[name] === undefined) return inList ? { [entry]: fields[entry] } : {};
  const inner = inTheWay(own, {
    ...place,
    desired: desired[name],
    live: isObject(live) ? live[name] : undefined,
    path: rest,
  });
  return isAtomic(inner) ? {} : { [entry]: inner };
};

const notDesired = (fields: Fields, desired: Json): Fields =>
  Object.fromEntries(
    Object.entries(fields).filter(
      ([entry]) => entry.startsWith('f:') && isObject(desired) && desired[entry.slice(2)] === undefined,
    ),
  );

const itemsInTheWay = (fields: Fields, desired: readonly Json[], place: Place): Fields => {
  const { live, path } = place;
  const rest = path.slice(1);
  const keys = keysOf(fields);
  const pairs = pairItems(desired, keys);
  const found = keys.flatMap((key): readonly (readonly [string, unknown])[] => {
    const there = (Array.isArray(live) ? live : []).find((item) => isObject(item) && hasKey(item, key.key, ''));
    const item = desired[pairs.indexOf(key)];
    if (item === undefined)
      return collides(there, desired, { ...place, path: rest }) ? [[key.entry, fields[key.entry]]] : [];
    const inner = inTheWay(fieldsOf(fields[key.entry]), {
      ...place,
      desired: item,
      live: there,
      path: rest,
      inList: true,
    });
    return isAtomic(inner) ? [] : [[key.entry, inner]];
  });
  return Object.fromEntries(found);
};

/** Whether an item that is not desired is why desired ones are refused: it has a value that only one may have, or lacks what it needs beside them. */
const collides = (item: Json, desired: readonly Json[], { path, reason }: Pick<Fault, 'path' | 'reason'>): boolean => {
  if (path.length === 0) return reason !== 'FieldValueRequired';
  if (path.some((part) => typeof part === 'number')) return false;
  const value = valueAt(item, path);
  const missing = value === undefined || value === '';
  if (reason === 'FieldValueRequired') return missing;
  return reason === 'FieldValueDuplicate' && !missing && desired.some((other) => valueAt(other, path) === value);
};

const valueAt = (value: Json, path: FaultPath): Json =>
  path.reduce<Json>((at, name) => (isObject(at) ? at[name] : undefined), value);

/** Both sets. A node with nothing inside is a member itself, which is `.` once there is something inside. */
const union = (left: Fields, right: Fields): Fields => {
  const names = [...new Set([...Object.keys(left), ...Object.keys(right)])];
  return Object.fromEntries(
    names.map((name) => {
      const [one, other] = [fieldAt(left, name), fieldAt(right, name)];
      if (one === undefined || other === undefined) return [name, one ?? other];
      const member = isAtomic(one) !== isAtomic(other) ? { '.': {} } : {};
      return [name, { ...member, ...union(one, other) }];
    }),
  );
};

/** `fields` without `taken`; undefined when nothing is left. */
const without = (fields: Fields, taken: Fields): Fields | undefined => {
  const left = Object.entries(fields).flatMap(([name, inner]): readonly (readonly [string, unknown])[] => {
    const gone = fieldAt(taken, name);
    if (gone === undefined) return [[name, inner]];
    const rest = isAtomic(gone) ? undefined : without(fieldsOf(inner), gone);
    return rest === undefined ? [] : [[name, rest]];
  });
  return left.length === 0 ? undefined : Object.fromEntries(left);
};
