/**
 * Objects to YAML text that every reader in the field takes for the same thing. Block style throughout, two spaces a level; how a
 * scalar is written is `yaml-scalar.ts`'s. A printer of our own: generating prints some sixty documents, and building and
 * visiting the `yaml` package's nodes for them took a fifth of the whole run.
 */
import { isShared } from '../objects/go-order.ts';
import { MARKER } from './marker.ts';
import { yamlKey, yamlScalar } from './yaml-scalar.ts';

/** One YAML document, block style, keys in the order of the object, ending in a newline. Undefined values are left out. */
export const toYaml = (value: object): string => `${isEmpty(value) ? empty(value) : block(value, ROOT)}\n`;

/** The same with comments: `comments` maps a dotted path of keys to the comment that stands above it. */
export const toCommentedYaml = (value: object, comments: ReadonlyMap<string, string>): string =>
  isEmpty(value) ? `${empty(value)}\n` : `${block(value, { ...ROOT, comments })}\n`.trimStart();

/** A managed YAML file: the marker, then the documents. What is frozen is printed once: a CRD stands in several folders. */
export const managedYaml = (...documents: readonly object[]): string => {
  const [only] = documents;
  const known = documents.length === 1 ? printed.get(only!) : undefined;
  if (known !== undefined) return known;
  const text = `# ${MARKER}\n${documents.map(toYaml).join('---\n')}`;
  if (documents.length === 1 && Object.isFrozen(only)) printed.set(only!, text);
  return text;
};

const printed = new WeakMap<object, string>();

/** Where a value stands. */
interface Place {
  /** Of the value's own lines. */
  readonly indent: string;
  /** The keys that lead to it. */
  readonly path: readonly string[];
  readonly comments?: ReadonlyMap<string, string>;
}

const ROOT: Place = { indent: '', path: [] };

/** A longer key is not found by YAML's readers unless it says that it is one: `? key`. */
const LONGEST_KEY = 1024;

/** A list or mapping that is not empty, its first line without the indentation. */
const block = (value: object, place: Place): string => {
  if (!isShared(value) || place.comments !== undefined) return wholeBlock(value, place);
  const known = parts.get(value)?.get(place.indent);
  if (known !== undefined) return known;
  const text = wholeBlock(value, place);
  parts.set(value, (parts.get(value) ?? new Map<string, string>()).set(place.indent, text));
  return text;
};

/** By indentation: two pod templates in each of fifty CRDs are one text, most of the time. */
const parts = new WeakMap<object, Map<string, string>>();

const wholeBlock = (value: object, place: Place): string => {
  const items = isList(value)
    ? value.map((item) => `- ${nested(item, deeper(place))}`)
    : entriesOf(value).map(([key, item]) => entry(key, item, place));
  return items.join(`\n${place.indent}`);
};

const entry = (key: string, value: unknown, place: Place): string => {
  const inner = deeper(place, key);
  const printed = yamlKey(key, place.indent === '');
  const comment = commentAbove(inner, place);
  if (printed.length > LONGEST_KEY) return `${comment}? ${printed}\n${place.indent}: ${nested(value, inner)}`;
  const separator = isCollection(value) && !isEmpty(value) ? `\n${inner.indent}` : ' ';
  return `${comment}${printed}:${separator}${nested(value, inner)}`;
};

const nested = (value: unknown, place: Place): string => {
  if (!isCollection(value)) return yamlScalar(value, place.indent);
  return isEmpty(value) ? empty(value) : block(value, place);
};

/** At the top an empty line goes before it. */
const commentAbove = ({ path, comments }: Place, { indent }: Place): string => {
  const comment = comments?.get(path.join('.'));
  if (comment === undefined) return '';
  const lines = comment.split('\n').map((line) => `${`# ${line}`.trimEnd()}\n${indent}`);
  return `${indent === '' ? '\n' : ''}${lines.join('')}`;
};

const deeper = ({ indent, path, comments }: Place, key?: string): Place => ({
  indent: `${indent}  `,
  // Only comments ask for it.
  path: key === undefined || comments === undefined ? path : [...path, key],
  ...(comments && { comments }),
});

const isCollection = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isList = (value: object): value is readonly unknown[] => Array.isArray(value);
const isEmpty = (value: object): boolean => (isList(value) ? value : entriesOf(value)).length === 0;
const empty = (value: object): string => (isList(value) ? '[]' : '{}');
const entriesOf = (value: object): readonly (readonly [string, unknown])[] =>
  Object.entries(value).filter(([, item]) => item !== undefined);
