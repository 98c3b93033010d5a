/** Lays an applied configuration over a live object, and takes fields out of one (structured-merge-diff: typed/merge.go, typed/remove.go). */
import type { Json, JsonObject } from '../json.ts';
import { isObject } from '../json.ts';
import { fieldType, isAtomic, itemElement, itemType, shapeOf, type Typed } from './atom.ts';
import { below, isEmpty, type FieldSet } from './field-set.ts';

type Side = Json | undefined;

/** `right` over `left`: leaves of `right` win, granular maps and lists are merged, the order of `right`'s items is kept. */
export function merge(typed: Typed, left: Side, right: Side): Side {
  const leaf = right === undefined ? left : right;
  const shape = shapeOf(typed, right === undefined || right === null ? left : right);
  if (shape === 'scalar' || isAtomic(typed, shape)) return leaf;
  if (shape === 'map') {
    const [before, after] = [isObject(left) ? left : {}, isObject(right) ? right : {}];
    if (Object.keys(before).length === 0 && Object.keys(after).length === 0) return leaf;
    return mergeFields(typed, before, after);
  }
  const [before, after] = [Array.isArray(left) ? left : [], Array.isArray(right) ? right : []];
  if (before.length === 0 && after.length === 0) return leaf;
  return mergeItems(typed, before, after);
}

function mergeFields(typed: Typed, left: JsonObject, right: JsonObject): JsonObject | undefined {
  const out: JsonObject = {};
  for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
    const type = fieldType(typed, name);
    const merged = type === undefined ? (right[name] ?? left[name]) : merge(type, left[name], right[name]);
    if (merged !== undefined) out[name] = merged;
  }
  return Object.keys(out).length === 0 ? undefined : out;
}

function mergeItems(typed: Typed, left: readonly Json[], right: readonly Json[]): Json[] | undefined {
  const type = itemType(typed);
  const elements = left.map((item) => itemElement(typed, item));
  const wanted = right.map((item) => itemElement(typed, item));
  const twice = new Set(elements.filter((element, index) => elements.indexOf(element) !== index));
  const live = new Map(left.map((item, index) => [elements[index] ?? '', item] as const));
  // What is there more than once is not merged with the new value.
  for (const element of twice) live.set(element, null);
  const after = new Map(right.map((item, index) => [wanted[index] ?? '', item] as const));
  const out: Json[] = [];
  const push = (merged: Side) => {
    if (merged !== undefined) out.push(merged);
  };
  const shared = wanted.filter((element) => live.has(element));
  const done = new Set<string>();
  let [l, r, s] = [0, 0, 0];
  const takeRight = (element: string) => {
    done.add(element);
    push(merge(type, live.get(element), after.get(element)));
    r += 1;
    if (shared[s] === element) s += 1;
  };
  while (l < left.length || r < right.length) {
    const [leftElement, rightElement] = [elements[l], wanted[r]];
    if (leftElement !== undefined && rightElement !== undefined) {
      if (leftElement === rightElement) {
        takeRight(rightElement);
        l += 1;
        continue;
      }
      if (after.has(leftElement) && shared[s] !== undefined && shared[s] !== leftElement) {
        l += 1;
        continue;
      }
    }
    if (leftElement !== undefined) {
      if (!after.has(leftElement)) {
        push(merge(type, left[l], undefined));
        l += 1;
        continue;
      }
      if (done.has(leftElement)) l += 1;
    }
    if (rightElement !== undefined) takeRight(rightElement);
  }
  return out.length === 0 ? undefined : out;
}

/** `value` without the items and fields of `remove`. */
export function removeItems(typed: Typed, value: Json, remove: FieldSet): Side {
  const shape = shapeOf(typed, value);
  if (shape === 'scalar') return value;
  if (shape === 'list') {
    if (!Array.isArray(value) || value.length === 0 || isAtomic(typed, shape)) return undefined;
    const kept = value.flatMap((item) => {
      const element = itemElement(typed, item);
      if (remove.members.has(element)) return [];
      const inner = below(remove, element);
      return [isEmpty(inner) ? item : (removeItems(itemType(typed), item, inner) ?? null)];
    });
    return kept.length === 0 ? undefined : kept;
  }
  if (!isObject(value) || Object.keys(value).length === 0 || isAtomic(typed, shape)) return undefined;
  const out: JsonObject = {};
  for (const [name, child] of Object.entries(value)) {
    const element = `f:${name}`;
    if (remove.members.has(element)) continue;
    const inner = below(remove, element);
    const type = fieldType(typed, name);
    out[name] = isEmpty(inner) || type === undefined ? child : (removeItems(type, child, inner) ?? null);
  }
  return Object.keys(out).length === 0 ? undefined : out;
}
