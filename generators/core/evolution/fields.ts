/**
 * A schema to all its fields, each with its own schema. "Field" is what crdify calls property: every schema in it, also those of
 * items, of the values of a map and of the branches of allOf, anyOf, oneOf and not.
 */
import type { JsonObject } from '../model/json.ts';
import type { Path } from '../spec/path.ts';
import { isObject } from './schema.ts';

export interface Field {
  /** In crdify's notation: `^.spec.ports.items.name`. */
  readonly property: string;
  /** The same without ambiguity: keys from the root of the schema. */
  readonly path: Path;
  /** In normal form, with the fields below it. */
  readonly schema: JsonObject;
}

/** The fields of a normalized schema, by path: parents come before what is below them. */
export const fieldsOf = (root: JsonObject): ReadonlyMap<string, Field> => {
  const fields = new Map<string, Field>();
  const walk = (field: Field): void => {
    fields.set(keyOf(field.path), field);
    for (const below of fieldsBelow(field)) walk(below);
  };
  walk({ property: '^', path: [], schema: root });
  return fields;
};

/** A path as a key. */
export const keyOf = (path: Path): string => path.join('\0');

/** Whether a path ends at a named property, rather than at items, the values of a map, or a branch. */
export const isProperty = (path: Path): boolean => {
  let [named, i] = [false, 0];
  while (i < path.length) {
    named = path[i] === 'properties';
    i += named || path[i] === 'allOf' || path[i] === 'anyOf' || path[i] === 'oneOf' ? 2 : 1;
  }
  return named;
};

function* fieldsBelow({ property, path, schema }: Field): Generator<Field> {
  for (const keyword of ['items', 'additionalProperties', 'not'] as const) {
    const below = schema[keyword];
    if (isObject(below)) yield { property: `${property}.${keyword}`, path: [...path, keyword], schema: below };
  }
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const)
    for (const [i, below] of ((schema[keyword] ?? []) as readonly JsonObject[]).entries())
      if (isObject(below))
        yield { property: `${property}.${keyword}[${i}]`, path: [...path, keyword, i], schema: below };
  for (const [name, below] of Object.entries((schema['properties'] ?? {}) as JsonObject))
    if (isObject(below))
      yield {
        property: `${property}${name === '' ? '[]' : `.${name}`}`,
        path: [...path, 'properties', name],
        schema: below,
      };
}
