/** Values on top of others, as helm merges them: mappings key by key, all else as a whole; null takes a value away. */
import { isObject, type JsonValue } from '../../model/json.ts';

/** `over` wins. */
export const merged = (under: JsonValue, over: JsonValue): JsonValue => {
  if (!isObject(under) || !isObject(over)) return over;
  const result = new Map(Object.entries(under) as [string, JsonValue][]);
  for (const [key, value] of Object.entries(over) as [string, JsonValue][]) {
    if (value === null) result.delete(key);
    else result.set(key, merged(result.get(key) ?? null, value));
  }
  return Object.fromEntries(result);
};
