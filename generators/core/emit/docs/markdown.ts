/**
 * Values of a spec as GitHub's Markdown, fit for a table's cell and for any other place. Descriptions are hostile: nothing in them is
 * markup, HTML, a cell's end, or a tag of a site generator (`{{`), and no control or mark turns what a reader sees.
 */
import { yamlScalar } from '../yaml-scalar.ts';
import { jsonText, type JsonValue } from '../../model/json.ts';

/** Text of several lines as one line: the lines are kept, as is their indentation. */
export const text = (value: string): string => lines(value).map(textLine).join('<br>');

/** Text of several lines as paragraphs; not for a table's cell. */
export const paragraphs = (value: string): string =>
  lines(value)
    .map(textLine)
    .join('<br>\n')
    .replaceAll(/(?:<br>\n)(?:<br>\n)+/g, '\n\n');

/** Code within a line. Between backticks where that says it all, else as an element in which nothing is left to read as markup. */
export const code = (value: string): string => {
  const shown = lines(value).join('\n');
  if (/^(?! )(?:(?!\{[{%]|[%}]\}|<[^ =])[^\n`|])+(?<! )$/.test(shown)) return `\`${shown}\``;
  const escaped = shown.replaceAll(/[^\w\s.,;/=+-]|_|(?<=www)\./giu, (mark) => `&#${mark.codePointAt(0)};`);
  return `<code>${escaped.replaceAll('\n', '<br>').replaceAll(/ (?= )|^ | $/g, '&nbsp;')}</code>`;
};

/** A value as a user would write it in YAML. */
export const value = (item: JsonValue | undefined): string =>
  code(
    typeof item === 'string' && !item.includes('\n') ? yamlScalar(item, '').replace(/^'(.*)'$/, '$1') : jsonText(item),
  );

/** A link to a section of the document, or to a page. */
export const link = (label: string, target: string): string => `[${label}](${target})`;

/** A table; a row is a cell for each column. */
export const table = (columns: readonly string[], rows: readonly (readonly string[])[]): string =>
  [columns, columns.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`.replaceAll(/ {2,}(?=\|)/g, ' '))
    .join('\n');

/** A block of code, whatever it holds. */
export const fence = (language: string, content: string): string => {
  const longest = Math.max(2, ...[...content.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = '`'.repeat(longest + 1);
  return `${mark}${language}\n${content.trimEnd()}\n${mark}`;
};

/** A page to link to: an address of the web with nothing in it that Markdown or HTML would read. */
export const isAddress = (url: string): boolean => ADDRESS.test(url);

const ADDRESS = /^https?:\/\/[\w\-./:?#=%&+,@~]+$/;

const lines = (value: string): string[] => {
  const all = value
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) => line.replaceAll('\t', '  ').replaceAll(HIDDEN, ' ').trimEnd());
  while (all[0] === '') all.shift();
  while (all.at(-1) === '') all.pop();
  return all;
};

// Controls, and marks that are not seen or turn the direction of text.
// oxlint-disable-next-line no-control-regex
const HIDDEN = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

const textLine = (line: string, index: number): string => {
  const content = line.trimStart();
  const indent = '&nbsp;'.repeat(index === 0 ? 0 : line.length - content.length);
  const parts = content.split(URL);
  return (
    indent + lineStart(parts.map((part, i) => (i % 2 === 0 ? escapeText(part) : address(part, parts[i + 1]!))).join(''))
  );
};

/** Not the mark of punctuation that follows it. */
const URL = /(https?:\/\/[\w\-./:?#=%&+,@~]*[\w/=])/;

const escapeText = (part: string): string =>
  part
    .replaceAll(/&(?=#?\w+;)/g, '&amp;')
    // `www.` would be a link that runs into the marks after it.
    .replaceAll(/[\\`*_{}[\]<>|~$]|(?<=www)\./gi, String.raw`\$&`);

/** Bare where it is a link by itself and looks the same in every dialect. */
const address = (url: string, rest: string): string =>
  /[_&~]/.test(url) || !/^(?:$|[.,;:]?\s)/.test(rest) ? `<${url}>` : url;

/** What would begin a list, a heading, a quotation. */
const lineStart = (line: string): string =>
  line.replace(/^(?:[-+#=>:]|\d+(?=[.)]))/, (mark) => (/\d/.test(mark) ? `${mark}\\` : `\\${mark}`));
