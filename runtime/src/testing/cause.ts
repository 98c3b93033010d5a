/** Violations of one field in the API server's words (apimachinery's field.Error). */
import type { Json } from './json.ts';
import type { Cause } from './status.ts';

/** Objects are not repeated in messages where the server omits them. */
export const OMITTED = Symbol('omitted');

/** Go's JSON escapes what could be HTML. */
const goJson = (value: Json): string =>
  JSON.stringify(value).replaceAll(/[<>&]/g, (char) => `\\u00${char.charCodeAt(0).toString(16)}`);

/** As Go quotes texts: control characters by letter or two digits, what cannot be seen by its number. */
const goQuoted = (text: string): string =>
  JSON.stringify(text)
    .replaceAll(/(?<!\\)((?:\\\\)*)\\u00([01][0-9a-f])/g, (_, before: string, hex: string) => {
      const letter = { '07': 'a', '0b': 'v' }[hex];
      return `${before}\\${letter ?? `x${hex}`}`;
    })
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, (char) => {
      const code = char.codePointAt(0) ?? 0;
      if (code < 0x80) return `\\x${code.toString(16)}`;
      return code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
    });

const shown = (value: Json | undefined | typeof OMITTED): string => {
  if (value === OMITTED) return '';
  if (typeof value === 'string') return `: ${goQuoted(value)}`;
  return `: ${goJson(value ?? null)}`;
};

const withDetail = (head: string, detail: string): string => (detail === '' ? head : `${head}: ${detail}`);

export const invalidValue = (field: string, value: Json | undefined | typeof OMITTED, detail: string): Cause => ({
  reason: 'FieldValueInvalid',
  message: withDetail(`Invalid value${shown(value)}`, detail),
  field,
});

export const typeInvalid = (field: string, value: Json, detail: string): Cause => ({
  ...invalidValue(field, value, detail),
  reason: 'FieldValueTypeInvalid',
});

export const required = (field: string, detail = ''): Cause => ({
  reason: 'FieldValueRequired',
  message: withDetail('Required value', detail),
  field,
});

export const forbiddenField = (field: string, detail: string): Cause => ({
  reason: 'FieldValueForbidden',
  message: withDetail('Forbidden', detail),
  field,
});

export const duplicate = (field: string, value: Json): Cause => ({
  reason: 'FieldValueDuplicate',
  message: `Duplicate value${shown(value)}`,
  field,
});

export const unsupported = (field: string, value: Json, allowed: readonly string[]): Cause => ({
  reason: 'FieldValueNotSupported',
  message: `Unsupported value${shown(value)}: supported values: ${allowed.map((each) => JSON.stringify(each)).join(', ')}`,
  field,
});

const counted = (count: number, one: string): string => `${count} ${one}${count === 1 ? '' : 's'}`;

export const tooLong = (field: string, max: number): Cause => ({
  reason: 'FieldValueTooLong',
  message: `Too long: may not be more than ${counted(max, 'byte')}`,
  field,
});

export const tooMany = (field: string, actual: number, max: number): Cause => ({
  reason: 'FieldValueTooMany',
  message: `Too many: ${actual}: must have at most ${counted(max, 'item')}`,
  field,
});
