/** `a, b and c`: several things in one sentence. */
export const enumeration = (items: readonly string[]): string =>
  items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} and ${items.at(-1)}`;
