/** Values of a spec as TypeScript text. Whatever they hold stays text: nothing that comes from a spec can become code. */

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

/** A string literal as the formatter prints it: single quotes unless double quotes need fewer escapes. */
export const stringLiteral = (value: string): string => {
  const quote = value.split("'").length > value.split('"').length ? '"' : "'";
  const escaped = JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll(quote, `\\${quote}`);
  return quote + escapeSeparators(escaped) + quote;
};

/** The inside of a template literal. */
export const templateText = (value: string): string =>
  escapeSeparators(
    JSON.stringify(value).slice(1, -1).replaceAll('\\"', '"').replaceAll('`', '\\`').replaceAll('${', '\\${'),
  );

// JSON.stringify escapes control characters and lone surrogates. These end a line in JavaScript, or hide and turn text in an editor.
const escapeSeparators = (text: string): string =>
  text.replaceAll(
    /[\u0085\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g,
    (mark) => `\\u${mark.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );

/** A number as the formatter prints it. */
export const numberLiteral = (value: number): string =>
  Object.is(value, -0) ? '-0' : String(value).replace('e+', 'e');

/** Whether a name can be used as a property without quotes. */
export const isIdentifier = (name: string): boolean => IDENTIFIER.test(name);

/** The name of a property in a type. */
export const typeProperty = (name: string): string => (isIdentifier(name) ? name : stringLiteral(name));

/** The name of a property in an object literal; there `__proto__` would set the prototype unless it is computed. */
export const valueProperty = (name: string): string => (name === '__proto__' ? "['__proto__']" : typeProperty(name));

/** Lines of a documentation comment, one line when there is one that fits at this depth of indentation. */
export const docComment = (text: string, depth = 0): readonly string[] => {
  const lines = text
    .replaceAll('*/', '*\\/')
    .replaceAll(DIRECTIVE, '\\@')
    .split(/\r\n|[\n\r\u0085\u2028\u2029]/)
    .map((line) => line.replace(UNPRINTABLE, ' ').trimEnd());
  while (lines.length > 0 && lines[0]?.trim() === '') lines.shift();
  while (lines.length > 0 && lines.at(-1) === '') lines.pop();
  const wrapped = lines.flatMap((line) => wrap(line, COMMENT_WIDTH - 2 * depth));
  if (wrapped.length === 0) return [];
  if (wrapped.length === 1) return [`/** ${wrapped[0]?.trimStart()} */`];
  return ['/**', ...wrapped.map((line) => (line === '' ? ' *' : ` * ${line}`)), ' */'];
};

// What the compiler obeys also in a comment like this.
const DIRECTIVE = /@(?=ts-)/g;

// Controls, and marks that turn the direction of text: what a reviewer sees must be what is there.
// oxlint-disable-next-line no-control-regex
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]/g;

const COMMENT_WIDTH = 113;

/** Lines of at most so many columns, broken at spaces; the indentation of the first is kept. */
const wrap = (line: string, width: number): string[] => {
  if (line.length <= width) return [line];
  const lines: string[] = [];
  let current = /^ */.exec(line)?.[0] ?? '';
  for (const word of line.trim().split(/ +/)) {
    if (current.trim() !== '' && current.length + 1 + word.length > width) {
      lines.push(current);
      current = word;
    } else current += current.trim() === '' ? word : ` ${word}`;
  }
  return [...lines, current];
};
