/** Schemas that are alike in every word: structures that one Go type was printed as, again and again. */
import { isObject, type JsonObject, type JsonValue, jsonText } from '../../model/json.ts';

/** Numbers schemas so that equal ones have equal numbers. What is said of the field itself, not of what is in it, does not count. */
export const createIdentities = (): ((node: JsonObject) => number) => {
  const numbers = new Map<string, number>();
  const known = new WeakMap<JsonObject, number>();

  const numberOf = (node: JsonObject): number => {
    const before = known.get(node);
    if (before !== undefined) return before;
    const number = intern(Object.entries(node).map(([keyword, value]) => [keyword, withNumbers(keyword, value)]));
    known.set(node, number);
    return number;
  };

  const intern = (entries: readonly unknown[]): number => {
    const key = jsonText(entries);
    const number = numbers.get(key) ?? numbers.size;
    numbers.set(key, number);
    return number;
  };

  const withNumbers = (keyword: string, value: JsonValue | undefined): unknown => {
    if (!isObject(value)) return value;
    if (keyword === 'items' || keyword === 'additionalProperties') return numberOf(value);
    if (keyword !== 'properties') return value;
    return Object.entries(value).map(([name, field]) => [name, isObject(field) ? numberOf(field) : field]);
  };

  return (node) =>
    intern(
      Object.entries(node)
        .filter(([keyword]) => !OF_THE_FIELD.has(keyword))
        .map(([keyword, value]) => [keyword, withNumbers(keyword, value)]),
    );
};

const OF_THE_FIELD: ReadonlySet<string> = new Set([
  'description',
  'title',
  'default',
  'example',
  'externalDocs',
  'nullable',
]);
