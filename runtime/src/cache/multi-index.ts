/** Keys of objects by some of their values. */
export interface Index<T> {
  /** Keys of the objects that have this value. */
  readonly keys: (value: string) => readonly string[];
  /** The object under `key` was `before` and is `after`. */
  readonly move: (key: string, before: T | undefined, after: T | undefined) => void;
}

/** Makes an index by the values that `valuesOf` finds. */
export const createIndex = <T>(valuesOf: (object: T) => readonly string[]): Index<T> => {
  const index = new Map<string, Set<string>>();
  return {
    keys: (value) => [...(index.get(value) ?? [])],
    move: (key, before, after) => {
      const old = before === undefined ? [] : valuesOf(before);
      const now = after === undefined ? [] : valuesOf(after);
      for (const value of old) {
        if (now.includes(value)) continue;
        const keys = index.get(value);
        keys?.delete(key);
        if (keys?.size === 0) index.delete(value);
      }
      for (const value of now) {
        if (old.includes(value)) continue;
        const keys = index.get(value);
        if (keys === undefined) index.set(value, new Set([key]));
        else keys.add(key);
      }
    },
  };
};
