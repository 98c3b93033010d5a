/** Whether there are rules in a schema, at any depth: where there are none, nothing has to be walked. */
import { isObject, type JsonObject, type JsonValue } from '../model/json.ts';

/** Asked of every schema, and of types of Kubernetes wherever they are referred to: known once it was found. */
export const hasRules = (schema: JsonObject): boolean => {
  const known = answers.get(schema) ?? find(schema);
  answers.set(schema, known);
  return known;
};

const answers = new WeakMap<JsonObject, boolean>();

const find = (schema: JsonObject): boolean => {
  const { properties, items, additionalProperties, not } = schema;
  const branches = [schema['allOf'], schema['anyOf'], schema['oneOf']].flatMap(listOf);
  return (
    listOf(schema['x-kubernetes-validations']).length > 0 ||
    [items, additionalProperties, not, ...branches].some(isRuled) ||
    (isObject(properties) && Object.values(properties).some(isRuled))
  );
};

const isRuled = (value: JsonValue | undefined): boolean => isObject(value) && hasRules(value);

const listOf = (value: JsonValue | undefined): readonly JsonValue[] => (Array.isArray(value) ? value : []);
