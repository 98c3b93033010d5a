/**
 * Who owns which field after a write (apimachinery's managedfields, structured-merge-diff's merge.Updater). All versions of a kind
 * have the same fields here (conversion None), so no conversion happens between managers of different versions.
 */
import type { JsonObject } from '../json.ts';
import { copy, equal, listAt, metadataOf } from '../json.ts';
import { StatusError, badRequest } from '../status.ts';
import type { Typed } from './atom.ts';
import { compare, withoutFields, type Comparison } from './compare.ts';
import { conflictError, type Conflict } from './conflict.ts';
import {
  difference,
  emptySet,
  has,
  intersection,
  isEmpty,
  paths,
  recursiveDifference,
  setOf,
  union,
  type FieldSet,
} from './field-set.ts';
import { identityOf, managersOf, readManagers, writeManagers, type Manager, type Managers } from './managers.ts';
import { merge } from './merge.ts';
import { prune } from './prune.ts';
import { fieldSetOf } from './typed-set.ts';
import { typeProblems } from './type-problems.ts';

/** Who writes, and what the request cannot write. */
export interface Writer {
  readonly manager: string;
  readonly apiVersion: string;
  readonly subresource: string;
  readonly typed: Typed;
  readonly reset: FieldSet;
  /** A scale: its own managers are only those of this field. */
  readonly scaled?: readonly string[];
  /** undefined: the entry has none. */
  readonly time: string | undefined;
  /** An object of the kind with nothing set; structs of built-in kinds are there even so. */
  readonly empty: JsonObject;
}

const STRIPPED = setOf(
  ['apiVersion'],
  ['kind'],
  ['metadata'],
  ...[
    'name',
    'namespace',
    'creationTimestamp',
    'selfLink',
    'uid',
    'clusterName',
    'generation',
    'managedFields',
    'resourceVersion',
  ].map((name) => ['metadata', name]),
);

function withoutManagers(object: JsonObject): JsonObject {
  const bare = copy(object);
  delete metadataOf(bare)['managedFields'];
  return bare;
}

/** Takes what changed from its other owners; without force, a field that another owner set to something else is a conflict. */
function settle(managers: Managers, self: string, comparison: Comparison, force: boolean): void {
  const changed = union(comparison.modified, comparison.added);
  const conflicts: Conflict[] = [];
  for (const [id, manager] of managers) {
    if (id === self) continue;
    const taken = intersection(manager.set, changed);
    for (const path of paths(taken)) conflicts.push({ manager, path });
  }
  if (!force && conflicts.length > 0) throw conflictError(conflicts);
  for (const [id, manager] of managers) {
    if (id === self) continue;
    const set = difference(difference(manager.set, intersection(manager.set, changed)), comparison.removed);
    if (isEmpty(set)) managers.delete(id);
    else managers.set(id, { ...manager, set });
  }
}

/** After create, update or patch: `next` gets managedFields that give the changed fields to the writer. `live` is undefined on create. */
export function trackUpdate(writer: Writer, live: JsonObject | undefined, next: JsonObject): void {
  try {
    track(writer, live, next);
  } catch {
    // Lists whose items cannot be told apart: as in the real server, nobody owns anything then, and validation says what is wrong.
    delete metadataOf(next)['managedFields'];
  }
}

function track(writer: Writer, live: JsonObject | undefined, next: JsonObject): void {
  const written = listAt(next, 'metadata', 'managedFields');
  const reset =
    Array.isArray(metadataOf(next)['managedFields']) &&
    (written.length === 0 || (written.length === 1 && equal(written[0], {})));
  let managers: Managers = new Map();
  try {
    if (writer.subresource === '' && !reset) managers = readManagers(written);
  } catch {
    managers = new Map();
  }
  if (managers.size === 0 && !reset && live !== undefined) managers = managersOf(live);
  delete metadataOf(next)['managedFields'];
  const { scaled } = writer;
  if (scaled !== undefined && ![...managers.values()].some(({ set }) => has(set, scaled))) {
    writeManagers(next, managers);
    return;
  }
  if (managers.size === 0 && live !== undefined) return;

  const before = live === undefined ? writer.empty : withoutManagers(live);
  const all = compare(writer.typed, before, next);
  settle(managers, 'current-operation', withoutFields(all, writer.reset), true);
  const own = difference(recursiveDifference(union(all.modified, all.added), writer.reset), STRIPPED);
  if (!isEmpty(own)) {
    const head = {
      manager: writer.manager,
      operation: 'Update',
      apiVersion: writer.apiVersion,
      subresource: writer.subresource,
    } as const;
    const id = identityOf(head);
    managers.set(id, { ...head, time: writer.time, set: union(managers.get(id)?.set ?? emptySet, own) });
  }
  capUpdaters(managers);
  writeManagers(next, managers);
}

const MAX_UPDATERS = 10;

/** More than ten updaters are folded into `ancient-changes`, oldest first. */
function capUpdaters(managers: Managers): void {
  const updaters = [...managers].filter(([, { operation }]) => operation === 'Update');
  const oldest = updaters
    .sort(([, a], [, b]) => ((a.time ?? '') < (b.time ?? '') ? -1 : 1))
    .slice(0, Math.max(0, updaters.length - MAX_UPDATERS + 1));
  if (oldest.length < 2) return;
  for (const [id, { apiVersion, time, set }] of oldest) {
    const head = { manager: 'ancient-changes', operation: 'Update', apiVersion, subresource: '' } as const;
    managers.delete(id);
    const bucket = identityOf(head);
    managers.set(bucket, { ...head, time, set: union(managers.get(bucket)?.set ?? emptySet, set) });
  }
}

/**
 * Server-side apply of `config` on `live` (undefined: it does not exist). Answers the merged object with its managedFields.
 * Throws 409 with every conflicting field. `label` is what messages call the configuration: `namespace/name`, as written in it.
 */
export function apply(
  writer: Writer,
  live: JsonObject | undefined,
  config: JsonObject,
  force: boolean,
  label: string,
): JsonObject {
  if (metadataOf(config)['managedFields'] !== undefined) throw badRequest('metadata.managedFields must be nil');
  const problem = typeProblems(writer.typed, config);
  if (problem !== undefined) {
    throw new StatusError(
      500,
      '',
      `failed to create typed patch object (${label}; ${writer.apiVersion}, Kind=${String(config['kind'])}): ${problem}`,
    );
  }
  const before = live === undefined ? writer.empty : withoutManagers(live);
  const managers = live === undefined ? new Map<string, Manager>() : managersOf(live);
  if (managers.size === 0 && live !== undefined) adoptExisting(writer, managers, before);

  const head = {
    manager: writer.manager,
    operation: 'Apply',
    apiVersion: writer.apiVersion,
    subresource: writer.subresource,
  } as const;
  const id = identityOf(head);
  const last = managers.get(id);
  const set = recursiveDifference(fieldSetOf(writer.typed, config), writer.reset);
  managers.set(id, { ...head, time: last?.time, set });
  let merged = (merge(writer.typed, before, config) ?? {}) as JsonObject;
  if (last !== undefined && !isEmpty(last.set)) merged = prune(writer.typed, merged, managers, last.set);
  settle(managers, id, withoutFields(compare(writer.typed, before, merged), writer.reset), force);
  const stripped = difference(set, STRIPPED);
  if (isEmpty(stripped)) managers.delete(id);
  else
    managers.set(id, {
      ...head,
      time: equal(before, merged) ? last?.time : writer.time,
      set: stripped,
    });
  const next = copy(merged);
  writeManagers(next, managers);
  return next;
}

/** Fields that were there before anyone was tracked belong to `before-first-apply`. */
function adoptExisting(writer: Writer, managers: Managers, before: JsonObject): void {
  const { added, modified } = compare(writer.typed, writer.empty, before);
  const set = difference(union(added, modified), STRIPPED);
  const head = {
    manager: 'before-first-apply',
    operation: 'Update',
    apiVersion: writer.apiVersion,
    subresource: writer.subresource,
  } as const;
  managers.set(identityOf(head), { ...head, time: writer.time, set });
}
