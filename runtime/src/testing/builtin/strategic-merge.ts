/** Strategic merge patch of built-in kinds: lists are merged by the keys that the kinds' Go structs declare (`patchMergeKey`). */
import { fieldType, itemType, type Typed } from '../apply/atom.ts';
import type { Json, JsonObject } from '../json.ts';
import { equal, isObject } from '../json.ts';
import { notSupported } from '../status.ts';

const DIRECTIVES = /^\$(setElementOrder\/|deleteFromPrimitiveList\/|retainKeys$|patch$)/;

/** Changes and answers `target`. Directives `$patch: delete|replace|merge`, `$deleteFromPrimitiveList`, `$setElementOrder`, `$retainKeys`. */
export function strategicMerge(typed: Typed, target: JsonObject, patch: JsonObject): JsonObject {
  const directive = patch['$patch'];
  if (directive === 'replace')
    return Object.fromEntries(Object.entries(patch).filter(([name]) => !DIRECTIVES.test(name)));
  if (directive === 'delete') return {};
  if (directive !== undefined && directive !== 'merge')
    throw notSupported(`the directive $patch: ${JSON.stringify(directive)} in a strategic merge patch`);
  const retain = patch['$retainKeys'];
  if (Array.isArray(retain)) for (const name of Object.keys(target)) if (!retain.includes(name)) delete target[name];
  for (const [name, value] of Object.entries(patch)) {
    if (DIRECTIVES.test(name)) continue;
    if (value === null) delete target[name];
    else target[name] = mergeField(fieldType(typed, name), target[name], value);
  }
  for (const [name, values] of Object.entries(patch)) removePrimitives(target, name, values);
  for (const [name, order] of Object.entries(patch)) reorder(typed, target, name, order);
  return target;
}

function mergeField(type: Typed | undefined, before: Json | undefined, value: Json): Json {
  if (isObject(value)) return type === undefined ? value : strategicMerge(type, isObject(before) ? before : {}, value);
  if (!Array.isArray(value) || type === undefined || !(type.schema.patch ?? '').includes('merge')) return value;
  const items = Array.isArray(before) ? [...before] : [];
  const { mergeKey } = type.schema;
  if (mergeKey === undefined) return ordered(items, [...items, ...value], value, (item) => item);
  const merged = mergeList(itemType(type), mergeKey, items, value);
  return ordered(Array.isArray(before) ? before : [], merged, value, (item) =>
    isObject(item) ? (item[mergeKey] ?? null) : item,
  );
}

/** Items of the patch and of the server only, each in its own order; where the server knows both, in its order, otherwise the patch's first. */
function ordered(
  server: readonly Json[],
  merged: readonly Json[],
  patch: readonly Json[],
  keyOf: (item: Json) => Json,
): Json[] {
  const has = (list: readonly Json[], item: Json) => list.findIndex((each) => equal(keyOf(each), keyOf(item)));
  const unique = merged.filter((item, index) => has(merged, item) === index);
  const left = unique.filter((item) => has(patch, item) === -1);
  const right = unique.filter((item) => has(patch, item) !== -1).sort((a, b) => has(patch, a) - has(patch, b));
  const out: Json[] = [];
  for (let [l, r] = [0, 0]; l < left.length || r < right.length;) {
    const [a, b] = [left[l], right[r]];
    const leftFirst =
      b === undefined ||
      (a !== undefined && has(server, a) !== -1 && has(server, b) !== -1 && has(server, a) < has(server, b));
    if (a !== undefined && leftFirst) l += out.push(a) && 1;
    else if (b !== undefined) r += out.push(b) && 1;
  }
  return out;
}

function mergeList(item: Typed, key: string, items: Json[], changes: readonly Json[]): Json[] {
  if (changes.some((change) => isObject(change) && change['$patch'] === 'replace')) {
    return changes.filter((change) => !(isObject(change) && change['$patch'] === 'replace'));
  }
  for (const change of changes.filter(isObject)) {
    const index = items.findIndex((each) => isObject(each) && equal(each[key], change[key]));
    const found = items[index];
    if (change['$patch'] === 'delete') {
      if (index !== -1) items.splice(index, 1);
    } else if (isObject(found)) items[index] = strategicMerge(item, found, change);
    else items.push(strategicMerge(item, {}, change));
  }
  return items;
}

function removePrimitives(target: JsonObject, name: string, values: Json): void {
  const field = /^\$deleteFromPrimitiveList\/(.+)$/.exec(name)?.[1];
  const list = field === undefined ? undefined : target[field];
  if (field === undefined || !Array.isArray(list) || !Array.isArray(values)) return;
  target[field] = list.filter((each) => !values.some((value) => equal(each, value)));
}

function reorder(typed: Typed, target: JsonObject, name: string, order: Json): void {
  const field = /^\$setElementOrder\/(.+)$/.exec(name)?.[1];
  const list = field === undefined ? undefined : target[field];
  if (field === undefined || !Array.isArray(list) || !Array.isArray(order)) return;
  const key = fieldType(typed, field)?.schema.mergeKey;
  const id = (each: Json) => (key !== undefined && isObject(each) ? each[key] : each);
  const place = (each: Json) => {
    const index = order.findIndex((wanted) => equal(id(wanted), id(each)));
    return index === -1 ? order.length : index;
  };
  target[field] = list
    .map((each, index) => ({ each, rank: place(each), index }))
    .sort((a, b) => a.rank - b.rank || a.index - b.index)
    .map(({ each }) => each);
}
