/** The set of fields that a value has, and sets completed by their parents (structured-merge-diff: toFieldSet, EnsureNamedFieldsAreMembers). */
import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import { fieldType, isAtomic, isDeclared, itemElement, itemType, shapeOf, type Typed } from './atom.ts';
import { SetBuilder, type FieldSet } from './field-set.ts';

/** Every field of `value`: leaves, list items, keys of free maps, empty objects. */
export function fieldSetOf(typed: Typed, value: Json): FieldSet {
  const set = new SetBuilder();
  visit(typed, value, [], set);
  return set;
}

function visit(typed: Typed, value: Json, path: readonly string[], set: SetBuilder): void {
  const shape = shapeOf(typed, value);
  if (shape === 'scalar' || isAtomic(typed, shape)) {
    set.insert(path);
    return;
  }
  if (shape === 'list' && Array.isArray(value)) visitItems(typed, value, path, set);
  if (shape !== 'map' || !isObject(value)) return;
  for (const [name, child] of Object.entries(value)) {
    const type = fieldType(typed, name);
    if (type === undefined) continue;
    const inner = [...path, `f:${name}`];
    visit(type, child, inner, set);
    const empty = child === null || (isObject(child) && Object.keys(child).length === 0);
    if (empty || !isDeclared(typed, name)) set.insert(inner);
  }
}

function visitItems(typed: Typed, items: readonly Json[], path: readonly string[], set: SetBuilder): void {
  const groups = Map.groupBy(items, (item) => itemElement(typed, item));
  for (const [element, same] of groups) {
    const [only] = same;
    if (same.length === 1 && only !== undefined) visit(itemType(typed), only, [...path, element], set);
    set.insert([...path, element]);
  }
}

/** `set` with the declared fields that have children in it as members. */
export function withNamedParents(typed: Typed | undefined, set: FieldSet): FieldSet {
  const members = new Set(set.members);
  const children = new Map<string, FieldSet>();
  for (const [element, child] of set.children) {
    const name = element.startsWith('f:') ? element.slice(2) : undefined;
    if (typed !== undefined && name !== undefined && isDeclared(typed, name)) members.add(element);
    const inner = typed === undefined ? undefined : name === undefined ? itemType(typed) : fieldType(typed, name);
    children.set(element, withNamedParents(inner, child));
  }
  return { members, children };
}
