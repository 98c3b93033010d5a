/**
 * Nodes to data, as go-yaml v2 decodes them (decode.go) and sigs.k8s.io/yaml hands them to JSON: aliases and merges followed, keys as
 * text. Throws Undecodable where one of them gives up. Of two equal keys the later one counts, which is told, as are keys that are
 * booleans.
 */
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { goKey } from '../../spec/go-scalar.ts';
import type { Path } from '../../spec/path.ts';
import { Undecodable } from './cursor.ts';
import { MAX_LEVELS, type Node } from './parser.ts';
import { checkTag, isMerge, scalarValue } from './scalar.ts';

export interface Place {
  /** A list's entry has none. */
  readonly key?: number;
  readonly value: number;
}

export interface OddKey {
  /** Of the mapping. */
  readonly path: Path;
  readonly offset: number;
  readonly name: string;
  /** As it is written. */
  readonly text: string;
  readonly odd: 'boolean' | 'repeated';
}

export interface Values {
  readonly value: JsonValue;
  /** Of the parts of a list or a mapping, by its data. */
  readonly places: ReadonlyMap<object, ReadonlyMap<string, Place>>;
  readonly odd: readonly OddKey[];
}

/** The most of what is decoded that may come from aliases: 99 % of up to 400,000 nodes, 10 % from 4,000,000 on. */
const allowedAliasRatio = (decoded: number): number =>
  0.99 - 0.89 * Math.min(1, Math.max(0, (decoded - 400_000) / 3_600_000));

export const valuesOf = (root: Node): Values => {
  const targets = targetsOf(root);
  const places = new Map<object, ReadonlyMap<string, Place>>();
  const odd: OddKey[] = [];
  const open = new Set<Node>();
  let [decoded, aliased] = [1, 0];

  const count = ({ offset }: Node, path: Path): void => {
    decoded++;
    if (open.size > 0) aliased++;
    if (aliased > 100 && decoded > 1000 && aliased / decoded > allowedAliasRatio(decoded))
      throw new Undecodable(offset, 'aliases stand for too much of the document.', 'Write it with fewer aliases.');
    if (path.length > MAX_LEVELS)
      throw new Undecodable(offset, `the document has more than ${MAX_LEVELS} levels.`, 'Nest it less.');
  };

  /** What an alias stands for, decoded by a function. */
  const through = <T>(node: Extract<Node, { type: 'alias' }>, decode: (target: Node) => T): T => {
    const target = targets.get(node)!;
    if (open.has(node))
      throw new Undecodable(node.offset, `the alias *${node.name} contains itself.`, 'Write the value out.');
    open.add(node);
    const result = decode(target);
    open.delete(node);
    return result;
  };

  const decode = (node: Node, path: Path): JsonValue => {
    count(node, path);
    if (node.type === 'alias') return through(node, (target) => decode(target, path));
    if (node.type === 'list') return decodeList(node, path);
    if (node.type === 'mapping') {
      const entries: Entries = new Map();
      fill(node, path, entries);
      return closed(entries);
    }
    const value = scalarValue(node);
    if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
    if (typeof value !== 'number' || Number.isFinite(value)) return value;
    throw new Undecodable(node.offset, `${node.value} is no number in JSON.`, 'Quote it if the text is meant.');
  };

  const decodeList = (node: Extract<Node, { type: 'list' }>, path: Path): JsonValue => {
    checkTag(node);
    const list = node.items.map((item, i) => decode(item, [...path, i]));
    places.set(list, new Map(node.items.map(({ offset }, i) => [String(i), { value: offset }])));
    return list;
  };

  /** Puts the pairs of a mapping among those that are there. */
  const fill = (node: Extract<Node, { type: 'mapping' }>, path: Path, entries: Entries): void => {
    checkTag(node);
    const own = new Set<string>();
    for (const [key, value] of node.pairs) {
      if (isMerge(key)) {
        merge(value, path, entries, key.offset);
        continue;
      }
      const name = keyOf(key, path);
      if (own.has(name)) odd.push({ path, offset: key.offset, name, text: name, odd: 'repeated' });
      own.add(name);
      entries.set(name, [decode(value, [...path, name]), { key: key.offset, value: value.offset }]);
    }
  };

  const merge = (node: Node, path: Path, entries: Entries, offset: number): void => {
    // Earlier ones win.
    for (const source of node.type === 'list' ? node.items.toReversed() : [node]) {
      const target = source.type === 'alias' ? targets.get(source)! : source;
      if (target.type !== 'mapping')
        throw new Undecodable(offset, '<< merges a value that is no mapping.', 'Give it an alias of a mapping.');
      count(source, path);
      if (source.type === 'alias') through(source, () => mergeMapping(target, path, entries));
      else fill(target, path, entries);
    }
  };

  const mergeMapping = (target: Extract<Node, { type: 'mapping' }>, path: Path, entries: Entries): void => {
    count(target, path);
    fill(target, path, entries);
  };

  const keyOf = (node: Node, path: Path): string => {
    count(node, path);
    if (node.type === 'alias') return through(node, (target) => keyOf(target, path));
    const value = node.type === 'scalar' ? scalarValue(node) : null;
    if (value === null || typeof value === 'object' || (typeof value === 'bigint' && value >= 2n ** 63n))
      throw new Undecodable(node.offset, 'a key must be a string.');
    if (node.type === 'scalar' && typeof value === 'boolean')
      odd.push({ path, offset: node.offset, name: String(value), text: node.value, odd: 'boolean' });
    return typeof value === 'number' ? goKey(value) : String(value);
  };

  const closed = (entries: Entries): JsonObject => {
    const object = Object.fromEntries([...entries].map(([name, [value]]) => [name, value]));
    places.set(object, new Map([...entries].map(([name, [, place]]) => [name, place])));
    return object;
  };

  return { value: decode(root, []), places, odd };
};

type Entries = Map<string, readonly [value: JsonValue, place: Place]>;

/** What each alias stands for: the last node before it that has its anchor, which may be one that it is in. */
const targetsOf = (root: Node): ReadonlyMap<Node, Node> => {
  const anchors = new Map<string, Node>();
  const targets = new Map<Node, Node>();
  const visit = (node: Node): void => {
    if (node.anchor !== undefined) anchors.set(node.anchor, node);
    if (node.type === 'list') node.items.forEach(visit);
    else if (node.type === 'mapping') node.pairs.flat().forEach(visit);
    else if (node.type === 'alias') {
      const target = anchors.get(node.name);
      if (target === undefined)
        throw new Undecodable(
          node.offset,
          `the alias *${node.name} has no anchor.`,
          `Write &${node.name} before the value that is meant.`,
        );
      targets.set(node, target);
    }
  };
  visit(root);
  return targets;
};
