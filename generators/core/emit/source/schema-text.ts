/**
 * A CRD's schema, prepared for json-schema-to-typescript. The library is given structure only: every name and type is replaced by a
 * token, and comments are left out, so that nothing in a schema can mislead it (keywords as property names, references, the end of
 * a comment). The tokens come back in its output, and `type-text.ts` puts the texts in.
 */
import { isNumber, isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { resolveSchema } from '../../model/resolve-schema.ts';
import type { SchemaSpec } from '../../spec/spec.ts';
import { type Choice, choicesOf } from './choices.ts';
import { type CoreType, coreTypeOf } from './core-type.ts';
import { fieldsIn } from './core-structure.ts';
import { createIdentities } from './identity.ts';
import { describe } from './schema-comment.ts';
import type { Scope } from './scope.ts';
import { numberLiteral, stringLiteral } from './text.ts';

/** What the tokens stand for. */
export interface Texts {
  readonly interfaces: readonly InterfaceText[];
  readonly properties: readonly PropertyText[];
  readonly types: readonly TypeText[];
}

export interface InterfaceText {
  readonly name: string;
  readonly comment: string;
  /** What of it excludes or needs each other; then the fields have an interface of their own. */
  readonly choices: readonly (Omit<Choice, 'type'> & { readonly type: string })[];
  readonly fieldsName?: string;
}

export interface PropertyText {
  readonly name: string;
  readonly comment: string;
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
  readonly type?: 'object' | 'array' | 'null';
  readonly tsType?: string;
  readonly properties?: Readonly<Record<string, PreparedSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: PreparedSchema | boolean;
  readonly items?: PreparedSchema;
  readonly anyOf?: readonly PreparedSchema[];
}

export interface PrepareOptions {
  /** What the type of the kind's objects is called. */
  readonly name: string;
  readonly kind: string;
  readonly apiVersion: string;
  /** The names of the file, in which those of the interfaces are claimed, and where they import from. */
  readonly scope: Scope;
}

const RUNTIME = 'k8s-operator-runtime';

/** Structures with as many fields are printed once; smaller ones read better where they are. */
const SHARED_FIELDS = 8;

/** The schema of a kind's object as the spec declares it, its interfaces named after the kind, and the texts of its tokens. */
export const prepare = (
  declared: JsonObject,
  { name: rootName, kind, apiVersion, scope }: PrepareOptions,
): { schema: PreparedSchema; texts: Texts } => {
  const interfaces: InterfaceText[] = [];
  const properties: PropertyText[] = [];
  const types: TypeText[] = [];

  const type = (...alternatives: string[]): PreparedSchema => ({
    tsType: `T${types.push({ alternatives: [...new Set(alternatives)] }) - 1}T`,
  });
  const open = (): PreparedSchema => ({ tsType: `T${types.push({ alternatives: [], open: true }) - 1}T` });

  const object = (
    node: JsonObject,
    name: string,
    fixed: readonly (readonly [string, PreparedSchema, boolean])[] = [],
  ): PreparedSchema => {
    const prepared: Record<string, PreparedSchema> = {};
    const present: string[] = [];
    const add = (key: string, value: PreparedSchema, isAlways: boolean, comment = ''): void => {
      const token = `P${properties.push({ name: key, comment }) - 1}P`;
      prepared[token] = value;
      if (isAlways) present.push(token);
    };
    for (const field of fixed) add(...field);
    const taken = new Set(fixed.map(([key]) => key));
    const isAlways = alwaysThere(node);
    for (const [key, value] of schemasOf(node['properties']))
      if (!taken.has(key)) {
        const field = resolved(value);
        add(key, convert(value, field, name + pascal(key)), isAlways(key, field), describe(value));
      }
    return { type: 'object', properties: prepared, required: present, additionalProperties: preservesUnknown(node) };
  };

  /** A named interface; the name is claimed before those of what is in it. */
  const named = (name: string, comment: string, choices: readonly Choice[], body: () => PreparedSchema) => {
    const claimed = scope.claim(name);
    const fieldsName = choices.length === 0 ? undefined : scope.claim(`${claimed}Fields`);
    const text: InterfaceText = {
      name: claimed,
      comment,
      choices: choices.map((choice) => ({ ...choice, type: scope.use(RUNTIME, choice.type) })),
      ...(fieldsName !== undefined && { fieldsName }),
    };
    return { title: `N${interfaces.push(text) - 1}N`, ...body() };
  };

  const numberOf = createIdentities();
  const shared = new Map<string, string>();

  /** The interface of a large structure is printed once, under the name of the first place that has it. */
  const once = (node: JsonObject, comment: string, make: () => { title: string }): PreparedSchema => {
    if (fieldsIn(node) < SHARED_FIELDS) return make();
    const key = `${numberOf(node)} ${comment}`;
    const known = shared.get(key);
    if (known !== undefined) return { tsType: known };
    const made = make();
    shared.set(key, made.title);
    return made;
  };

  const convert = (declared: JsonObject, node: JsonObject, name: string, comment = ''): PreparedSchema => {
    const core = coreTypeOf(declared, node);
    const result = core === undefined ? bare(node, name, comment) : type(imported(core));
    return node['nullable'] === true ? nullable(result) : result;
  };

  const imported = ({ module, name, otherwise, isKind }: CoreType): string => {
    const local = scope.use(module, name, { otherwise });
    return isKind ? `${scope.use(module, 'Embedded', { otherwise: 'EmbeddedObject' })}<${local}>` : local;
  };

  const nullable = (result: PreparedSchema): PreparedSchema => {
    const token = /^T(\d+)T$/.exec(result.tsType ?? '');
    const text = token === null ? undefined : types[Number(token[1])];
    if (text?.alternatives.includes('unknown')) return result;
    return text === undefined || text.open ? { anyOf: [result, { type: 'null' }] } : type(...text.alternatives, 'null');
  };

  /** Items of a list, or values of a map. */
  const inside = (value: JsonValue | undefined, name: string): PreparedSchema => {
    if (!isObject(value)) return type('unknown');
    const node = resolved(value);
    return convert(value, node, name, describe(value));
  };

  const bare = (node: JsonObject, name: string, comment: string): PreparedSchema => {
    if (Array.isArray(node['enum']) && node['enum'].length > 0) return type(...node['enum'].map(literal));
    if (node['x-kubernetes-int-or-string'] === true) return type('number', 'string');
    switch (node['type']) {
      case 'string':
        return type('string');
      case 'boolean':
        return type('boolean');
      case 'integer':
      case 'number':
        return type('number');
      case 'array':
        return { type: 'array', items: inside(node['items'], name) };
      case 'object':
        return structure(node, name, comment);
      default:
        return isObject(node['properties']) ? structure(node, name, comment) : type('unknown');
    }
  };

  const structure = (node: JsonObject, name: string, comment: string): PreparedSchema => {
    const embedded = node['x-kubernetes-embedded-resource'] === true;
    if (embedded || schemasOf(node['properties']).length > 0) {
      const isAlways = alwaysThere(node);
      const fields = new Map(schemasOf(node['properties']));
      const choices = choicesOf(node, (field) => isAlways(field, resolved(fields.get(field) ?? {})));
      return once(node, comment, () =>
        named(name, comment, choices, () => object(node, name, embedded ? embeddedFields() : [])),
      );
    }
    const values = node['additionalProperties'];
    return isObject(values) ? { type: 'object', additionalProperties: inside(values, name) } : open();
  };

  const embeddedFields = (): readonly (readonly [string, PreparedSchema, boolean])[] => [
    ['apiVersion', type('string'), true],
    ['kind', type('string'), true],
    ['metadata', type(scope.use(`${RUNTIME}/kinds`, 'EmbeddedMeta')), false],
  ];

  const root = {
    title: `N${interfaces.push({ name: rootName, comment: describe(declared), choices: [] }) - 1}N`,
    ...object(withoutMetadata(declared), rootName, [
      ['apiVersion', type(stringLiteral(apiVersion)), true],
      ['kind', type(stringLiteral(kind)), true],
    ]),
  };
  return { schema: root, texts: { interfaces, properties, types } };
};

const resolved = (schema: JsonObject): JsonObject =>
  schema['$ref'] === undefined ? schema : resolveSchema(schema as SchemaSpec);

const withoutMetadata = (schema: JsonObject): JsonObject => ({
  ...schema,
  properties: Object.fromEntries(schemasOf(schema['properties']).filter(([name]) => name !== 'metadata')),
});

/** Whether a reader always finds a field: it is required, or the API server fills it in. */
const alwaysThere = (node: JsonObject): ((key: string, field: JsonObject) => boolean) => {
  const required = new Set<JsonValue>(Array.isArray(node['required']) ? node['required'] : []);
  return (key, field) => required.has(key) || isDefaulted(field);
};

// `default: null` counts only where null is allowed.
const isDefaulted = (node: JsonObject): boolean =>
  node['default'] !== undefined && (node['default'] !== null || node['nullable'] === true);

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

const preservesUnknown = (node: JsonObject): boolean =>
  node['x-kubernetes-preserve-unknown-fields'] === true || node['additionalProperties'] === true;

const schemasOf = (value: JsonValue | undefined): readonly (readonly [string, JsonObject])[] =>
  isObject(value) ? Object.entries(value).filter((entry): entry is [string, JsonObject] => isObject(entry[1])) : [];
