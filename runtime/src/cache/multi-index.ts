/** Keys of objects by some of their values. */
export interface Index<T> {
  /** Keys of the objects that have this value. */
  readonly keys: (value: string) => readonly string[];
  /** The object under `key` was `before` and is `after`. */
  readonly move: (key: string, before: T | undefined, after: T | undefined) => void;
}

/** Makes an index by the values that `valuesOf` finds. */
export const createIndex = <T>(valuesOf: (object: T) => readonly string[]): Index<T> => {
  /** A key alone is no set: an index by owner has as many values as keys, and an empty set takes 200 bytes. */
  const index = new Map<string, string | Set<string>>();

  const take = (value: string, key: string): void => {
    const keys = index.get(value);
    if (keys === key) index.delete(value);
    else if (typeof keys === 'object' && keys.delete(key) && keys.size === 0) index.delete(value);
  };
  const put = (value: string, key: string): void => {
    const keys = index.get(value);
    if (keys === undefined) index.set(value, key);
    else if (typeof keys === 'object') keys.add(key);
    else if (keys !== key) index.set(value, new Set([keys, key]));
  };

  return {
    keys: (value) => {
      const keys = index.get(value);
      return keys === undefined ? [] : typeof keys === 'string' ? [keys] : [...keys];
    },
    move: (key, before, after) => {
      const old = before === undefined ? [] : valuesOf(before);
      const now = after === undefined ? [] : valuesOf(after);
      for (const value of old) if (!now.includes(value)) take(value, key);
      for (const value of now) if (!old.includes(value)) put(value, key);
    },
  };
};
