/**
 * The kinds that a ClusterServiceVersion owns, in the room that it has. It is one object in etcd, and in the mode AllNamespaces OLM copies it
 * into every namespace; and definitions may have thousands of fields. So where descriptors of all fields are too many, the kinds that take
 * most give away what a console finds in the definition by itself, which is the descriptions of nested fields; and only when no kind has any left,
 * those that take most give away their deepest fields.
 */
import type { Described, Descriptor } from './descriptors.ts';

/** Bytes of JSON. Etcd takes three times as much at once (--max-request-bytes); the largest ClusterServiceVersions of OperatorHub are of that size. */
export const ROOM = 512 * 1024;

export interface Owned {
  readonly name: string;
  readonly version: string;
  readonly kind: string;
  readonly specDescriptors: readonly Described[];
  readonly statusDescriptors: readonly Described[];
}

export type Fitted<K extends Owned> = Omit<K, 'specDescriptors' | 'statusDescriptors'> & {
  readonly specDescriptors: readonly Descriptor[];
  readonly statusDescriptors: readonly Descriptor[];
};

/** A kind whose descriptors are not all there. */
export interface Cut {
  readonly kind: string;
  readonly version: string;
  /** Fields that have no descriptor, and those that have one. */
  readonly missing: number;
  readonly present: number;
}

/** The kinds with the descriptors for which there is room, beside what else takes `taken` bytes; and what was left out for that. */
export const fitted = <K extends Owned>(
  kinds: readonly K[],
  taken: number,
): { readonly kinds: readonly Fitted<K>[]; readonly cut: readonly Cut[] } => {
  const states = kinds.map((kind) => state(kind, { deepest: Infinity, described: Infinity }));
  let size = states.reduce((sum, one) => sum + one.bytes, taken);
  while (size > ROOM) {
    const described = states.filter(({ limits }) => limits.described > 1);
    const [largest] = (described.length > 0 ? described : states.filter(({ next }) => next !== undefined)).toSorted(
      (a, b) => b.bytes - a.bytes,
    );
    if (largest === undefined) break;
    const smaller = state(largest.kind, largest.next!);
    size += smaller.bytes - largest.bytes;
    states[states.indexOf(largest)] = smaller;
  }
  return { kinds: states.map(({ made }) => made), cut: states.flatMap(cutOf) };
};

/** How deep fields have descriptors, and how deep those have descriptions. */
interface Limits {
  readonly deepest: number;
  readonly described: number;
}

interface State<K extends Owned> {
  readonly kind: K;
  readonly made: Fitted<K>;
  readonly bytes: number;
  readonly limits: Limits;
  /** The next smaller; undefined for the smallest. */
  readonly next: Limits | undefined;
}

const state = <K extends Owned>(kind: K, limits: Limits): State<K> => {
  const within = (list: readonly Described[]): readonly Descriptor[] =>
    list
      .filter(({ depth }) => depth <= limits.deepest)
      .map(({ depth, descriptor }) => (depth <= limits.described ? descriptor : withoutDescription(descriptor)));
  const specDescriptors = within(kind.specDescriptors);
  const statusDescriptors = within(kind.statusDescriptors);
  const bytes = Buffer.byteLength(JSON.stringify([specDescriptors, statusDescriptors]));
  return { kind, made: { ...kind, specDescriptors, statusDescriptors }, bytes, limits, next: nextOf(kind, limits) };
};

const nextOf = ({ specDescriptors, statusDescriptors }: Owned, { deepest, described }: Limits): Limits | undefined => {
  if (described > 1) return { deepest, described: 1 };
  const depths = [...specDescriptors, ...statusDescriptors].map(({ depth }) => depth);
  const reached = depths.reduce((most, depth) => (depth <= deepest ? Math.max(most, depth) : most), 1);
  return reached === 1 ? undefined : { deepest: reached - 1, described };
};

const withoutDescription = ({ description: _description, ...descriptor }: Descriptor): Descriptor => descriptor;

const cutOf = ({ kind, made }: State<Owned>): readonly Cut[] => {
  const present = made.specDescriptors.length + made.statusDescriptors.length;
  const missing = kind.specDescriptors.length + kind.statusDescriptors.length - present;
  return missing === 0 ? [] : [{ kind: kind.kind, version: kind.version, missing, present }];
};
