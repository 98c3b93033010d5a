/** The items of lists by keys (KEP-555): which item a key of the managed fields means. */
import { PLACEHOLDER } from '../cache/own-fields.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';

/** Whether an item has all fields of a key, in which `PLACEHOLDER` means the uid; `loose`: all that it has at all. */
export const hasKey = (item: JsonObject, key: JsonObject, uid: string, loose = false): boolean => {
  for (const name in key) {
    const value = item[name];
    if (value !== (key[name] === PLACEHOLDER ? uid : key[name]) && !(loose && value === undefined)) return false;
  }
  return true;
};

/** The key of each item. A key field that has a default (`protocol`) need not be written: such items take a key that no other has. */
export const pairItems = <Keyed extends { readonly key: JsonObject }>(
  items: readonly Json[],
  keys: readonly Keyed[],
  uid = '',
): readonly (Keyed | undefined)[] => {
  const left = [...keys];
  const take = (item: Json, loose: boolean): Keyed | undefined => {
    if (!isObject(item)) return undefined;
    const index = left.findIndex(({ key }) => hasKey(item, key, uid, loose));
    return index === -1 ? undefined : left.splice(index, 1)[0];
  };
  const exact = items.map((item) => take(item, false));
  return left.length === 0 ? exact : items.map((item, index) => exact[index] ?? take(item, true));
};
