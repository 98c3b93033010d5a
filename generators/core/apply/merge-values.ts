/** Three-way merge of JSON values: objects by key, arrays by item, everything else as a whole. */
import { isDeepStrictEqual } from 'node:util';
import { diff3Merge } from 'node-diff3';

export interface ValueMerge {
  /** undefined when both sides deleted it. */
  readonly value: unknown;
  /** Places that both sides changed, differently: 'scripts.test'. There, `value` has the generated side. */
  readonly conflicts: readonly string[];
}

/** Merges what `yours` and `generated` made of `base`. An absent side is undefined. */
export const mergeValues = (base: unknown, yours: unknown, generated: unknown): ValueMerge => {
  const conflicts: string[] = [];
  return { value: merge(base, yours, generated, '', conflicts), conflicts };
};

const merge = (base: unknown, yours: unknown, generated: unknown, at: string, conflicts: string[]): unknown => {
  if (isDeepStrictEqual(yours, generated) || isDeepStrictEqual(base, generated)) return yours;
  if (isDeepStrictEqual(base, yours)) return generated;
  if (isRecord(yours) && isRecord(generated)) {
    return mergeRecords(isRecord(base) ? base : {}, yours, generated, at, conflicts);
  }
  if (Array.isArray(yours) && Array.isArray(generated)) {
    const merged = mergeArrays(Array.isArray(base) ? base : [], yours, generated);
    if (merged !== undefined) return merged;
  }
  conflicts.push(at);
  return generated;
};

type JsonRecord = Readonly<Record<string, unknown>>;

const mergeRecords = (base: JsonRecord, yours: JsonRecord, generated: JsonRecord, at: string, conflicts: string[]) => {
  const of = (record: JsonRecord, key: string): unknown => (Object.hasOwn(record, key) ? record[key] : undefined);
  const entries = mergeKeys(Object.keys(yours), Object.keys(generated)).map((key) => {
    const place = at === '' ? key : `${at}.${key}`;
    return [key, merge(of(base, key), of(yours, key), of(generated, key), place, conflicts)] as const;
  });
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined));
};

/** The user's order; each new key comes after the key that it follows in the generated text. */
const mergeKeys = (yours: readonly string[], generated: readonly string[]): readonly string[] => {
  const keys = [...yours];
  generated.forEach((key, index) => {
    if (keys.includes(key)) return;
    const before = generated[index - 1];
    keys.splice(before === undefined ? 0 : keys.indexOf(before) + 1, 0, key);
  });
  return keys;
};

const mergeArrays = (base: readonly unknown[], yours: readonly unknown[], generated: readonly unknown[]) => {
  const items = (list: readonly unknown[]): string[] => list.map((item) => JSON.stringify(item));
  const regions = diff3Merge(items(yours), items(base), items(generated));
  if (regions.some((region) => region.conflict !== undefined)) return undefined;
  return regions.flatMap((region) => region.ok ?? []).map((item): unknown => JSON.parse(item));
};

/** A JSON object, as opposed to an array or a scalar. */
export const isRecord = (value: unknown): value is JsonRecord =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
