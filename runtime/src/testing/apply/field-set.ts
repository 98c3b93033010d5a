/**
 * Sets of fields as `managedFields` has them (structured-merge-diff's fieldpath.Set): a trie over path elements. An element is in
 * its serialised form, `f:name`, `k:{"name":"x"}` or `v:"x"`, with canonical JSON, so that equal elements are equal strings.
 */
import type { Json, JsonObject } from '../json.ts';
import { isObject } from '../json.ts';

export interface FieldSet {
  readonly members: ReadonlySet<string>;
  readonly children: ReadonlyMap<string, FieldSet>;
}

export const emptySet: FieldSet = { members: new Set(), children: new Map() };

export const isEmpty = (set: FieldSet): boolean => set.members.size === 0 && [...set.children.values()].every(isEmpty);

const fieldElement = (name: string): string => `f:${name}`;
export const valueElement = (value: Json): string => `v:${canonical(value)}`;
export const keyElement = (key: JsonObject): string => `k:${canonical(key)}`;

/** JSON with sorted keys. */
function canonical(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (!isObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${entries.join(',')}}`;
}

/** A set under construction. */
export class SetBuilder implements FieldSet {
  readonly members = new Set<string>();
  readonly children = new Map<string, SetBuilder>();

  insert(path: readonly string[]): void {
    const [first, ...rest] = path;
    if (first === undefined) return;
    if (rest.length === 0) this.members.add(first);
    else {
      const child = this.children.get(first) ?? new SetBuilder();
      this.children.set(first, child);
      child.insert(rest);
    }
  }
}

export function setOf(...paths: readonly (readonly string[])[]): FieldSet {
  const builder = new SetBuilder();
  for (const path of paths) builder.insert(path.map(fieldElement));
  return builder;
}

const withoutEmpty = (children: Iterable<readonly [string, FieldSet]>): Map<string, FieldSet> =>
  new Map([...children].filter(([, set]) => !isEmpty(set)));

export function union(left: FieldSet, right: FieldSet): FieldSet {
  const children = new Map(left.children);
  for (const [element, set] of right.children) children.set(element, union(children.get(element) ?? emptySet, set));
  return { members: new Set([...left.members, ...right.members]), children };
}

export function intersection(left: FieldSet, right: FieldSet): FieldSet {
  const both = [...left.children].filter(([element]) => right.children.has(element));
  const children = both.map(
    ([element, set]) => [element, intersection(set, right.children.get(element) ?? emptySet)] as const,
  );
  return {
    members: new Set([...left.members].filter((element) => right.members.has(element))),
    children: withoutEmpty(children),
  };
}

/** Without the elements of `right`; a parent in `right` does not take its children along. */
export function difference(left: FieldSet, right: FieldSet): FieldSet {
  const children = [...left.children].map(
    ([element, set]) => [element, difference(set, right.children.get(element) ?? emptySet)] as const,
  );
  return {
    members: new Set([...left.members].filter((element) => !right.members.has(element))),
    children: withoutEmpty(children),
  };
}

/** Without the elements of `right` and everything below them. */
export function recursiveDifference(left: FieldSet, right: FieldSet): FieldSet {
  const kept = [...left.children].filter(([element]) => !right.members.has(element));
  const children = kept.map(
    ([element, set]) => [element, recursiveDifference(set, right.children.get(element) ?? emptySet)] as const,
  );
  return {
    members: new Set([...left.members].filter((element) => !right.members.has(element))),
    children: withoutEmpty(children),
  };
}

/** Whether the path of field names is a member. */
export function has(set: FieldSet, path: readonly string[]): boolean {
  const [first, ...rest] = path.map(fieldElement);
  if (first === undefined) return false;
  return rest.length === 0 ? set.members.has(first) : has(below(set, first), path.slice(1));
}

export const below = (set: FieldSet, element: string): FieldSet => set.children.get(element) ?? emptySet;

/** All paths of a set, in the server's order: fields, keys, values, each sorted. */
export function* paths(set: FieldSet): Generator<readonly string[]> {
  const elements = [...new Set([...set.members, ...set.children.keys()])].sort(compareElements);
  for (const element of elements) {
    if (set.members.has(element)) yield [element];
    for (const rest of paths(below(set, element))) yield [element, ...rest];
  }
}

const RANK = ['f', 'k', 'v', 'i'];
const compareElements = (left: string, right: string): number =>
  RANK.indexOf(left.charAt(0)) - RANK.indexOf(right.charAt(0)) || (left < right ? -1 : Number(left > right));

/** A path as messages show it: `.spec.ports[port=80,protocol="TCP"].name`. */
export const showPath = (path: readonly string[]): string => path.map(showElement).join('');

function showElement(element: string): string {
  const rest = element.slice(2);
  if (element.startsWith('f:')) return `.${rest}`;
  if (element.startsWith('v:')) return `[=${rest}]`;
  if (!element.startsWith('k:')) return `[${rest}]`;
  const key = JSON.parse(rest) as JsonObject;
  return `[${Object.keys(key)
    .sort()
    .map((name) => `${name}=${JSON.stringify(key[name])}`)
    .join(',')}]`;
}

/** The form of `fieldsV1`. */
export function toFieldsV1(set: FieldSet, self = false): JsonObject {
  const out: JsonObject = self ? { '.': {} } : {};
  const elements = [...new Set([...set.members, ...set.children.keys()])].sort(compareElements);
  for (const element of elements) {
    const child = set.children.get(element);
    out[element] = child === undefined || isEmpty(child) ? {} : toFieldsV1(child, set.members.has(element));
  }
  return out;
}

/** Reads `fieldsV1`; throws on anything else. */
export function fromFieldsV1(value: Json | undefined): FieldSet {
  const members = new Set<string>();
  const children = new Map<string, FieldSet>();
  for (const [written, child] of Object.entries(isObject(value) ? value : {})) {
    if (written === '.') continue;
    const element = normalElement(written);
    if (!isObject(child)) throw new Error(`fieldsV1: ${written} is no object`);
    if (Object.keys(child).length === 0 || '.' in child) members.add(element);
    const set = fromFieldsV1(child);
    if (!isEmpty(set)) children.set(element, set);
  }
  return { members, children };
}

function normalElement(written: string): string {
  if (!/^[fkvi]:/.test(written)) throw new Error(`fieldsV1: ${written} is no path element`);
  return /^[kv]:/.test(written) ? `${written.slice(0, 2)}${canonical(JSON.parse(written.slice(2)) as Json)}` : written;
}
