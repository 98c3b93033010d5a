/** The elements of a list in JSON text, each with the text of one of its values as it stands there. */
import { parseExpressionAt, type Expression, type Property } from 'acorn';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';

export interface Element {
  readonly value: JsonObject;
  /** The text of the value under `key`. */
  readonly text: string;
}

/** Those that are objects with this key; none when the text is no list in JSON. JSON is a part of JavaScript, so acorn knows the places. */
export const jsonElements = (source: string, key: string): readonly Element[] => {
  let values: JsonValue;
  try {
    values = JSON.parse(source) as JsonValue;
  } catch {
    return [];
  }
  if (!Array.isArray(values)) return [];
  const list = parseExpressionAt(source, 0, { ecmaVersion: 2020 });
  if (list.type !== 'ArrayExpression') return [];
  return list.elements.flatMap((element, index) => {
    const value = (values as readonly JsonValue[])[index];
    const place =
      element?.type === 'ObjectExpression' ? placeOf(element.properties as readonly Property[], key) : undefined;
    if (place === undefined || !isObject(value)) return [];
    return [{ value, text: source.slice(place.start, place.end) }];
  });
};

/** Of a key that is there twice, JSON takes the last. */
const placeOf = (properties: readonly Property[], key: string): Expression | undefined =>
  properties.findLast((property) => property.key.type === 'Literal' && property.key.value === key)?.value;
