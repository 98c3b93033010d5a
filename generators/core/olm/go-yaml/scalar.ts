/** What a scalar stands for (go-yaml v2's resolve.go and decode.go): by its tag, or by how it looks where it is plain. */
import type { JsonValue } from '../../model/json.ts';
import { goNumber } from '../../spec/go-scalar.ts';
import { Undecodable } from './cursor.ts';
import type { Node } from './parser.ts';

type ScalarNode = Extract<Node, { type: 'scalar' }>;

const CORE = 'tag:yaml.org,2002:';

const words = (value: boolean | number | null, text: string): readonly (readonly [string, boolean | number | null])[] =>
  text.split(' ').map((word) => [word, value]);

const WORDS: ReadonlyMap<string, boolean | number | null> = new Map([
  ...words(true, 'y Y yes Yes YES true True TRUE on On ON'),
  ...words(false, 'n N no No NO false False FALSE off Off OFF'),
  ...words(Number.NaN, '.nan .NaN .NAN'),
  ...words(Infinity, '.inf .Inf .INF +.inf +.Inf +.INF'),
  ...words(-Infinity, '-.inf -.Inf -.INF'),
  ...words(null, ' ~ null Null NULL'),
]);

/** Whether a key merges other mappings: a plain `<<`, or any with that tag. */
export const isMerge = (node: Node): boolean =>
  node.type === 'scalar' && node.value === '<<' && (isImplicit(node) || node.tag === `${CORE}merge`);

/** Whether it has the meaning that its text has when it is plain. */
const isImplicit = ({ tag, isPlain }: ScalarNode): boolean => tag === '!' || (tag === undefined && isPlain);

/**
 * Its value; infinities and NaN are numbers here. Throws Undecodable where it is not what its tag says. A tag that is none of JSON is
 * refused, though go-yaml reads text there, or what the tag decodes: neither is what stands there.
 */
export const scalarValue = (node: ScalarNode): JsonValue => {
  const { tag, value: text, offset } = node;
  if (tag === '!') return text;
  if (tag === undefined) return isImplicit(node) ? plainValue(text) : text;
  const name = tag.startsWith(CORE) ? tag.slice(CORE.length) : '';
  if (!Object.hasOwn(IS, name)) throw unresolved(tag, offset);
  if (name === 'str') return text;
  const value = plainValue(text);
  if (name === 'float' && typeof value === 'bigint' && value >= -(2n ** 63n) && value < 2n ** 63n) return Number(value);
  if (IS[name]!(value)) return value;
  throw new Undecodable(offset, `${JSON.stringify(text)} is not what its tag !!${name} says.`, 'Remove the tag.');
};

const IS: Readonly<Record<string, (value: JsonValue) => boolean>> = {
  str: () => true,
  int: (value) => typeof value === 'bigint',
  float: (value) => typeof value === 'number',
  bool: (value) => typeof value === 'boolean',
  null: (value) => value === null,
};

const plainValue = (text: string): JsonValue => {
  const word = WORDS.get(text);
  return word === undefined ? (goNumber(text) ?? text) : word;
};

/** A tag of a list or a mapping is the one of it, or none. */
export const checkTag = ({ type, tag, offset }: Node): void => {
  const own = `${CORE}${type === 'list' ? 'seq' : 'map'}`;
  if (tag !== undefined && tag !== '!' && tag !== own) throw unresolved(tag, offset);
};

const unresolved = (tag: string, offset: number): Undecodable =>
  new Undecodable(offset, `unresolved tag: ${tag}.`, 'Remove the tag.');
