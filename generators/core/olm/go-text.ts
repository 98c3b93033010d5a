/** Scalars as text, where Go reads YAML into a string: sigs.k8s.io/yaml turns numbers and booleans into it there. */
import type { JsonValue } from '../model/json.ts';

/** The text of a scalar; undefined for null, lists and mappings, which are no text. */
export const goText = (value: JsonValue): string | undefined => {
  if (typeof value === 'string') return value;
  if (typeof value === 'boolean' || typeof value === 'bigint') return String(value);
  if (typeof value !== 'number') return undefined;
  return Number.isSafeInteger(value) ? String(value) : floatText(value);
};

/** strconv.FormatFloat(value, 'g', -1, 32): the shortest digits that a number of 32 bits is known by. */
const floatText = (value: number): string => {
  const rounded = Math.fround(value);
  const shortest = Array.from({ length: 9 }, (_, i) => rounded.toExponential(i)).find(
    (text) => Math.fround(Number(text)) === rounded,
  )!;
  const [digits = '', exponent = '0'] = shortest.split('e');
  const power = Number(exponent);
  // With the shortest digits %g has an exponent from 6 on.
  if (power >= -4 && power < 6) return String(Number(shortest));
  return `${digits}e${power < 0 ? '-' : '+'}${String(Math.abs(power)).padStart(2, '0')}`;
};
