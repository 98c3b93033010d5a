/** Freezes a JSON value through and through, in place: whoever is handed a cached object can share it, nobody can spoil it. */
export const deepFreeze = <T>(value: T): T => {
  if (typeof value !== 'object' || value === null) return value;
  // Lists by themselves: V8 compiles `for … in` for objects, and throws the code away when it meets a list, each time anew.
  if (Array.isArray(value)) for (const inner of value) freezeInner(inner);
  else for (const key in value) freezeInner(value[key]);
  return Object.freeze(value);
};

const freezeInner = (inner: unknown): void => {
  if (typeof inner === 'object' && inner !== null) deepFreeze(inner);
};
