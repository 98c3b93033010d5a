/** Values of a chart as Helm treats them: merged over the defaults, held to values.schema.json. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import type { JsonObject, JsonValue } from '../../../../generators/core/model/json.ts';

/** Where a value stands: ['metrics', 'serviceMonitor', 'enabled']. */
export type ValuePath = readonly string[];

/** Defaults with given values over them: maps are merged, null takes away, everything else is replaced. */
export const mergeValues = (defaults: JsonObject, given: JsonObject): JsonObject => {
  const merged: Record<string, JsonValue> = { ...(defaults as Record<string, JsonValue>) };
  for (const [key, value] of Object.entries(given as Record<string, JsonValue>)) {
    const { [key]: below } = merged;
    if (value === null) delete merged[key];
    else merged[key] = isMap(below) && isMap(value) ? mergeValues(below, value) : value;
  }
  return merged;
};

/** The value at a path, undefined where there is none. */
export const valueAt = (values: JsonObject, path: ValuePath): JsonValue | undefined =>
  path.reduce<JsonValue | undefined>((at, key) => (isMap(at) ? at[key] : undefined), values);

/** Values that give nothing but this one. */
export const valueOf = (path: ValuePath, value: JsonValue): JsonObject =>
  path.toReversed().reduce<JsonValue>((below, key) => ({ [key]: below }), value) as JsonObject;

export const isMap = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether values.schema.json takes given values over the defaults. */
export const acceptsOf = (schema: JsonObject, defaults: JsonObject): ((given: JsonObject) => boolean) => {
  const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
  return (given) => validate(mergeValues(defaults, given));
};
