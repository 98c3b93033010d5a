/** Which types are meant by their names alone. */

/** Whose type it is when several groups have one of the same name. */
const GROUPS = ['core', 'meta', 'apps', 'networking', 'rbac'];

/** Of names with group and version, those that are plain without: unique, of a group that goes first, or the newest of one group. */
export const plainNames = (names: readonly string[]): ReadonlySet<string> => {
  const plain = new Set<string>();
  for (const same of Map.groupBy(names, (name) => name.slice(name.indexOf('.') + 1)).values()) {
    const [first, ...others] = same.toSorted((a, b) => rank(a) - rank(b) || maturity(b) - maturity(a));
    const group = first!.slice(0, first!.indexOf('/') + 1);
    if (rank(first!) < GROUPS.length || others.every((other) => other.startsWith(group))) plain.add(first!);
  }
  return plain;
};

const rank = (name: string): number => {
  const at = GROUPS.indexOf(name.slice(0, name.indexOf('/')));
  return at < 0 ? GROUPS.length : at;
};

/** v2 before v1 before v1beta2 before v1alpha1. */
const maturity = (name: string): number => {
  const [, major = '0', stage, minor = '0'] = /\/v(\d+)(?:(alpha|beta)(\d+))?\./.exec(name) ?? [];
  return (stage === undefined ? 1000 : stage === 'beta' ? 100 : 0) + Number(stage === undefined ? major : minor);
};
