/** `x-kubernetes-validations`: rules compiled when the CRD is installed, evaluated on every write. */
import { Optional, type ParseResult } from '@marcbachmann/cel-js';
import { OMITTED, duplicate, forbiddenField, invalidValue, required } from '../cause.ts';
import type { Json } from '../json.ts';
import { equal, isObject } from '../json.ts';
import type { Cause } from '../status.ts';
import { compileRule, summary, type CompiledRule } from './cel-compile.ts';
import { toCel } from './cel-value.ts';
import { childSchema, type Schema, type ValidationRule } from './schema.ts';
import { correlation } from './validate.ts';

/** Whether there are rules anywhere in the schema. */
export function hasRules(schema: Schema): boolean {
  const { properties = {}, items, additionalProperties } = schema;
  const below = [
    ...Object.values(properties),
    ...(items === undefined ? [] : [items]),
    ...(typeof additionalProperties === 'object' ? [additionalProperties] : []),
  ];
  return (schema['x-kubernetes-validations'] ?? []).length > 0 || below.some(hasRules);
}

/** Violations of all rules in `schema`, top down. Rules that name `oldSelf` are checked only where there is an old value to compare with. */
export function ruleCauses(schema: Schema, value: Json, old: Json | undefined, path = '', isRoot = true): Cause[] {
  if (value === null) return [];
  const causes = (schema['x-kubernetes-validations'] ?? []).flatMap(
    (rule) => evaluate(compileRule(rule, schema, isRoot), schema, value, old, path) ?? [],
  );
  if (Array.isArray(value)) {
    const correlate = correlation(schema, old);
    const { items } = schema;
    if (items !== undefined)
      causes.push(
        ...value.flatMap((item, index) => ruleCauses(items, item, correlate(item), `${path}[${index}]`, false)),
      );
  } else if (isObject(value)) {
    for (const [name, child] of Object.entries(value)) {
      const type = childSchema(schema, name);
      const declared = schema.properties !== undefined && Object.hasOwn(schema.properties, name);
      const inner = declared ? `${path}.${name}` : `${path}[${name}]`;
      if (type !== undefined)
        causes.push(...ruleCauses(type, child, isObject(old) ? old[name] : undefined, inner.replace(/^\./, ''), false));
    }
  }
  return causes;
}

function evaluate(
  { rule, run, message, usesOldSelf }: CompiledRule,
  schema: Schema,
  value: Json,
  old: Json | undefined,
  path: string,
): Cause | undefined {
  const optional = rule.optionalOldSelf === true;
  if (usesOldSelf && (old === undefined || old === null) && !optional) return undefined;
  // What did not change is not held against the object, unless the rule is about the change.
  if (!usesOldSelf && old !== undefined && equal(old, value)) return undefined;
  const before = old === undefined || old === null ? undefined : toCel(schema, old);
  const context = {
    self: toCel(schema, value),
    oldSelf: optional ? (before === undefined ? Optional.none() : Optional.of(before)) : (before ?? null),
  };
  const type = schema.type ?? '';
  try {
    if (run(context) === true) return undefined;
  } catch (error) {
    return invalidValue(path || '<nil>', type, `${summary(error)} evaluating rule: ${rule.message ?? rule.rule}`);
  }
  const field =
    rule.fieldPath === undefined
      ? path
      : `${path}${rule.fieldPath.startsWith('.') || rule.fieldPath.startsWith('[') ? '' : '.'}${rule.fieldPath}`;
  const shown = schema.type === 'object' || schema.type === 'array' ? OMITTED : value;
  return causeFor(rule.reason, field.replace(/^\./, '') || '<nil>', shown, explain(rule, message, context));
}

function explain(rule: ValidationRule, message: ParseResult | undefined, context: object): string {
  try {
    const text: unknown = message?.(context);
    if (typeof text === 'string' && text.trim() !== '' && !text.includes('\n')) return text;
  } catch {
    // The server falls back to the message, too.
  }
  return rule.message?.trim() || `failed rule: ${rule.rule.trim()}`;
}

function causeFor(reason: string | undefined, field: string, value: Json | typeof OMITTED, detail: string): Cause {
  if (reason === 'FieldValueForbidden') return forbiddenField(field, detail);
  if (reason === 'FieldValueRequired') return required(field, detail);
  if (reason === 'FieldValueDuplicate') return duplicate(field, value === OMITTED ? null : value);
  return invalidValue(field, value, detail);
}
