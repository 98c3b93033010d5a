/**
 * Kinds that are not declared in the program, by name: a RESTMapper over discovery.
 *
 * Expected flow: the first question asks the server for all its kinds; further ones are answered from memory. A name that is not known
 * asks again (a CRD may have been installed), at most once a second at first and, while it brings nothing, ever more rarely, up to 30 s.
 * Guarantees: questions at the same time share one request; a kind once found stays known while its API server cannot be asked.
 * Errors: `UnknownKind`; as discovery when the server cannot be asked at all.
 */
import { createBackoff } from '../backoff.ts';
import type { Clock } from '../clock.ts';
import type { Kind } from '../kind.ts';
import type { Unstructured } from '../object.ts';
import { type Discovered, type DiscoveredKind, discover } from './discovery.ts';
import type { Requests } from './request.ts';

/** A kind by `apiVersion` and `kind`, as objects say it; or by group, in the version that the server prefers. */
export type KindName =
  | { readonly apiVersion: string; readonly kind: string }
  | { readonly group: string; readonly kind: string };

/** The server has no such kind, now. */
export class UnknownKind extends Error {
  override readonly name = 'UnknownKind';

  constructor(name: KindName, cause: Error | undefined) {
    const where = 'apiVersion' in name ? name.apiVersion : name.group === '' ? 'the core group' : name.group;
    super(
      cause === undefined
        ? `The API server has no kind ${name.kind} in ${where}. Is its CRD installed?`
        : `Whether the API server has a kind ${name.kind} in ${where} is not known: ${cause.message}`,
      cause === undefined ? undefined : { cause },
    );
  }
}

export interface Mapper {
  /** Errors: `UnknownKind`. */
  readonly kindOf: (name: KindName) => Promise<Kind<Unstructured>>;
  /** All kinds of the server, as of the last time that it was asked. */
  readonly kinds: () => Promise<readonly DiscoveredKind[]>;
}

/** Makes a mapper that has asked nothing yet. */
export const createMapper = (requests: Requests, clock: Clock): Mapper => {
  const backoff = createBackoff(clock, { first: 1_000, longest: 30_000 });
  const elapsed = clock.elapsed ?? clock.now;
  let known: Discovered | undefined;
  let asking: Promise<Discovered> | undefined;
  let notBefore = Number.NEGATIVE_INFINITY;

  const refresh = (): Promise<Discovered> => {
    asking ??= discover(requests)
      .then((found) => (known = keepFailed(found, known)))
      .finally(() => (asking = undefined));
    return asking;
  };

  const find = (discovered: Discovered, name: KindName): Kind<Unstructured> | undefined =>
    discovered.kinds.find(
      ({ kind }) =>
        kind.kind === name.kind &&
        ('apiVersion' in name ? kind.apiVersion === name.apiVersion : kind.group === name.group),
    )?.kind as Kind<Unstructured> | undefined;

  return {
    kinds: async () => (known ?? (await refresh())).kinds,
    kindOf: async (name) => {
      const isFirst = known === undefined;
      let discovered = known ?? (await refresh());
      let found = find(discovered, name);
      if (found === undefined && !isFirst && elapsed() >= notBefore) {
        discovered = await refresh();
        found = find(discovered, name);
        if (found !== undefined) backoff.reset();
      }
      if (found !== undefined) return found;
      if (elapsed() >= notBefore) notBefore = elapsed() + backoff.next();
      throw new UnknownKind(name, failureFor(discovered, name));
    },
  };
};

/** What was known of groups and versions that could not be asked this time. */
const keepFailed = (found: Discovered, before: Discovered | undefined): Discovered => {
  if (before === undefined || found.failures.size === 0) return found;
  const has = new Set(found.kinds.map(({ kind }) => kind.apiVersion));
  const kept = before.kinds.filter(
    ({ kind: { apiVersion } }) => found.failures.has(apiVersion) && !has.has(apiVersion),
  );
  return { ...found, kinds: [...found.kinds, ...kept] };
};

const failureFor = ({ failures }: Discovered, name: KindName): Error | undefined => {
  if ('apiVersion' in name) return failures.get(name.apiVersion);
  return [...failures].find(([apiVersion]) => apiVersion.startsWith(`${name.group}/`))?.[1];
};
