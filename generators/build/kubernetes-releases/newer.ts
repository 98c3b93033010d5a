/** The releases in their order → what came after the first of them, and is still there in the last. */
import type { Release } from './release.ts';

export interface Newer {
  /** `networking.k8s.io/v1 IPAddress` → 33 */
  readonly kinds: ReadonlyMap<string, number>;
  /** `core/v1.PodSpec.resources` → 32. Of a type that is new itself, what came later than the type. */
  readonly fields: ReadonlyMap<string, number>;
}

/** What is newer than the first release. */
export const newerThan = (releases: readonly Release[]): Newer => {
  const first = releases[0]!.minor;
  const { kinds, types } = releases.at(-1)!;
  const fields = [...types].flatMap(([type, names]) => {
    const born = releases.find((release) => release.types.has(type))!.minor;
    return [...names].flatMap((name) => {
      const minor = releases.find((release) => release.types.get(type)?.has(name))!.minor;
      return minor > born ? [[`${type}.${name}`, minor] as const] : [];
    });
  });
  const newKinds = [...kinds]
    .map((kind) => [kind, releases.find((release) => release.kinds.has(kind))!.minor] as const)
    .filter(([, minor]) => minor > first);
  return { kinds: sorted(newKinds), fields: sorted(fields) };
};

const sorted = (entries: readonly (readonly [string, number])[]): ReadonlyMap<string, number> =>
  new Map(entries.toSorted(([a, since], [b, other]) => since - other || (a < b ? -1 : 1)));
