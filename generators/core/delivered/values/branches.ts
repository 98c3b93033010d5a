/** Errors of ajv without those that a larger one says: of a choice the whole is told, not each way in which it is not met. */
import type { ErrorObject } from 'ajv';
import { isObject, type JsonValue } from '../../model/json.ts';
import { valueAt } from '../embedded.ts';
import { pointerSteps } from '../json-pointer.ts';

const CHOICES: ReadonlySet<string> = new Set(['anyOf', 'contains', 'not', 'oneOf', 'propertyNames']);

/** `errors` are of a validator of `schema`, told with the schemas that they are of. Of a condition, what it demands is told and not that it does. */
export const withoutBranches = (errors: readonly ErrorObject[], schema: JsonValue): readonly ErrorObject[] => {
  const choices = errors
    .filter(({ keyword }) => CHOICES.has(keyword))
    .map((error) => ({ error, branches: schemasBelow(error.schema as JsonValue, schema) }));
  return errors.filter(
    (error) =>
      error.keyword !== 'if' &&
      !choices.some(
        ({ error: choice, branches }) =>
          choice !== error &&
          isBelow(error.instancePath, choice.instancePath) &&
          branches.has(error.parentSchema as JsonValue),
      ),
  );
};

const isBelow = (pointer: string, outer: string): boolean => pointer === outer || pointer.startsWith(`${outer}/`);

/** Every schema in a schema, and in those that it refers to by pointers. */
const schemasBelow = (schema: JsonValue, root: JsonValue): ReadonlySet<JsonValue> => {
  const found = new Set<JsonValue>();
  const open = [schema];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'object' || next === null || found.has(next)) continue;
    found.add(next);
    open.push(...(Object.values(next) as JsonValue[]));
    const { $ref } = isObject(next) ? next : {};
    const target = typeof $ref === 'string' && $ref.startsWith('#') ? targetOf($ref, root) : undefined;
    if (target !== undefined) open.push(target);
  }
  return found;
};

const targetOf = (reference: string, root: JsonValue): JsonValue | undefined => {
  try {
    return valueAt(root, pointerSteps(decodeURIComponent(reference.slice(1))));
  } catch {
    return undefined;
  }
};
