/** Where a character of a scalar's value stands in the YAML text: quotes, escapes, indentation and folded lines make the two differ. */
import { isScalar, type Node } from 'yaml';

/** The offset in the text of `index` in the scalar's value. */
export const offsetInScalar = (text: string, node: Node | undefined, index: number): number => {
  if (!isScalar(node) || !node.range || typeof node.value !== 'string') return node?.range?.[0] ?? 0;
  const [start, end] = node.range;
  const { type } = node;
  let at =
    type === 'BLOCK_LITERAL' || type === 'BLOCK_FOLDED'
      ? text.indexOf('\n', start) + 1
      : type === 'PLAIN'
        ? start
        : start + 1;
  for (let i = 0; i < index && at < end; i++) {
    at = skipFolding(text, at, node.value[i]!, type);
    at += lengthAt(text, at, type);
  }
  return Math.min(skipFolding(text, at, node.value[index] ?? '', type), end);
};

/** How many characters of the text make the character of the value that stands there. */
const lengthAt = (text: string, at: number, type: string | undefined): number => {
  if (type === 'QUOTE_SINGLE' && text.startsWith("''", at)) return 2;
  if (type !== 'QUOTE_DOUBLE' || text[at] !== '\\') return 1;
  const escape: Readonly<Record<string, number>> = { x: 4, u: 6, U: 10 };
  return escape[text[at + 1] ?? ''] ?? 2;
};

/** Steps over blanks that are indentation or the folding of a line, not part of the value. */
const skipFolding = (text: string, at: number, wanted: string, type: string | undefined): number => {
  if (type === 'QUOTE_DOUBLE' && text[at] === '\\' && text[at + 1] === '\n') return skipBlanks(text, at + 2);
  if (wanted === ' ' || wanted === '\n' || wanted === '\t') return text[at] === '\r' ? at + 1 : at;
  return skipBlanks(text, at);
};

const skipBlanks = (text: string, at: number): number => {
  let next = at;
  while (/\s/.test(text[next] ?? '')) next++;
  return next;
};
