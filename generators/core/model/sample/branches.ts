/** A schema with one of its branches taken as its own: what `oneOf`, `anyOf` and `allOf` ask for, where it can be met. */
import { isObject, type JsonObject, type JsonValue } from '../json.ts';

/** The ways to meet the branches, at most a few dozen: the schema with each choice made. */
export const variantsOf = (schema: JsonObject): readonly JsonObject[] => {
  let variants: readonly JsonObject[] = [all(schema)];
  for (const choice of choices(schema)) {
    const next = variants.flatMap((variant) => choice.map((branch) => merged(variant, all(branch))));
    variants = next.slice(0, MOST_VARIANTS);
  }
  return variants;
};

const MOST_VARIANTS = 32;

/** With what all of `allOf` ask for. */
const all = (schema: JsonObject): JsonObject =>
  lists(schema.allOf).reduce((sum, part) => merged(sum, all(part)), schema);

/** The branches of every `oneOf` and `anyOf`, also below `allOf`. */
const choices = (schema: JsonObject): readonly (readonly JsonObject[])[] => [
  ...[lists(schema.oneOf), lists(schema.anyOf)].filter((branches) => branches.length > 0),
  ...lists(schema.allOf).flatMap(choices),
];

const merged = (schema: JsonObject, branch: JsonObject): JsonObject => {
  const { properties, required, ...rest } = branch;
  const { allOf: _allOf, anyOf: _anyOf, oneOf: _oneOf, not: _not, ...bounds } = rest;
  return {
    ...schema,
    ...bounds,
    ...(Array.isArray(required) && { required: [...new Set([...names(schema.required), ...names(required)])] }),
    ...(isObject(properties) && { properties: mergedFields(schema.properties, properties) }),
  };
};

const mergedFields = (own: JsonValue | undefined, branch: JsonObject): JsonObject => {
  const fields = isObject(own) ? own : {};
  return Object.fromEntries(
    Object.entries(fields).map(([name, field]) => {
      const more = Object.hasOwn(branch, name) ? branch[name] : undefined;
      return [name, isObject(field) && isObject(more) ? merged(field, all(more)) : field];
    }),
  );
};

const lists = (value: JsonValue | undefined): readonly JsonObject[] =>
  Array.isArray(value) ? value.filter(isObject) : [];

const names = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);
