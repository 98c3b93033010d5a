/**
 * The chain of `replaces` in a channel, as opm walks it: a port of operator-registry v1.73.0, alpha/model/model.go, Channel.Head and
 * validateReplacesChain. OLM v0 goes along this chain from what is installed to the head; what is not on it is never left.
 */
import { compareBytes, type Channel } from './channels.ts';

/** What is wrong with a channel; names are those of its entries. */
export type ChainFault =
  | { readonly kind: 'no-head' }
  /** Sorted by name; none is replaced or skipped by another. */
  | { readonly kind: 'several-heads'; readonly names: readonly string[] }
  /** Each replaces the next, and the last is the first again. */
  | { readonly kind: 'cycle'; readonly names: readonly string[] }
  /** Sorted by name; neither on the chain nor skipped. */
  | { readonly kind: 'stranded'; readonly names: readonly string[] };

/** The entry that all others lead to; or why there is none. */
export const headOf = ({ entries }: Channel): { readonly name: string } | ChainFault => {
  const left = new Set(entries.flatMap(({ replaces, skips = [] }) => (replaces ? [replaces, ...skips] : skips)));
  const heads = entries.filter(({ name }) => !left.has(name)).map(({ name }) => name);
  if (heads.length === 0) return { kind: 'no-head' };
  return heads.length === 1 ? { name: heads[0]! } : { kind: 'several-heads', names: heads.toSorted(compareBytes) };
};

/** What opm would refuse the channel for; undefined when it takes it. */
export const chainFault = (channel: Channel): ChainFault | undefined => {
  const head = headOf(channel);
  if ('kind' in head) return head;
  const entries = new Map(channel.entries.map((entry) => [entry.name, entry]));
  const skipped = new Set(channel.entries.flatMap(({ skips = [] }) => skips));
  const chain = [head.name];
  for (;;) {
    const next = entries.get(chain.at(-1)!)?.replaces;
    // What is skipped is behind the chain, and so is all that it replaces.
    if (next === undefined || skipped.has(next)) break;
    if (chain.includes(next)) return { kind: 'cycle', names: [...chain.slice(chain.indexOf(next)), next] };
    chain.push(next);
  }
  const stranded = channel.entries
    .map(({ name }) => name)
    .filter((name) => !chain.includes(name) && !skipped.has(name));
  return stranded.length === 0 ? undefined : { kind: 'stranded', names: stranded.toSorted(compareBytes) };
};
