/** What changed between two values, field by field (structured-merge-diff: typed/compare.go). */
import type { Json, JsonObject } from '../json.ts';
import { equal, isObject } from '../json.ts';
import { fieldType, isAtomic, itemElement, itemType, shapeOf, type Shape, type Typed } from './atom.ts';
import { isEmpty, recursiveDifference, SetBuilder, type FieldSet } from './field-set.ts';

export interface Comparison {
  readonly added: FieldSet;
  readonly modified: FieldSet;
  readonly removed: FieldSet;
}

/** Compares two objects of one type. */
export function compare(typed: Typed, left: Json, right: Json): Comparison {
  const result = { added: new SetBuilder(), modified: new SetBuilder(), removed: new SetBuilder() };
  new Comparer(result).visit(typed, left, right, []);
  return result;
}

export const isSame = (comparison: Comparison): boolean => Object.values(comparison).every(isEmpty);

/** Without the fields that the request cannot write. */
export const withoutFields = (comparison: Comparison, reset: FieldSet): Comparison => ({
  added: recursiveDifference(comparison.added, reset),
  modified: recursiveDifference(comparison.modified, reset),
  removed: recursiveDifference(comparison.removed, reset),
});

type Side = Json | undefined;

class Comparer {
  readonly #result: { added: SetBuilder; modified: SetBuilder; removed: SetBuilder };

  constructor(result: { added: SetBuilder; modified: SetBuilder; removed: SetBuilder }) {
    this.#result = result;
  }

  visit(typed: Typed, left: Side, right: Side, path: readonly string[]): void {
    const leftShape = shapeOf(typed, left);
    const rightShape = shapeOf(typed, right);
    let leaf = false;
    if (right === undefined) leaf = this.#byShape(leftShape, typed, left, right, path);
    else if (left === undefined || left === null || right === null || leftShape === rightShape)
      leaf = this.#byShape(rightShape, typed, left, right, path);
    else {
      this.#byShape(leftShape, typed, left, right, path);
      leaf = this.#byShape(rightShape, typed, left, right, path);
    }
    if (leaf) return;
    if (left === undefined) this.#result.added.insert(path);
    else if (right === undefined) this.#result.removed.insert(path);
  }

  /** Whether the field was taken as a leaf. */
  #byShape(shape: Shape, typed: Typed, left: Side, right: Side, path: readonly string[]): boolean {
    if (shape === 'scalar' || isAtomic(typed, shape)) return this.#leaf(left, right, path);
    if (shape === 'map') {
      const [before, after] = [isObject(left) ? left : {}, isObject(right) ? right : {}];
      if (Object.keys(before).length === 0 && Object.keys(after).length === 0) return this.#leaf(left, right, path);
      this.#fields(typed, before, after, path);
    } else {
      const [before, after] = [Array.isArray(left) ? left : [], Array.isArray(right) ? right : []];
      if (before.length === 0 && after.length === 0) return this.#leaf(left, right, path);
      this.#items(typed, before, after, path);
    }
    return false;
  }

  #leaf(left: Side, right: Side, path: readonly string[]): true {
    if (left === undefined) this.#result.added.insert(path);
    else if (right === undefined) this.#result.removed.insert(path);
    else if (!equal(left, right)) this.#result.modified.insert(path);
    return true;
  }

  #fields(typed: Typed, left: JsonObject, right: JsonObject, path: readonly string[]): void {
    for (const name of new Set([...Object.keys(left), ...Object.keys(right)])) {
      const type = fieldType(typed, name);
      if (type !== undefined) this.visit(type, left[name], right[name], [...path, `f:${name}`]);
    }
  }

  #items(typed: Typed, left: readonly Json[], right: readonly Json[], path: readonly string[]): void {
    const before = Map.groupBy(left, (item) => itemElement(typed, item));
    const after = Map.groupBy(right, (item) => itemElement(typed, item));
    for (const element of new Set([...before.keys(), ...after.keys()])) {
      this.#item(itemType(typed), before.get(element) ?? [], after.get(element) ?? [], [...path, element]);
    }
  }

  /** Items of one key; more than one of it are compared as a whole. */
  #item(typed: Typed, left: readonly Json[], right: readonly Json[], path: readonly string[]): void {
    if (left.length <= 1 && right.length <= 1) this.visit(typed, left[0], right[0], path);
    else if (left.length >= 2 && right.length >= 2) {
      if (!equal(left, right)) this.#result.modified.insert(path);
    } else if (left.length >= 2) {
      if (right.length > 0) this.visit(typed, undefined, right[0], path);
      this.#result.removed.insert(path);
    } else {
      if (left.length > 0) this.visit(typed, left[0], undefined, path);
      this.#result.added.insert(path);
    }
  }
}
