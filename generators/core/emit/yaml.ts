/**
 * Objects to YAML text that every reader in the field takes for the same thing: kube-apiserver and kubectl read YAML 1.1 in
 * go-yaml's dialect, Helm and kustomize nearly so, editors 1.2. A string is quoted whenever either dialect would resolve it,
 * and escaped where either would change it.
 */
import { Document, isScalar, type Scalar, visit } from 'yaml';
import { MARKER } from './marker.ts';

/** One YAML document, block style, keys in the order of the object, ending in a newline. */
export const toYaml = (value: unknown): string => print(document(value));

/** The same with comments: `comments` maps a dotted path of keys to the comment that stands above it. */
export const toCommentedYaml = (value: unknown, comments: ReadonlyMap<string, string>): string => {
  const commented = document(value);
  visit(commented, {
    Pair: (_key, pair, ancestors) => {
      const path = [...ancestors, pair].flatMap((node) =>
        'key' in node && isScalar(node.key) ? [String(node.key.value)] : [],
      );
      const comment = comments.get(path.join('.'));
      if (comment === undefined || !isScalar(pair.key)) return;
      pair.key.commentBefore = comment.replace(/^/gm, ' ');
      pair.key.spaceBefore = path.length === 1;
    },
  });
  return print(commented).trimStart();
};

/** A managed YAML file: the marker, then the documents. */
export const managedYaml = (...documents: readonly unknown[]): string =>
  `# ${MARKER}\n${documents.map(toYaml).join('---\n')}`;

const document = (value: unknown): Document => {
  const created = new Document(value, { aliasDuplicateObjects: false });
  visit(created, { Scalar: chooseStyle });
  return created;
};

/** What go-yaml (1.1 with 0o octals) or YAML 1.2 takes for something else than a string. Underscores are ignored in numbers. */
const RESOLVED = [
  /^(?:|~|null|true|false|yes|no|on|off|y|n|=|<<)$/i,
  /^[-+]?(?:0b[-+]?[01]+|0o[-+]?[0-7]+|0x[\da-f]+|\d+)$/i,
  /^[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:e[-+]?\d+)?$/i,
  /^[-+]?\.(?:inf|nan)$/i,
  /^[-+]?\d+(?::[0-5]?\d)+(?:\.\d*)?$/,
  /^\d{4}-\d{1,2}-\d{1,2}(?:$|[Tt\s])/,
];

/** Line breaks of YAML 1.1 that are none in 1.2, byte order mark and non-characters: what no printer escapes by itself. */
const UNESCAPED = /[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]/g;
/** These, control characters other than tab and line feed, and halves of surrogate pairs. */
const FRAGILE = /[\x7f\u2028\u2029\ufeff\ufffe\uffff]|(?![\t\n])\p{Cc}|\p{Surrogate}/u;

const chooseStyle = (_key: unknown, scalar: Scalar): void => {
  if (typeof scalar.value !== 'string') return;
  if (isResolved(scalar.value) || isFragile(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
};

const isResolved = (text: string): boolean => {
  const number = /^[-+.\d]/.test(text) ? text.replaceAll('_', '') : text;
  return RESOLVED.some((pattern) => pattern.test(text) || pattern.test(number));
};

/** A tab within a line, or white space that begins a block or is all of it, may be taken for indentation. */
const isFragile = (text: string): boolean =>
  FRAGILE.test(text) || /^[^\n]*\t[^\n]*$/.test(text) || /^[ \t]*(?:\t|\n|$)/.test(text);

/** All characters that are escaped here stand in double quotes: `chooseStyle` saw to that. */
const print = (value: Document): string =>
  value
    .toString({ lineWidth: 0, doubleQuotedMinMultiLineLength: Number.MAX_SAFE_INTEGER })
    .replace(UNESCAPED, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
