/** Data as JSON has it. A bigint is an integer beyond 2^53, which a number would round: the API server keeps its digits. */
export type JsonValue = string | number | bigint | boolean | null | JsonArray | JsonObject;
export type JsonArray = readonly JsonValue[];
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

/** JSON text of data; a bigint keeps its digits. `indent` is the number of spaces a level, none for compact. */
export const jsonText = (value: unknown, indent?: number): string => {
  try {
    return JSON.stringify(value, undefined, indent);
  } catch (error) {
    // A bigint, which is rare; asking for each value whether it is one takes several times as long.
    if (!(error instanceof TypeError)) throw error;
    const text = JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? 0 : item), indent);
    return withDigits(value, text, indent);
  }
};

/** JSON.rawJSON would do, but Node 20 has none. Each is a string at first, with a mark that is nowhere else in the text. */
const withDigits = (value: unknown, text: string, indent?: number): string => {
  let mark = 'integer';
  while (text.includes(mark)) mark += '_';
  return JSON.stringify(
    value,
    (_key, item: unknown) => (typeof item === 'bigint' ? `${mark}${item}` : item),
    indent,
  ).replaceAll(new RegExp(`"${mark}(-?\\d+)"`, 'g'), '$1');
};

/** Whether it is an integer, of whatever size. */
export const isInteger = (value: unknown): value is number | bigint =>
  typeof value === 'bigint' || Number.isInteger(value);

export const isNumber = (value: unknown): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint';

/** Whether it is an object of JSON, no list and not null. */
export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
