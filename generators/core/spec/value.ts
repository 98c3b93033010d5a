/**
 * A YAML document to plain JSON data, as the API server would read it. Refused with a problem each: keys that are no strings,
 * numbers that JSON cannot hold, aliases that are unknown, endless or multiply into a bomb.
 */
import { type Document, isAlias, isMap, isScalar, isSeq, type Node, type Pair, type Scalar } from 'yaml';
import type { JsonValue } from '../model/json.ts';
import { quote } from './near.ts';
import type { Path } from './path.ts';
import type { Report } from './report.ts';
import { isMergeKey, keyText } from './source.ts';

/** Beyond the length of the text, which no document without aliases exceeds: read in well under a second. */
const MAX_NODES = 500_000;
const MAX_DEPTH = 200;

/** How grave odd keys are: errors where one can ask what is meant, warnings where all that counts is how others read them. */
export interface OddKeys {
  /** Those that YAML 1.1 has as booleans. */
  readonly boolean?: 'error' | 'warning';
  /** Those that a mapping has twice; the later one is read. */
  readonly repeated?: 'error' | 'warning';
}

/** The value of the document's root. */
export const readValue = (
  document: Document,
  report: Report,
  { boolean: booleanKeys = 'error', repeated: repeatedKeys = 'error' }: OddKeys = {},
): JsonValue => {
  const most = MAX_NODES + (document.range?.[2] ?? 0);
  let nodes = 0;
  let refused = false;

  const read = (node: Node | null | undefined, path: Path, open: readonly Node[]): JsonValue => {
    if (refused || node === null || node === undefined) return null;
    if (++nodes > most || path.length > MAX_DEPTH) {
      refused = true;
      report.error(
        [],
        `the document has more than ${nodes > most ? `${MAX_NODES} values` : `${MAX_DEPTH} levels`} when its aliases are followed.`,
        'Write it with fewer aliases, or in several specs.',
      );
      return null;
    }
    if (isAlias(node)) {
      const target = node.resolve(document);
      if (target === undefined)
        report.error(
          path,
          `the alias *${node.source} has no anchor.`,
          `Write &${node.source} before the value that is meant.`,
          offsetOf(node),
        );
      else if (open.includes(target))
        report.error(path, `the alias *${node.source} contains itself.`, 'Write the value out.', offsetOf(node));
      else return read(target, path, [...open, target]);
      return null;
    }
    if (isMap(node)) return readMap(node.items as Pair<Node, Node | null>[], path, [...open, node]);
    if (isSeq(node)) return node.items.map((item, i) => read(item as Node, [...path, i], [...open, node]));
    return isScalar(node) ? readScalar(node, path) : null;
  };

  const readMap = (pairs: readonly Pair<Node, Node | null>[], path: Path, open: readonly Node[]): JsonValue => {
    const entries = new Map<string, JsonValue>();
    const own = new Set<string>();
    const merge = (key: Node, value: Node | null): void => {
      const merged = read(value, path, open);
      for (const source of (Array.isArray(merged) ? merged.toReversed() : [merged]) as JsonValue[]) {
        if (source === null || typeof source !== 'object' || Array.isArray(source))
          report.error(path, '<< merges a value that is no mapping.', 'Give it an alias of a mapping.', offsetOf(key));
        else for (const [name, value] of Object.entries(source)) entries.set(name, value as JsonValue);
      }
    };
    // In their order: of a key that is there and merged, go-yaml takes what comes last.
    for (const { key, value } of pairs) {
      if (isMergeKey(key)) {
        merge(key, value);
        continue;
      }
      const name = readKey(key, path);
      if (name === undefined) continue;
      if (own.has(name))
        report[repeatedKeys](
          [...path, name],
          `the key ${quote(name)} is given twice.`,
          repeatedKeys === 'error' ? 'Remove one of the two.' : 'Remove one of the two: what counts is the later one.',
          offsetOf(key),
        );
      own.add(name);
      entries.set(name, read(value, [...path, name], open));
    }
    return Object.fromEntries(entries);
  };

  const readKey = (key: unknown, path: Path): string | undefined => {
    const text = keyText(key);
    if (isScalar(key) && typeof key.value === 'boolean') {
      const written = key.source ?? text;
      report[booleanKeys](
        path,
        `the key ${written} is a boolean for the API server, which reads YAML 1.1.`,
        booleanKeys === 'error'
          ? `Quote it: ${quote(written)}.`
          : `It is read as ${quote(text)}; quote it if ${quote(written)} is meant.`,
        offsetOf(key),
      );
      if (booleanKeys === 'warning') return text;
    } else if (!isScalar(key) || key.value === null)
      report.error(path, 'a key must be a string.', undefined, offsetOf(key as Node));
    else return text;
    return undefined;
  };

  const readScalar = (scalar: Scalar, path: Path): JsonValue => {
    const { value } = scalar;
    if (typeof value === 'bigint') {
      const number = Number(value);
      return Number.isSafeInteger(number) ? number : value;
    }
    if (typeof value === 'number' && !Number.isFinite(value)) {
      report.error(path, `${scalar.source ?? value} is no number in JSON.`, 'Quote it if the text is meant.');
      return 0;
    }
    return value as JsonValue;
  };

  return read(document.contents as Node | null, [], []);
};

const offsetOf = (node: Node | null): number => node?.range?.[0] ?? 0;
