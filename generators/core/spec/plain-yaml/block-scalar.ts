/** Literal and folded scalars, `|` and `>`. */
import { afterSpaces, lineEnd } from './characters.ts';
import type { Read } from './scalar.ts';
import { unsure } from './unsure.ts';

const HEADER = /[|>](?:([-+]?)([1-9]?)|([1-9])([-+]))(?: *| +#.*)\n/y;

/** A block scalar below something that is indented by `parent`. Ends at the beginning of a line. */
export const readBlockScalar = (text: string, at: number, parent: number): Read<string> => {
  HEADER.lastIndex = at;
  const header = HEADER.exec(text);
  if (header === null) return unsure();
  const chomp = header[1] || header[4];
  const digit = header[2] || header[3];
  const start = at + header[0].length;
  const indent = digit === undefined || digit === '' ? indentOf(text, start, parent) : parent + Number(digit);
  const { lines, end } = readLines(text, start, indent);
  let content = lines.length;
  while (content > 0 && lines[content - 1] === '') content--;
  if (content === 0 || lines.slice(content).some((line) => line !== '')) return unsure();
  const kept = lines.slice(0, content);
  const value = text[at] === '>' ? fold(kept) : kept.join('\n');
  return {
    value: `${value}${chomp === '-' ? '' : chomp === '+' ? '\n'.repeat(lines.length - content + 1) : '\n'}`,
    end,
  };
};

/** That of the first line with content; lines before it must not be longer. */
const indentOf = (text: string, start: number, parent: number): number => {
  let widest = 0;
  for (let at = start; ;) {
    const content = afterSpaces(text, at);
    const width = content - at;
    if (text[content] === '\n') {
      widest = Math.max(widest, width);
      at = content + 1;
    } else
      return content >= text.length || text[content] === '\t' || width <= parent || width < widest ? unsure() : width;
  }
};

const readLines = (text: string, start: number, indent: number): { lines: readonly string[]; end: number } => {
  const lines: string[] = [];
  let at = start;
  while (at < text.length) {
    const end = lineEnd(text, at);
    const content = afterSpaces(text, at);
    if (content < end && content - at < indent) break;
    const line = text.slice(Math.min(at + indent, end), end);
    // The other reader does not say what white space alone is at the end; and a last line without its line feed is rare.
    if (end === text.length || (line !== '' && line.trim() === '')) return unsure();
    lines.push(line);
    at = end + 1;
  }
  return { lines, end: at };
};

/** Between lines of text one line break is a space, more are one less. Lines that are indented more keep theirs. */
const fold = (lines: readonly string[]): string => {
  if (lines.some((line) => /^[ \t]/.test(line)) || lines[0] === '') return unsure();
  let value = lines[0]!;
  let breaks = 0;
  for (const line of lines.slice(1)) {
    if (line === '') breaks++;
    else {
      value += `${breaks === 0 ? ' ' : '\n'.repeat(breaks)}${line}`;
      breaks = 0;
    }
  }
  return value;
};
