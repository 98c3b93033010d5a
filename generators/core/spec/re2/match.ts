/** Whether a text has a match for a pattern: all ways at once, a character at a time, so that no pattern can take long. */
import { isWordChar } from './classes.ts';
import type { Chars, Node, Place } from './syntax.ts';

type State =
  | { readonly type: 'chars'; readonly has: Chars; next: number }
  | { readonly type: 'place'; readonly place: Place; next: number }
  | { readonly type: 'split'; next: number[] }
  | { readonly type: 'end' };

/** A function that says whether a text matches somewhere. */
export const matcher = (pattern: Node): ((text: string) => boolean) => {
  const states: State[] = [{ type: 'end' }];
  const start = compile(pattern, 0, states);
  return (text) =>
    run(
      states,
      start,
      Array.from(text, (char) => char.codePointAt(0)!),
    );
};

/** Adds the states of a node that goes on at `next`; the state it begins with. */
const compile = (node: Node, next: number, states: State[]): number => {
  const add = (state: State): number => states.push(state) - 1;
  switch (node.type) {
    case 'chars':
      return add({ type: 'chars', has: node.has, next });
    case 'place':
      return add({ type: 'place', place: node.place, next });
    case 'sequence':
      return node.nodes.reduceRight((after, one) => compile(one, after, states), next);
    case 'choice':
      return add({ type: 'split', next: node.nodes.map((one) => compile(one, next, states)) });
    case 'repeat': {
      const { node: inner, least, most } = node;
      let after = next;
      if (most === undefined) {
        const loop: State = { type: 'split', next: [next] };
        after = add(loop);
        loop.next.push(compile(inner, after, states));
      }
      // Each optional one may be left out, together with all after it.
      for (let i = least; i < (most ?? 0); i++)
        after = add({ type: 'split', next: [next, compile(inner, after, states)] });
      for (let i = 0; i < least; i++) after = compile(inner, after, states);
      return after;
    }
  }
};

const run = (states: readonly State[], start: number, text: readonly number[]): boolean => {
  let current = new Set<number>();
  for (let at = 0; at <= text.length; at++) {
    const reached = new Set<number>();
    const open = [...current, start];
    while (open.length > 0) {
      const index = open.pop()!;
      if (reached.has(index)) continue;
      reached.add(index);
      const state = states[index]!;
      if (state.type === 'end') return true;
      if (state.type === 'split') open.push(...state.next);
      else if (state.type === 'place' && isAt(state.place, text, at)) open.push(state.next);
    }
    current = new Set();
    for (const index of reached) {
      const state = states[index]!;
      if (state.type === 'chars' && at < text.length && state.has(text[at]!)) current.add(state.next);
    }
  }
  return false;
};

const NEWLINE = 10;

const isAt = (place: Place, text: readonly number[], at: number): boolean => {
  switch (place) {
    case 'begin':
      return at === 0;
    case 'end':
      return at === text.length;
    case 'lineBegin':
      return at === 0 || text[at - 1] === NEWLINE;
    case 'lineEnd':
      return at === text.length || text[at] === NEWLINE;
    default:
      return (isWordChar(text[at - 1]) !== isWordChar(text[at])) === (place === 'wordBoundary');
  }
};
