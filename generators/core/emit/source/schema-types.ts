/**
 * A CRD's schema as TypeScript types: an interface for each object with properties, named after the kind and the path to it.
 * Gives structure; `type-text.ts` lays it out. Names, texts and values of a schema may be anything: each goes through the escape
 * of its place, here or there.
 */
import type { JsonObject, JsonValue } from '../../model/json.ts';
import { numberLiteral, stringLiteral } from './text.ts';

/** A type. */
export type Type =
  /** Alternatives without a structure, each once: 'string', '1', 'null', the name of a type. */
  | { readonly type: 'words'; readonly words: readonly string[] }
  | { readonly type: 'interface'; readonly interface: Interface }
  | { readonly type: 'array'; readonly items: Type }
  /** Any key; the values' type. */
  | { readonly type: 'map'; readonly values: Type }
  | { readonly type: 'nullable'; readonly inner: Type };

/** One field of an interface. */
export interface Member {
  readonly name: string;
  readonly comment: string;
  readonly optional: boolean;
  readonly value: Type;
}

/** A declaration. */
export interface Interface {
  readonly name: string;
  readonly comment: string;
  readonly members: readonly Member[];
  /** Fields that the schema does not name are kept. */
  readonly open: boolean;
}

export interface TypesOptions {
  readonly kind: string;
  readonly apiVersion: string;
  /** What the type of a condition is called in the file. */
  readonly condition: string;
  /** Names that no interface but the kind's may have. */
  readonly reserved: readonly string[];
}

/** The interface of a kind's object. */
export const typesOf = (schema: JsonObject, { kind, apiVersion, condition, reserved }: TypesOptions): Interface => {
  const taken = new Set(reserved);
  const named = (name: string): string => {
    let candidate = name;
    for (let n = 2; taken.has(candidate); n += 1) candidate = `${name}${n}`;
    taken.add(candidate);
    return candidate;
  };

  const members = (node: JsonObject, name: string, fixed: Readonly<Record<string, Type>>): readonly Member[] => {
    const required = new Set(Array.isArray(node['required']) ? node['required'] : []);
    return [
      ...Object.entries(fixed).map(([key, value]) => ({ name: key, comment: '', optional: false, value })),
      ...Object.entries(schemas(node['properties']))
        .filter(([key]) => !Object.hasOwn(fixed, key))
        .map(([key, property]) => {
          const value = typeOf(property, name + pascal(key));
          // An interface says itself what it is.
          const comment = value.type === 'interface' ? '' : describe(property);
          const mandatory = required.has(key) || isDefaulted(property) || (name === kind && key === 'spec');
          return { name: key, comment, optional: !mandatory, value };
        }),
    ];
  };

  const typeOf = (node: JsonObject, name: string): Type =>
    node['nullable'] === true ? nullable(bare(node, name, '')) : bare(node, name, describe(node));

  /** `comment` is what an interface says above it. */
  const bare = (node: JsonObject, name: string, comment: string): Type => {
    if (Array.isArray(node['enum']) && node['enum'].length > 0) return words(...node['enum'].map(literal));
    if (node['x-kubernetes-int-or-string'] === true) return words('number', 'string');
    if (isConditions(node)) return words(`${condition}[]`);
    switch (node['type']) {
      case 'string':
        return words('string');
      case 'boolean':
        return words('boolean');
      case 'integer':
      case 'number':
        return words('number');
      case 'array':
        return { type: 'array', items: isObject(node['items']) ? typeOf(node['items'], name) : words('unknown') };
      case 'object':
        return structure(node, name, comment);
      default:
        return isObject(node['properties']) ? structure(node, name, comment) : words('unknown');
    }
  };

  const structure = (node: JsonObject, name: string, comment: string): Type => {
    const embedded = node['x-kubernetes-embedded-resource'] === true;
    if (embedded || Object.keys(schemas(node['properties'])).length > 0) {
      const fixed = embedded ? { apiVersion: words('string'), kind: words('string') } : {};
      const own = named(name);
      const fields = members(node, name, fixed);
      return { type: 'interface', interface: { name: own, comment, members: fields, open: preservesUnknown(node) } };
    }
    const values = node['additionalProperties'];
    return { type: 'map', values: isObject(values) ? typeOf(values, name) : words('unknown') };
  };

  const name = named(kind);
  const fixed = { apiVersion: words(stringLiteral(apiVersion)), kind: words(stringLiteral(kind)) };
  return {
    name,
    comment: typeof schema['description'] === 'string' ? schema['description'] : '',
    members: members(withoutMetadata(schema), kind, fixed),
    open: preservesUnknown(schema),
  };
};

const words = (...alternatives: readonly string[]): Type => {
  const distinct = [...new Set(alternatives)];
  return { type: 'words', words: distinct.includes('unknown') ? ['unknown'] : distinct };
};

const nullable = (inner: Type): Type => {
  if (inner.type !== 'words') return { type: 'nullable', inner };
  return words(...inner.words, 'null');
};

const withoutMetadata = (schema: JsonObject): JsonObject => {
  const { metadata: _, ...properties } = schemas(schema['properties']);
  return { ...schema, properties };
};

/** The description, and what of the schema a reader of the type wants to know: `@minimum 1 @default 3`. */
const describe = (node: JsonObject): string => {
  const description = typeof node['description'] === 'string' ? node['description'].trim() : '';
  const tags = TAGS.flatMap((tag) => (isTelling(node, tag) ? [`@${tag} ${tagText(node[tag], tag)}`] : [])).join(' ');
  return [description, tags].filter((part) => part !== '').join(description.includes('\n') ? '\n\n' : ' ');
};

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
] as const;

// That a number has 32 bits, or that an object is there by default, is in the type already.
const isTelling = (node: JsonObject, tag: (typeof TAGS)[number]): boolean => {
  if (!Object.hasOwn(node, tag) || (tag === 'format' && node['type'] !== 'string')) return false;
  return tag !== 'default' || JSON.stringify(node['default']) !== '{}';
};

const tagText = (value: JsonValue | undefined, tag: (typeof TAGS)[number]): string =>
  typeof value === 'string' && tag !== 'default' ? value : JSON.stringify(value);

const literal = (value: JsonValue): string => {
  if (typeof value === 'string') return stringLiteral(value);
  if (typeof value === 'number') return numberLiteral(value);
  return typeof value === 'object' && value !== null ? 'unknown' : String(value);
};

/** `Foo.bar-baz` reads as `FooBarBaz`; letters and digits only, so that it is always part of an identifier. */
const pascal = (key: string): string =>
  key
    .split(/[^A-Za-z0-9]+/)
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');

// The server fills defaults in, so that a reader always finds the field; `default: null` counts only where null is allowed.
const isDefaulted = (node: JsonObject): boolean =>
  Object.hasOwn(node, 'default') && (node['default'] !== null || node['nullable'] === true);

const preservesUnknown = (node: JsonObject): boolean =>
  node['x-kubernetes-preserve-unknown-fields'] === true || node['additionalProperties'] === true;

const CONDITION_FIELDS = ['lastTransitionTime', 'message', 'reason', 'status', 'type'];

/** A list of conditions of the API conventions: with at least the fields that meta/v1 Condition requires. */
const isConditions = (node: JsonObject): boolean => {
  const items = node['items'];
  if (node['type'] !== 'array' || !isObject(items) || !Array.isArray(items['required'])) return false;
  const required = items['required'];
  return (
    CONDITION_FIELDS.every((field) => required.includes(field)) &&
    Object.keys(schemas(items['properties'])).every(
      (field) => field === 'observedGeneration' || CONDITION_FIELDS.includes(field),
    )
  );
};

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const schemas = (value: JsonValue | undefined): Readonly<Record<string, JsonObject>> =>
  isObject(value)
    ? Object.fromEntries(Object.entries(value).filter((entry): entry is [string, JsonObject] => isObject(entry[1])))
    : {};
