/** What a documentation comment says of a schema: its own words first, then what a type cannot tell. */
import { isObject, type JsonObject, jsonText, type JsonValue } from '../../model/json.ts';
import { isCondition } from './core-type.ts';

/** The text of the comment of a field, '' when there is nothing to say. */
export const describe = (node: JsonObject): string => {
  const title = text(node['title']);
  const description = text(node['description']);
  const words = description.startsWith(title) ? description : paragraphs(title, description);
  const tags = [tagsOf(node), ...rules(node), ...links(node)].filter((line) => line !== '');
  const [first, ...others] = tags;
  const together = [words, first ?? ''].join(' ').trim();
  const isLine = !words.includes('\n') && together.length <= LINE;
  const head = isLine ? together : paragraphs(words, first ?? '');
  return paragraphs([head, ...others].join('\n'), ...inside(node));
};

/** What fits a comment of one line, on a field. */
const LINE = 109;

const paragraphs = (...parts: readonly string[]): string => parts.filter((part) => part !== '').join('\n\n');

/** Of items and values that have no name of their own, and so no other place. */
const inside = (node: JsonObject): readonly string[] =>
  (['items', 'additionalProperties'] as const).flatMap((keyword) => {
    const schema = node[keyword];
    if (!isObject(schema) || schema['properties'] !== undefined) return [];
    const words = describe(schema);
    return words === '' ? [] : [`${keyword === 'items' ? 'Each item' : 'Each value'}: ${words}`];
  });

const TAGS = [
  'minimum',
  'exclusiveMinimum',
  'maximum',
  'exclusiveMaximum',
  'multipleOf',
  'minLength',
  'maxLength',
  'pattern',
  'format',
  'minItems',
  'maxItems',
  'minProperties',
  'maxProperties',
  'default',
  'example',
] as const;

type Tag = (typeof TAGS)[number];

const tagsOf = (node: JsonObject): string =>
  [
    ...TAGS.flatMap((tag) => (isTelling(node, tag) ? [`@${tag} ${tagText(node[tag], tag)}`] : [])),
    ...listType(node),
  ].join(' ');

// That a number has 32 bits, or that an object is there by default, is in the type already.
const isTelling = (node: JsonObject, tag: Tag): boolean => {
  const value = node[tag];
  if (value === undefined || (tag === 'format' && (node['type'] !== 'string' || value === ''))) return false;
  if (tag.startsWith('exclusive')) return value === true;
  return tag !== 'default' || jsonText(value) !== '{}';
};

const tagText = (value: JsonValue | undefined, tag: Tag): string =>
  typeof value === 'string' && tag !== 'default' && tag !== 'example' ? value : jsonText(value);

/** Two items of a list may not be the same, or not have the same keys. Of conditions everybody knows. */
const listType = (node: JsonObject): readonly string[] => {
  if (node['x-kubernetes-list-type'] === 'set') return ['@listType set'];
  const keys = node['x-kubernetes-list-map-keys'];
  const { items } = node;
  return Array.isArray(keys) && !(isObject(items) && isCondition(items))
    ? [`@listType map @listMapKey ${keys.join(', ')}`]
    : [];
};

/** A rule by its message, where it has one: that is written for people. */
const rules = (node: JsonObject): readonly string[] => {
  const list = node['x-kubernetes-validations'];
  if (!Array.isArray(list)) return [];
  return list.filter(isObject).map(({ rule, message }) => `@rule ${oneLine(text(message) || text(rule))}`);
};

const links = (node: JsonObject): readonly string[] => {
  const docs = node['externalDocs'];
  if (!isObject(docs)) return [];
  const words = oneLine([text(docs['url']), text(docs['description'])].join(' '));
  return words === '' ? [] : [`@see ${words}`];
};

const oneLine = (words: string): string => words.replaceAll(/\s+/g, ' ').trim();

const text = (value: JsonValue | undefined): string => (typeof value === 'string' ? value.trim() : '');
