/** What a value of a chart is: from a table of them values.yaml, values.schema.json and the README's table are printed. */
import type { JsonValue } from '../../model/json.ts';
import type { Schema } from './schemas.ts';

/** One value, or a group of values when it has `values`. */
export type Value = Setting | Group;

export interface Setting {
  readonly description: string;
  readonly schema: Schema;
  readonly default: JsonValue;
}

export interface Group {
  readonly description: string;
  readonly values: Values;
}

export type Values = Readonly<Record<string, Value>>;

export const setting = (description: string, schema: Schema, value: JsonValue): Setting => ({
  description,
  schema,
  default: value,
});
export const group = (description: string, values: Values): Group => ({ description, values });

/** A value that is no group. */
export const isSetting = (value: Value): value is Setting => 'schema' in value;

/** Every setting with its dotted path, in the order of values.yaml; groups too, before their settings. */
export const flattenValues = (values: Values, prefix = ''): readonly FlatValue[] =>
  Object.entries(values).flatMap(([key, value]) => {
    const flat: FlatValue = [`${prefix}${key}`, value];
    return isSetting(value) ? [flat] : [flat].concat(flattenValues(value.values, `${prefix}${key}.`));
  });

type FlatValue = readonly [path: string, value: Value];
