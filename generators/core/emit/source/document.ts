/**
 * A small document printer after Wadler, in the terms of prettier: text that is laid out on one line when it fits and broken
 * where its parts say when it does not. What comes out is what the generated project's formatter would print.
 */

/** Text and where it may break. */
export type Doc =
  | string
  | readonly Doc[]
  | { readonly type: 'group'; readonly contents: Doc; readonly broken: boolean }
  | { readonly type: 'indent'; readonly contents: Doc }
  | { readonly type: 'fill'; readonly items: readonly Doc[] }
  | { readonly type: 'line'; readonly flat: string; readonly hard: boolean }
  | { readonly type: 'ifBreak'; readonly broken: Doc };

/** A space, or a line break when the group around it is broken. */
export const line: Doc = { type: 'line', flat: ' ', hard: false };
/** Nothing, or a line break when the group around it is broken. */
export const softline: Doc = { type: 'line', flat: '', hard: false };
/** A line break; breaks every group around it. */
export const hardline: Doc = { type: 'line', flat: '', hard: true };
/** Only there when the group around it is broken. */
export const ifBreak = (broken: Doc): Doc => ({ type: 'ifBreak', broken });
/** One level (two spaces) deeper. */
export const indent = (contents: Doc): Doc => ({ type: 'indent', contents });
/** As many items on a line as fit. */
export const fill = (items: readonly Doc[]): Doc => ({ type: 'fill', items });
/** On one line when it fits; `broken`: never. */
export const group = (contents: Doc, broken = false): Doc => ({
  type: 'group',
  contents,
  broken: broken || hasHardline(contents),
});
/** Parts with a separator between them. */
export const join = (separator: Doc, parts: readonly Doc[]): Doc =>
  parts.flatMap((part, index) => (index === 0 ? [part] : [separator, part]));

/** `open items close` as prettier lays out lists: all on one line, or one a line with a comma after the last. */
export const list = (open: string, items: readonly Doc[], close: string, padding: Doc, broken = false): Doc =>
  items.length === 0
    ? open + close
    : group([open, indent([padding, join([',', line], items)]), ifBreak(','), padding, close], broken);

/** Columns of a line. */
export const WIDTH = 120;

/** The text of a document, in lines of at most 120 columns where it can be broken so. */
export const print = (doc: Doc): string => {
  const out: string[] = [];
  let column = 0;
  const write = (text: string): void => {
    out.push(text);
    const newline = text.lastIndexOf('\n');
    column = newline === -1 ? column + text.length : text.length - newline - 1;
  };
  const breakLine = (depth: number): void => {
    out.push((out.pop() ?? '').replace(/ +$/, ''));
    write(`\n${'  '.repeat(depth)}`);
  };
  const pending: Command[] = [{ depth: 0, flat: false, doc }];
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    const { depth, flat, doc: part } = next;
    if (part === '') continue;
    if (typeof part === 'string') write(part);
    else if (isDocs(part)) pushAll(pending, part, depth, flat);
    else if (part.type === 'indent') pending.push({ depth: depth + 1, flat, doc: part.contents });
    else if (part.type === 'ifBreak') {
      if (!flat) pending.push({ depth, flat, doc: part.broken });
    } else if (part.type === 'group') {
      const fitting = flat || (!part.broken && fits(part.contents, WIDTH - column, pending));
      pending.push({ depth, flat: fitting, doc: part.contents });
    } else if (part.type === 'fill') {
      part.items.forEach((item, index) => {
        const text = print(item) + (index === part.items.length - 1 ? '' : ',');
        if (index > 0 && column + 1 + text.length > WIDTH) breakLine(depth);
        else if (index > 0) write(' ');
        write(text);
      });
    } else if (flat && !part.hard) write(part.flat);
    else breakLine(depth);
  }
  return out.join('');
};

interface Command {
  readonly depth: number;
  readonly flat: boolean;
  readonly doc: Doc;
}

const isDocs = (doc: Doc): doc is readonly Doc[] => Array.isArray(doc);

const pushAll = (pending: Command[], docs: readonly Doc[], depth: number, flat: boolean): void => {
  for (const doc of docs.toReversed()) pending.push({ depth, flat, doc });
};

/** Whether a document, and what follows it up to the next possible line break, has room on one line. */
const fits = (doc: Doc, room: number, following: readonly Command[]): boolean => {
  const pending: Command[] = [{ depth: 0, flat: true, doc }];
  let rest = following.length;
  let left = room;
  while (left >= 0) {
    const next = pending.pop() ?? following[--rest];
    if (next === undefined) return true;
    const { doc: part, flat } = next;
    if (typeof part === 'string') left -= part.length;
    else if (isDocs(part)) pushAll(pending, part, 0, flat);
    else if (part.type === 'indent') pending.push({ ...next, doc: part.contents });
    else if (part.type === 'group') {
      if (flat && part.broken) return false;
      pending.push({ ...next, flat: flat || !part.broken, doc: part.contents });
    } else if (part.type === 'fill') pushAll(pending, part.items.length === 0 ? [] : [join(', ', part.items)], 0, flat);
    else if (part.type === 'ifBreak') {
      if (!flat) pending.push({ ...next, doc: part.broken });
    } else if (!flat || part.hard) return true;
    else left -= part.flat.length;
  }
  return false;
};

const hasHardline = (doc: Doc): boolean => {
  if (typeof doc === 'string') return false;
  if (isDocs(doc)) return doc.some(hasHardline);
  if (doc.type === 'line') return doc.hard;
  if (doc.type === 'group') return doc.broken;
  if (doc.type === 'indent') return hasHardline(doc.contents);
  return false;
};
