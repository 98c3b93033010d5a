/** Data as JSON has it. A bigint is an integer beyond 2^53, which a number would round: the API server keeps its digits. */
export type JsonValue = string | number | bigint | boolean | null | JsonArray | JsonObject;
export type JsonArray = readonly JsonValue[];
export interface JsonObject {
  readonly [key: string]: JsonValue | undefined;
}

declare global {
  interface JSON {
    /** In every Node that the package supports, not yet in TypeScript's library. */
    rawJSON(text: string): unknown;
  }
}

/** JSON text of data; a bigint keeps its digits. `indent` is the number of spaces a level, none for compact. */
export const jsonText = (value: unknown, indent?: number): string =>
  JSON.stringify(
    value,
    (_key, item: unknown) => (typeof item === 'bigint' ? JSON.rawJSON(String(item)) : item),
    indent,
  );

/** Whether it is an integer, of whatever size. */
export const isInteger = (value: unknown): value is number | bigint =>
  typeof value === 'bigint' || Number.isInteger(value);

export const isNumber = (value: unknown): value is number | bigint =>
  typeof value === 'number' || typeof value === 'bigint';
