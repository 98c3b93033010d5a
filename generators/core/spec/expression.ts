/**
 * One TypeScript expression: where it ends in a text, whether it is one, its syntax tree. acorn reads plain JavaScript fast; what it
 * refuses is given to TypeScript, which costs 0.2 s to load and is only loaded then.
 */
import { type Expression as Tree, parseExpressionAt } from 'acorn';
import { readTyped } from './typescript.ts';

export interface ParsedExpression {
  readonly ok: true;
  /** As written, trimmed. */
  readonly code: string;
  /** Of `code` in the text. */
  readonly start: number;
  /** After the closing brace. */
  readonly end: number;
  /** Offsets are into the text. */
  readonly tree: Tree;
}

/** `offset` is into the text. */
export interface ExpressionError {
  readonly ok: false;
  readonly message: string;
  readonly offset: number;
  /** After the closing brace, as far as it can be told. */
  readonly end?: number;
}

/** Parses the expression that starts at an offset (after `${`) and ends in a closing brace. */
export const parseExpression = (text: string, start: number): ParsedExpression | ExpressionError => {
  const brace = closingBrace(text, start);
  if (brace !== undefined && text.slice(start, brace).trim() === '')
    return { ok: false, message: 'the expression is empty.', offset: start, end: brace + 1 };
  const plain = readPlain(text, start);
  if (plain !== undefined) return finish(text, start, plain.end, plain.tree);
  const typed = readTyped(text, start);
  if ('message' in typed) return { ok: false, ...typed, ...(brace !== undefined && { end: brace + 1 }) };
  const tree = readPlain(typed.plain, start)?.tree;
  return tree === undefined
    ? { ok: false, message: 'this is not one expression.', offset: start, end: typed.end }
    : finish(text, start, typed.end, tree);
};

/** The offset after the brace that ends the expression, quickly; undefined when there is none. */
export const expressionEnd = (text: string, start: number): number | undefined => {
  const end = readPlain(text, start)?.end ?? closingBrace(text, start);
  return end === undefined ? undefined : text[end - 1] === '}' ? end : end + 1;
};

const finish = (text: string, start: number, end: number, tree: Tree): ParsedExpression | ExpressionError => {
  if (tree.type === 'SequenceExpression')
    return {
      ok: false,
      message: 'one expression is wanted, not several with commas.',
      offset: tree.expressions[1]?.start ?? start,
      end,
    };
  const inner = text.slice(start, end - 1);
  return { ok: true, code: inner.trim(), start: start + (inner.length - inner.trimStart().length), end, tree };
};

/** By acorn: the tree, and the offset after the closing brace; undefined when acorn cannot read it. */
const readPlain = (text: string, start: number): { tree: Tree; end: number } | undefined => {
  try {
    const tree = parseExpressionAt(text, start, { ecmaVersion: 2024, sourceType: 'module' });
    const end = skipBlank(text, Math.max(tree.end, ...parenthesesAfter(text, tree.end)));
    return text[end] === '}' ? { tree, end: end + 1 } : undefined;
  } catch {
    return undefined;
  }
};

/** acorn leaves parentheses around an expression out of its range: where they close. */
const parenthesesAfter = (text: string, offset: number): number[] => {
  const ends: number[] = [];
  for (let at = skipBlank(text, offset); text[at] === ')'; at = skipBlank(text, at + 1)) ends.push(at + 1);
  return ends;
};

const skipBlank = (text: string, offset: number): number => {
  const blank = /(?:\s|\/\*[^]*?\*\/|\/\/[^\n]*(?:\n|$))*/y;
  blank.lastIndex = offset;
  blank.test(text);
  return blank.lastIndex;
};

/** The brace that closes the text's expression, by counting braces outside of quotes: for error messages only. */
const closingBrace = (text: string, start: number): number | undefined => {
  let depth = 0;
  for (const { 0: part, index } of text
    .slice(start)
    .matchAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|[{}]/g)) {
    if (part === '{') depth++;
    else if (part === '}' && depth-- === 0) return start + index;
  }
  return undefined;
};
