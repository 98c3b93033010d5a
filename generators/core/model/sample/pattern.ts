/** Texts that a pattern matches, from its syntax: short ones first, of letters and digits where it lets them. */
import { parsePattern } from '../../spec/re2/parse.ts';
import type { Chars, Node } from '../../spec/re2/syntax.ts';

/** How to go through a pattern. */
interface Route {
  /** Which alternative of a choice, counted around. */
  readonly choice: number;
  /** How often what may be repeated is, beyond what it must. */
  readonly more: number;
}

/** Candidates, at least so long where that can be; what `\b` and the like refuse is not known here, so each has to be tried. */
export const textsOf = (pattern: string, length: number): readonly string[] => {
  try {
    const tree = parsePattern(pattern);
    const texts = ROUTES.flatMap((route) => {
      const text = textOf(tree, route);
      const more = Math.min(Math.max(length - text.length, 0), MOST);
      // Longer where it repeats something, or beside what it looks for.
      return more === 0 ? [text] : [textOf(tree, { ...route, more: route.more + more }), text + 'a'.repeat(more)];
    });
    return [...new Set(texts)];
  } catch {
    // No pattern at all: the rules say so.
    return [];
  }
};

const MOST = 1024;
const MOST_CHARACTERS = 16_384;

const ROUTES: readonly Route[] = [0, 1, 2, 3, 4].flatMap((choice) => [0, 1, 2, 3].map((more) => ({ choice, more })));

const textOf = (node: Node, route: Route): string => {
  switch (node.type) {
    case 'chars':
      return charOf(node.has);
    case 'place':
      return '';
    case 'sequence':
      return node.nodes.map((part) => textOf(part, route)).join('');
    case 'choice':
      return node.nodes.length === 0 ? '' : textOf(node.nodes[route.choice % node.nodes.length]!, route);
    case 'repeat': {
      const text = textOf(node.node, route);
      const times = Math.min(node.least + route.more, node.most ?? Infinity);
      // What repeats something that repeats something grows beyond all bounds.
      return text.repeat(Math.min(times, Math.ceil(MOST_CHARACTERS / Math.max(text.length, 1))));
    }
  }
};

/** A character that a reader would take: the first of those that are meant. */
const charOf = (has: Chars): string => {
  const nice = [...NICE].find((char) => has(char.codePointAt(0)!));
  if (nice !== undefined) return nice;
  for (let code = 0; code <= 0x10ffff; code += 1)
    if (has(code) && (code < 0xd800 || code > 0xdfff)) return String.fromCodePoint(code);
  return '';
};

const NICE = 'abcxyzABCXYZ1234567890-_./: ';
