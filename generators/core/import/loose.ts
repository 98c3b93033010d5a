/**
 * What go-yaml, and so the API server, reads and the `yaml` package does not: lines of quoted text and of flow style that are
 * indented less than what they belong to, which editors and old printers leave behind. The text is indented as it should have been;
 * columns of problems are those of the text as it was.
 */
import { type Document, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import type { Source } from '../spec/source.ts';

export interface Loosened {
  readonly text: string;
  /** The source of it, with positions in the text that was given. */
  readonly restore: (source: Source) => Source;
}

/** The text with such lines indented; undefined when there is nothing to indent. */
export const indentLoose = (text: string): Loosened | undefined => {
  const added = new Map<number, number>();
  const lines = text.split('\n');
  for (let i = 0; i < lines.length; i++) {
    const header = BLOCK_SCALAR.exec(lines[i]!);
    if (header !== null) {
      i = endOfBlock(lines, i, indentOf(lines[i]!)) - 1;
      continue;
    }
    const start = VALUE.exec(lines[i]!);
    if (start === null) continue;
    const [opening, mark] = start as unknown as readonly [string, string];
    const end = (/[[{]/.test(mark) ? endOfFlow : endOfQuoted)(lines, i, opening.length, mark);
    for (let line = i + 1; line <= end; line++) added.set(line, opening.length);
    i = Math.max(i, end);
  }
  if (added.size === 0) return undefined;
  const indented = lines.map((line, i) => (line === '' ? line : `${' '.repeat(added.get(i) ?? 0)}${line}`));
  return { text: indented.join('\n'), restore: (source) => restored(source, added) };
};

/** A line that ends in `|` or `>`: what follows is text, quotes and all. */
const BLOCK_SCALAR = /(?:^|[:\-?][ \t]+)[|>][-+\d]*[ \t]*(?:#.*)?\r?$/;

/** The beginning of a line up to the quote or bracket that opens its value. */
const VALUE =
  /^[ ]*(?:-[ ]+)*(?:(?:[^\s'"#[\]{}&*!|>%@`,-][^#'"]*?|'(?:[^']|'')*'|"(?:[^"\\]|\\.)*")[ ]*:[ ]+)?(['"[{])/;

const indentOf = (line: string): number => /^ */.exec(line)![0].length;

/** A block scalar's lines are blank, or indented more than what it belongs to. */
const endOfBlock = (lines: readonly string[], header: number, indent: number): number => {
  let next = header + 1;
  while (next < lines.length && (lines[next]!.trim() === '' || indentOf(lines[next]!) > indent)) next++;
  return next;
};

/** The line on which the quote closes; `first` when it never does. `from` is behind the quote that opens. */
const endOfQuoted = (lines: readonly string[], first: number, from: number, quote: string): number =>
  closing(lines, first, from, quote)?.line ?? first;

const closing = (lines: readonly string[], first: number, from: number, quote: string): Place | undefined => {
  let at = from;
  for (let line = first; line < lines.length; line++, at = 0) {
    const text = lines[line]!;
    for (; at < text.length; at++) {
      if (quote === '"' && text[at] === '\\') at++;
      else if (text[at] === quote) {
        if (quote === '"' || text[at + 1] !== "'") return { line, at };
        at++;
      }
    }
  }
  return undefined;
};

interface Place {
  readonly line: number;
  readonly at: number;
}

/** The line on which the bracket closes; `first` when it never does. */
const endOfFlow = (lines: readonly string[], first: number, from: number): number => {
  let depth = 1;
  let at = from;
  for (let line = first; line < lines.length; line++, at = 0)
    for (; at < lines[line]!.length; at++) {
      const char = lines[line]![at]!;
      const before = lines[line]![at - 1] ?? ' ';
      if (char === '#' && /\s/.test(before)) break;
      if ((char === '"' || char === "'") && /[[{,:\s]/.test(before)) {
        const end = closing(lines, line, at + 1, char);
        if (end === undefined) return first;
        ({ line, at } = end);
      } else if (char === '[' || char === '{') depth++;
      else if ((char === ']' || char === '}') && --depth === 0) return line;
    }
  return first;
};

const restored = (source: Source, added: ReadonlyMap<number, number>): Source =>
  Object.create(source, {
    position: {
      value: (offset: number) => {
        const { line, column } = source.position(offset);
        return { line, column: Math.max(1, column - (added.get(line - 1) ?? 0)) };
      },
    },
  }) as Source;

/** As go-yaml reads it, a block scalar that ends with the text has no line feed to keep. */
export const dropMadeUpLineFeed = (document: Document.Parsed, text: string): void => {
  const last = text.endsWith('\n') ? undefined : lastScalar(document.contents as Node | null);
  if (
    last?.type?.startsWith('BLOCK_') === true &&
    (last.range?.[1] ?? 0) >= text.length &&
    typeof last.value === 'string'
  )
    last.value = last.value.replace(/\n$/, '');
};

const lastScalar = (node: Node | null | undefined): Scalar | undefined => {
  if (isMap(node)) return lastScalar(node.items.at(-1)?.value as Node | undefined);
  if (isSeq(node)) return lastScalar(node.items.at(-1) as Node | undefined);
  return isScalar(node) ? node : undefined;
};
