/** What is wrong with the YAML itself, in words for somebody who does not know the parser. */
import { type Document, isMap, isSeq, type Node, visit, type YAMLError } from 'yaml';
import { CONFLICT_MARKERS, conflictMarker } from './conflict-markers.ts';
import { expressionEnd } from './expression.ts';
import type { Report } from './report.ts';
import { parseSource, type Source } from './source.ts';

/** Reports every syntax error of the source; whether there was any. */
export const reportSyntax = (source: Source, report: Report): boolean => {
  const marker = conflictMarker(source.text);
  if (marker !== undefined) {
    report.error([], CONFLICT_MARKERS.message, CONFLICT_MARKERS.hint, marker);
    return true;
  }
  const { text, bare } = maskBareExpressions(source);
  for (const { offset, code } of bare)
    report.error([], `${code} must be quoted inside {…} and […].`, `Write ${JSON.stringify(code)}.`, offset);

  const { document, others } = bare.length === 0 ? source : parseSource(text, source.file);
  const errors = [...document.errors, ...document.warnings];
  const lines = new Set(bare.map(({ offset }) => source.position(offset).line));
  let lost = false;
  for (const error of errors) {
    const { line } = source.position(error.pos[0]);
    // After the first error of a line the parser is guessing, and after "in YAML stream" it is lost.
    if (lines.has(line) || (lost && error.message.includes('in YAML stream'))) continue;
    lines.add(line);
    lost ||= error.message.includes('in YAML stream');
    report.error([], ...explain(error, source), error.pos[0]);
  }
  for (const other of others) {
    const offset = other.contents === null ? undefined : (other.contents as Node).range?.[0];
    if (offset !== undefined)
      report.error(
        [],
        'a second document starts here.',
        'Write one document: an operator may have several apis.',
        offset,
      );
    for (const error of other.errors.slice(0, 1)) report.error([], ...explain(error, source), error.pos[0]);
  }
  return (
    errors.length > 0 ||
    others.some(({ contents, errors }) => contents !== null || errors.length > 0) ||
    bare.length > 0
  );
};

const explain = (
  { code, message, pos }: YAMLError,
  { text, position }: Source,
): readonly [message: string, hint: string | undefined] => {
  const { line } = position(pos[0]);
  const lineText = text.split(/\r\n|\r|\n/, line)[line - 1] ?? '';
  if (message.startsWith('Missing closing'))
    return ['a closing quote is missing.', 'Add it, or remove the opening one.'];
  if (code === 'TAB_AS_INDENT') return ['tabs are not allowed as indentation in YAML.', 'Indent with spaces.'];
  // The parser calls itself for each level, and reports its own end as a fault of the text.
  if (message.includes('call stack')) return ['the document has too many levels.', 'Nest it less.'];
  if (code === 'TAG_RESOLVE_FAILED') return [`${lowerFirst(message)}.`, 'Remove the tag.'];
  if (lineText.includes('${')) return [`${lowerFirst(message)}.`, "Quote the value that holds ${…}: '${a ? b : c}'."];
  return [`${lowerFirst(message)}.`, undefined];
};

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

interface Bare {
  readonly offset: number;
  readonly code: string;
}

/** Finds `${…}` that stands unquoted in flow style, where YAML takes its brace for a mapping, and blanks it to see what else is wrong. */
const maskBareExpressions = (source: Source): { text: string; bare: Bare[] } => {
  let { document, text } = source;
  const bare: Bare[] = [];
  while (bare.length < 100) {
    const offset = bareDollar(document, text);
    if (offset === undefined) break;
    const end = expressionEnd(text, offset + 2) ?? text.indexOf('}', offset) + 1;
    if (end <= offset) break;
    bare.push({ offset, code: text.slice(offset, end) });
    text = text.slice(0, offset) + '_'.repeat(end - offset) + text.slice(end);
    document = parseSource(text, source.file).document;
  }
  return { text, bare };
};

/** The offset of the first plain scalar in a flow collection that ends in `$` where a `{` follows. */
const bareDollar = (document: Document, text: string): number | undefined => {
  let found: number | undefined;
  visit(document, {
    Scalar: (_key, { type, range }, ancestors) => {
      const end = range?.[1] ?? 0;
      if (type !== 'PLAIN' || text[end - 1] !== '$' || text[end] !== '{') return undefined;
      if (!ancestors.some((node) => (isMap(node) || isSeq(node)) && node.flow === true)) return undefined;
      found = end - 1;
      return visit.BREAK;
    },
  });
  return found;
};
