/**
 * Text that a person would write (README, Dockerfile, seeded sources) from templates. Given a template's name and a view of
 * strings, gives the file's text. A value that is missing is an error, and so is one that its place cannot take.
 */
import { stringLiteral, isIdentifier } from './source/text.ts';
import { loadTemplate } from './template-loader.ts';

/** What a template shows. */
export type View = Readonly<Record<string, string>>;

/** The text of a file. */
export const renderTemplate = (name: string, view: View): string => loadTemplate(name)(view, { helpers: HELPERS });

/** A value for each place: `{{string x}}` in TypeScript, `{{word x}}` in shell and Dockerfile, `{{prose x}}` in Markdown. */
const LANGUAGES = {
  /** A TypeScript string literal. */
  string: (value: string): string => stringLiteral(value),
  /** A TypeScript identifier. */
  name: (value: string): string => checked(value, isIdentifier(value), 'an identifier'),
  /** One word of a shell command, a Dockerfile or a path: nothing that either would take apart. */
  word: (value: string): string =>
    checked(value, /^[\w./:@+,-]+$/.test(value) && !value.startsWith('-'), 'a plain word'),
  /** Words between double quotes in a Dockerfile: nothing that would end or expand there. */
  words: (value: string): string => checked(value, /^[\w./:@+() -]+$/.test(value), 'plain words'),
  /** One paragraph of Markdown, in which nothing is markup. */
  prose: (value: string): string => prose(value),
  /** Text that was laid out for its place before. */
  text: (value: string): string => value,
};

// Handlebars is strict about what stands in a template by itself, not about what a helper is given.
const HELPERS = Object.fromEntries(
  Object.entries(LANGUAGES).map(([name, escape]) => [
    name,
    (value: unknown): string => {
      if (typeof value !== 'string')
        throw new Error(`A template asks for a {{${name} …}} that its view does not have.`);
      return escape(value);
    },
  ]),
);

/** One paragraph of Markdown, in which nothing is markup. */
export const prose = (value: string): string =>
  value
    .replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
    .trim()
    .replaceAll(/[\\`*_[\]<>#|&!~]/g, String.raw`\$&`);

const checked = (value: string, isGood: boolean, what: string): string => {
  if (!isGood) throw new Error(`${JSON.stringify(value)} is not ${what}; the spec should not have passed validation.`);
  return value;
};
