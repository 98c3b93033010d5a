/** Places in the JSON Schema of operator.yaml, as the reference names them. */
import type { Field } from '../../core/spec/schema/field.ts';
import { operatorSchema } from '../../core/spec/schema/operator.ts';

/** The schema at `spec.apis[].children.*`: names of fields, `[]` for items, `*` for values; `$schema` is that of a schema. */
export const fieldAt = (path: string): Field => {
  let field: Field = operatorSchema;
  for (const step of path.match(/[^.[\]]+|\[\]/g) ?? []) {
    const next = stepInto(field, step);
    if (next === undefined) throw new Error(`the schema has no ${path}: no ${step}`);
    field = resolve(next);
  }
  return field;
};

/** Every object with fields of its own, by its path. */
export const objectPaths = (): readonly string[] => [
  '',
  ...pathsBelow('', operatorSchema),
  '$schema',
  ...pathsBelow('$schema', fieldAt('$schema')),
];

/** The names of its fields. */
export const fieldsOf = (field: Field): Readonly<Record<string, Field>> =>
  field.properties ?? field.else?.properties ?? {};

/** What a `$ref` means; what stands beside it wins. */
export const resolve = ({ $ref, ...rest }: Field): Field =>
  $ref === undefined ? rest : { ...operatorSchema.$defs[$ref.slice('#/$defs/'.length)], ...rest };

const stepInto = (field: Field, step: string): Field | undefined => {
  if (step === '$schema') return operatorSchema.$defs['schema'];
  if (step === '[]') return field.items;
  if (step === '*') return typeof field.additionalProperties === 'object' ? field.additionalProperties : undefined;
  return fieldsOf(field)[step];
};

const pathsBelow = (path: string, field: Field): readonly string[] =>
  Object.entries(fieldsOf(field)).flatMap(([name, inner]) => pathsFrom(path === '' ? name : `${path}.${name}`, inner));

const pathsFrom = (path: string, field: Field): readonly string[] => {
  if (field.$ref === '#/$defs/schema') return [];
  const whole = resolve(field);
  if (whole.items !== undefined) return pathsFrom(`${path}[]`, whole.items);
  if (typeof whole.additionalProperties === 'object') return pathsFrom(`${path}.*`, whole.additionalProperties);
  return Object.keys(fieldsOf(whole)).length === 0 ? [] : [path, ...pathsBelow(path, whole)];
};
