/** What the API server would have against a sample. */
import { evaluateRule } from '../../cel/evaluate.ts';
import type { Path } from '../../spec/path.ts';
import { checkValue } from '../../spec/schema-value.ts';
import { isInteger, isObject, type JsonObject, type JsonValue } from '../json.ts';
import { withDefaults } from './defaults.ts';

export interface SampleFault {
  /** From the value that was given. */
  readonly path: Path;
  readonly message: string;
  readonly hint?: string;
}

/** Everything that is wrong with a value of the schema, defaults filled in: its structure, and the rules that can be evaluated here. */
export const sampleFaults = (value: JsonValue, schema: JsonObject): readonly SampleFault[] => {
  const whole = withDefaults(value, schema);
  const faults = checkValue(whole, schema);
  return faults.length > 0 ? faults : ruleFaults(whole, schema, []);
};

/** How wrong a value is, to compare it with others: rules are asked only of what has the right structure. */
export const wrongness = (value: JsonValue, schema: JsonObject): number => {
  const whole = withDefaults(value, schema);
  const faults = checkValue(whole, schema).length;
  return faults > 0 ? STRUCTURE + faults : ruleFaults(whole, schema, []).length;
};

const STRUCTURE = 1_000_000;

/** The rules, at any depth, that a value of the right structure does not keep; those that cannot be evaluated here aside. */
export const ruleFaults = (value: JsonValue, schema: JsonObject, path: Path): readonly SampleFault[] => {
  if (value === null) return [];
  // What its own rules see are the bytes.
  const self = schema.format === 'byte' && typeof value === 'string' ? fromBase64(value) : value;
  // Structure lets any value through; but no rule can read it.
  const isReadable = schema['x-kubernetes-int-or-string'] !== true || typeof value === 'string' || isInteger(value);
  return [
    ...rulesOf(schema).flatMap((rule) => {
      // What is about a change is not asked of a new object.
      if (
        /\boldSelf\b/.test(rule.rule) ||
        (isReadable ? evaluateRule(rule.rule, self) : !SELF.test(rule.rule)) !== false
      )
        return [];
      const message = typeof rule.message === 'string' ? rule.message : rule.rule;
      return [{ path, message: `the rule does not hold: ${message.replaceAll(/\s+/g, ' ').trim()}` }];
    }),
    ...inside(value, schema, path),
  ];
};

const SELF = /\bself\b/;

const fromBase64 = (text: string): string => Buffer.from(text, 'base64').toString();

const inside = (value: JsonValue, schema: JsonObject, path: Path): readonly SampleFault[] => {
  const { items, properties, additionalProperties } = schema;
  if (Array.isArray(value))
    return isObject(items) ? value.flatMap((item: JsonValue, i) => ruleFaults(item, items, [...path, i])) : [];
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([name, item]) => {
    const field = isObject(properties) && Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
    return isObject(field) && item !== undefined ? ruleFaults(item, field, [...path, name]) : [];
  });
};

interface Rule extends JsonObject {
  readonly rule: string;
}

/** The rules of a schema itself. */
export const rulesOf = (schema: JsonObject): readonly Rule[] => {
  const rules = schema['x-kubernetes-validations'];
  return Array.isArray(rules)
    ? rules.filter((rule): rule is Rule => isObject(rule) && typeof rule.rule === 'string')
    : [];
};
