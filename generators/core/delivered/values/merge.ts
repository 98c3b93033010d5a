/** Values on top of others, as helm merges them (pkg/chart/common/util/coalesce.go of helm 4): mappings key by key, all else as a whole. */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';

/**
 * `over` wins over the chart's own values: its null takes a value of theirs away, and stays where there is none. A null of the chart's own
 * is no value.
 */
export const merged = (own: JsonValue, over: JsonValue): JsonValue => {
  const under = withoutNulls(own);
  if (!isObject(under) || !isObject(over)) return over;
  // At the top a null takes away a null, too.
  const named = isObject(own) ? Object.keys(own).filter((key) => over[key] === null) : [];
  return Object.fromEntries(entries(mergedMappings(under, over)).filter(([key]) => !named.includes(key)));
};

/** What helm takes of a chart's own values: mappings lose what is null, lists keep it. */
export const withoutNulls = (value: JsonValue): JsonValue =>
  isObject(value)
    ? Object.fromEntries(
        entries(value).flatMap(([key, item]) => (item === null ? [] : [[key, withoutNulls(item)] as const])),
      )
    : value;

const mergedMappings = (under: JsonObject, over: JsonObject): JsonObject => {
  const result = new Map(entries(under));
  for (const [key, value] of entries(over)) {
    const below = result.get(key);
    if (value === null && below !== undefined) result.delete(key);
    else result.set(key, isObject(below) && isObject(value) ? mergedMappings(below, value) : value);
  }
  return Object.fromEntries(result);
};

const entries = (value: JsonObject): [string, JsonValue][] => Object.entries(value) as [string, JsonValue][];
