/**
 * Shorthands of a schema to the CEL rules that kubebuilder's markers become, in the words and the order of controller-gen 0.21
 * (pkg/crd/schema.go, pkg/crd/markers/validation.go).
 */
import { escapeName } from '../cel/escape.ts';
import type { FieldGroups, SchemaSpec } from '../spec/spec.ts';
import type { JsonObject } from './json.ts';

/** The keywords that a CRD does not have. */
export const SHORTHANDS = ['immutable', 'atMostOneOf', 'exactlyOneOf', 'atLeastOneOf'] as const;

/** The rules of a schema: its own and what its shorthands mean, and those that keep its optional immutable fields from being removed. */
export const rulesOf = (schema: SchemaSpec, required: readonly string[]): readonly JsonObject[] => [
  ...(schema.immutable === true ? [{ message: 'field is immutable', rule: 'self == oldSelf' }] : []),
  ...Object.entries(schema.properties ?? {})
    .filter(([name, { immutable }]) => immutable === true && !required.includes(name))
    .map(([name]) => ({
      message: `field ${name} is immutable once set`,
      rule: `!has(oldSelf.${inCel(name)}) || has(self.${inCel(name)})`,
    })),
  ...(schema['x-kubernetes-validations'] ?? []),
  ...groupsOf(schema.atMostOneOf).map((fields) => oneOf('at most', 'may', fields, '<= 1')),
  ...groupsOf(schema.exactlyOneOf).map((fields) => oneOf('exactly', 'must', fields, '== 1')),
  ...groupsOf(schema.atLeastOneOf).map((fields) => oneOf('at least', 'must', fields, '>= 1')),
];

/** Each group of fields, whether one was written or several. */
export const groupsOf = (groups: FieldGroups | undefined = []): readonly (readonly string[])[] => {
  const names = groups.filter((item) => typeof item === 'string');
  return [...(names.length > 0 ? [names] : []), ...groups.filter((item) => typeof item !== 'string')];
};

const oneOf = (words: string, verb: string, fields: readonly string[], bound: string): JsonObject => ({
  message: `${words} one of the fields in [${fields.join(' ')}] ${verb} be set`,
  rule: `[${fields.map((field) => `has(self.${inCel(field)})`).join(',')}].filter(x,x==true).size() ${bound}`,
});

/** controller-gen takes names as they are, and has no rule for those that need an escape. */
const inCel = (name: string): string => escapeName(name) ?? name;
