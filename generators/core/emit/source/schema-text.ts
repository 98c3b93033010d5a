/**
 * A CRD's schema, prepared for json-schema-to-typescript. The library is given structure only: every property name, type and
 * comment is replaced by a token, so that nothing in a schema can mislead it (keywords as property names, references, the end of a comment).
 * The tokens come back in its output, and `type-text.ts` puts the texts in.
 */
import { isNumber, type JsonObject, jsonText, type JsonValue } from '../../model/json.ts';
import { numberLiteral, stringLiteral } from './text.ts';

/** What the tokens stand for. */
export interface Texts {
  readonly interfaces: readonly string[];
  readonly names: readonly string[];
  readonly types: readonly TypeText[];
  readonly comments: readonly string[];
}

/** A type as its alternatives. */
export interface TypeText {
  readonly alternatives: readonly string[];
  /** Prints as an index signature of unknowns. */
  readonly open?: true;
}

/** What json-schema-to-typescript is given. */
export interface PreparedSchema {
  readonly title?: string;
  readonly description?: string;
  readonly type?: 'object' | 'array' | 'null';
  readonly tsType?: string;
  readonly properties?: Readonly<Record<string, PreparedSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: PreparedSchema | boolean;
  readonly items?: PreparedSchema;
  readonly anyOf?: readonly PreparedSchema[];
}

export interface PrepareOptions {
  readonly kind: string;
  readonly apiVersion: string;
  /** What the type of a condition is called in the file. */
  readonly condition: string;
  /** Names that no interface but the kind's may have. */
  readonly reserved: readonly string[];
}

/** The schema of a kind's object, its interfaces named after the kind, and the texts of its tokens. */
export const prepare = (
  schema: JsonObject,
  { kind, apiVersion, condition, reserved }: PrepareOptions,
): { schema: PreparedSchema; texts: Texts } => {
  const texts = {
    interfaces: [] as string[],
    names: [] as string[],
    types: [] as TypeText[],
    comments: [] as string[],
  };
  const taken = new Set(reserved);

  const type = (...alternatives: string[]): PreparedSchema => ({
    tsType: `T${texts.types.push({ alternatives: [...new Set(alternatives)] }) - 1}T`,
  });
  const open = (): PreparedSchema => ({ tsType: `T${texts.types.push({ alternatives: [], open: true }) - 1}T` });
  const comment = (text: string): { description?: string } =>
    text === '' ? {} : { description: `C${texts.comments.push(text) - 1}C` };
  const named = (name: string): string => {
    let candidate = name;
    for (let n = 2; taken.has(candidate); n += 1) candidate = `${name}${n}`;
    taken.add(candidate);
    return `N${texts.interfaces.push(candidate) - 1}N`;
  };

  const object = (
    node: JsonObject,
    name: string,
    fixed: Readonly<Record<string, PreparedSchema>> = {},
  ): PreparedSchema => {
    const required = new Set(Array.isArray(node['required']) ? node['required'] : []);
    const properties: Record<string, PreparedSchema> = {};
    const present: string[] = [];
    const add = (key: string, value: PreparedSchema, mandatory: boolean): void => {
      const token = `P${texts.names.push(key) - 1}P`;
      properties[token] = value;
      if (mandatory) present.push(token);
    };
    for (const [key, value] of Object.entries(fixed)) add(key, value, true);
    for (const [key, value] of Object.entries(schemas(node['properties']))) {
      if (!Object.hasOwn(fixed, key))
        add(
          key,
          convert(value, name + pascal(key)),
          required.has(key) || isDefaulted(value) || (name === kind && key === 'spec'),
        );
    }
    return { type: 'object', properties, required: present, additionalProperties: preservesUnknown(node) };
  };

  const convert = (node: JsonObject, name: string): PreparedSchema => {
    const result = bare(node, name);
    return { ...nullable(result, node), ...comment(describe(node)) };
  };

  const nullable = (result: PreparedSchema, node: JsonObject): PreparedSchema => {
    if (node['nullable'] !== true) return result;
    const token = /^T(\d+)T$/.exec(result.tsType ?? '');
    const text = token === null ? undefined : texts.types[Number(token[1])];
    if (text?.alternatives.includes('unknown')) return result;
    return text === undefined || text.open ? { anyOf: [result, { type: 'null' }] } : type(...text.alternatives, 'null');
  };

  const bare = (node: JsonObject, name: string): PreparedSchema => {
    if (Array.isArray(node['enum']) && node['enum'].length > 0) return type(...node['enum'].map(literal));
    if (node['x-kubernetes-int-or-string'] === true) return type('number', 'string');
    if (isConditions(node)) return type(`${condition}[]`);
    switch (node['type']) {
      case 'string':
        return type('string');
      case 'boolean':
        return type('boolean');
      case 'integer':
      case 'number':
        return type('number');
      case 'array':
        return {
          type: 'array',
          items: isObject(node['items']) ? undescribed(convert(node['items'], name)) : type('unknown'),
        };
      case 'object':
        return structure(node, name);
      default:
        return isObject(node['properties']) ? structure(node, name) : type('unknown');
    }
  };

  const structure = (node: JsonObject, name: string): PreparedSchema => {
    const embedded = node['x-kubernetes-embedded-resource'] === true;
    if (embedded || Object.keys(schemas(node['properties'])).length > 0) {
      const fixed = embedded ? { apiVersion: type('string'), kind: type('string') } : {};
      return { title: named(name), ...object(node, name, fixed) };
    }
    const values = node['additionalProperties'];
    if (!isObject(values)) return open();
    return { type: 'object', additionalProperties: undescribed(convert(values, name)) };
  };

  const title = named(kind);
  const root = object(withoutMetadata(schema), kind, {
    apiVersion: type(stringLiteral(apiVersion)),
    kind: type(stringLiteral(kind)),
  });
  const description = typeof schema['description'] === 'string' ? schema['description'] : '';
  return { schema: { ...root, ...comment(description), title }, texts };
};

// A description of items or values would be hoisted by the library onto the list, where it says something else.
const undescribed = (prepared: PreparedSchema): PreparedSchema => {
  if (prepared.title !== undefined) return prepared;
  const { description: _, ...rest } = prepared;
  return rest;
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
  return tag !== 'default' || jsonText(node['default']) !== '{}';
};

const tagText = (value: JsonValue | undefined, tag: (typeof TAGS)[number]): string =>
  typeof value === 'string' && tag !== 'default' ? value : jsonText(value);

const literal = (value: JsonValue): string => {
  if (typeof value === 'string') return stringLiteral(value);
  if (isNumber(value)) return numberLiteral(Number(value));
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
