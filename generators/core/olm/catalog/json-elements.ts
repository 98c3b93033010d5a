/** The elements of a list in JSON text, each with the text of one of its values as it stands there. */
import { type ArrayExpression, type ObjectExpression, parseExpressionAt, type Property } from 'acorn';
import { isObject, type JsonObject, jsonText, type JsonValue } from '../../model/json.ts';

export interface Element {
  /** Undefined where it is no object. */
  readonly value?: JsonObject;
  /** The text of the value under `key`; empty where there is none. */
  readonly text: string;
}

/** All elements, as Go reads such a list into structs: what is no object is an empty one. None when the text is no list in JSON. */
export const jsonElements = (source: string, key: string): readonly Element[] => {
  const values = parsed(source);
  if (!Array.isArray(values)) return [];
  const elements = placesOf(source);
  return (values as readonly JsonValue[]).map((value, index) => {
    if (!isObject(value)) return { text: '' };
    if (value[key] === undefined) return { value, text: '' };
    const place = elements?.[index];
    const text = place?.type === 'ObjectExpression' ? textOf(source, place, key) : undefined;
    return { value, text: text ?? jsonText(value[key]) };
  });
};

const parsed = (source: string): JsonValue => {
  try {
    return JSON.parse(source) as JsonValue;
  } catch {
    return null;
  }
};

/** JSON is a part of JavaScript, so acorn knows the places; but for an object with two `__proto__`, whose text is then made anew. */
const placesOf = (source: string): ArrayExpression['elements'] | undefined => {
  try {
    const list = parseExpressionAt(source, 0, { ecmaVersion: 2020 });
    return list.type === 'ArrayExpression' ? list.elements : undefined;
  } catch {
    return undefined;
  }
};

/** Of a key that is there twice, JSON takes the last. */
const textOf = (source: string, { properties }: ObjectExpression, key: string): string | undefined => {
  const place = (properties as readonly Property[]).findLast(
    (property) => property.key.type === 'Literal' && property.key.value === key,
  )?.value;
  return place && source.slice(place.start, place.end);
};
