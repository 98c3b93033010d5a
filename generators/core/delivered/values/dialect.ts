/**
 * A JSON Schema as helm reads it (santhosh-tekuri/jsonschema v6, of helm 4), put into words that ajv reads in the same way. Given the
 * schema of a chart, gives which draft it is and a schema of it: without what that draft does not have, without what beside a `$ref` does
 * not count before 2019-09, without what ajv alone knows. The given schema stays as it is.
 */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';

export type Draft = 4 | 6 | 7 | 2019 | 2020;

export interface Dialect {
  readonly draft: Draft;
  /** With all that other documents have to say taken for true, or for false: what differs between the two is not known. */
  readonly schema: (others: boolean) => JsonValue;
  /** The references to other documents, which nobody fetches here. */
  readonly unread: readonly string[];
}

/** undefined where `$schema` names none that helm has. */
export const dialectOf = (schema: JsonValue): Dialect | undefined => {
  const draft = draftOf(schema);
  if (draft === undefined) return undefined;
  const ids = new Set([ROOT, ...idsOf(schema, draft, ROOT)]);
  const unread = new Set<string>();
  const read = (others: boolean): JsonValue =>
    readSchema(schema, { draft, base: ROOT, ids, onOther: (reference) => unread.add(reference) && others });
  read(true);
  return { draft, schema: read, unread: [...unread] };
};

/** What helm calls the schema, whatever the file is. */
const ROOT = 'file:///values.schema.json';

const DRAFTS: Readonly<Record<string, Draft>> = {
  'json-schema.org/schema': 2020,
  'json-schema.org/draft/2020-12/schema': 2020,
  'json-schema.org/draft/2019-09/schema': 2019,
  'json-schema.org/draft-07/schema': 7,
  'json-schema.org/draft-06/schema': 6,
  'json-schema.org/draft-04/schema': 4,
};

/** The newest where none is named. */
const draftOf = (schema: JsonValue): Draft | undefined => {
  const named = isObject(schema) ? schema.$schema : undefined;
  if (named === undefined) return 2020;
  const name = typeof named === 'string' ? named.replace(/#$/, '').replace(/^https?:\/\//, '') : '';
  return Object.hasOwn(DRAFTS, name) ? DRAFTS[name] : undefined;
};

/** Which words came in which draft; what is not here was in the fourth. */
const SINCE: ReadonlyMap<string, Draft> = new Map(
  (
    [
      [6, ['$id', 'const', 'contains', 'propertyNames']],
      [7, ['if', 'then', 'else']],
      [2019, ['$anchor', '$recursiveAnchor', '$recursiveRef', 'dependentRequired', 'dependentSchemas']],
      [2019, ['maxContains', 'minContains', 'unevaluatedItems', 'unevaluatedProperties']],
      [2020, ['$dynamicAnchor', '$dynamicRef', 'prefixItems']],
    ] as const
  ).flatMap(([draft, words]) => words.map((word) => [word, draft] as const)),
);

/** Words of ajv's own, or that mean something to it which they do not mean to helm. */
const AJVS: ReadonlySet<string> = new Set(['$async', '$schema', '$vocabulary', 'discriminator', 'id', 'nullable']);
const SCHEMAS_BY_NAME: ReadonlySet<string> = new Set([
  '$defs',
  'definitions',
  'dependencies',
  'dependentSchemas',
  'patternProperties',
  'properties',
]);
const DATA: ReadonlySet<string> = new Set(['const', 'default', 'enum', 'examples', 'required', 'type']);

interface Reading {
  readonly draft: Draft;
  readonly base: string;
  readonly ids: ReadonlySet<string>;
  readonly onOther: (reference: string) => boolean;
}

const readSchema = (schema: JsonValue, reading: Reading): JsonValue => {
  if (Array.isArray(schema)) return (schema as readonly JsonValue[]).map((item) => readSchema(item, reading));
  if (!isObject(schema)) return schema;
  const { draft, ids } = reading;
  const base = baseOf(schema, draft, reading.base);
  const { $ref } = schema;
  const isReference = typeof $ref === 'string';
  const isAlone = isReference && draft < 2019;
  const entries = Object.entries(schema as Readonly<Record<string, JsonValue>>).flatMap(
    ([word, value]): readonly (readonly [string, JsonValue])[] => {
      if (
        (word === '$ref' && isReference) ||
        AJVS.has(word) ||
        (SINCE.get(word) ?? 4) > draft ||
        (isAlone && !SCHEMAS_OF_OTHERS.has(word))
      )
        return [];
      if (DATA.has(word)) return [[word, value]];
      return [
        [word, SCHEMAS_BY_NAME.has(word) ? byName(value, reading, base) : readSchema(value, { ...reading, base })],
      ];
    },
  );
  const words: Readonly<Record<string, JsonValue>> = {
    ...Object.fromEntries(entries),
    ...(draft === 4 && !isAlone && { ...bounds(schema), ...(typeof schema.id === 'string' && { $id: schema.id }) }),
  };
  if (!isReference) return words;
  const target = addressOf($ref, base);
  if (target === ROOT && base === ROOT) return { ...words, $ref: $ref.replace(/^[^#]*#?/, '#') };
  if (target === undefined || ids.has(target)) return { ...words, $ref };
  const { allOf } = words;
  return { ...words, allOf: [...(Array.isArray(allOf) ? (allOf as readonly JsonValue[]) : []), reading.onOther($ref)] };
};

/** What others may refer to, though here it does not count. */
const SCHEMAS_OF_OTHERS: ReadonlySet<string> = new Set(['$defs', 'definitions']);

const byName = (value: JsonValue, reading: Reading, base: string): JsonValue =>
  isObject(value)
    ? Object.fromEntries(
        Object.entries(value).map(([name, schema]) => [name, readSchema(schema as JsonValue, { ...reading, base })]),
      )
    : value;

/** In draft 4 `exclusiveMinimum: true` is about the minimum beside it. */
const bounds = (schema: JsonObject): JsonObject =>
  Object.fromEntries(
    (
      [
        ['minimum', 'exclusiveMinimum'],
        ['maximum', 'exclusiveMaximum'],
      ] as const
    ).flatMap(([inclusive, exclusive]) => {
      if (typeof schema[exclusive] !== 'boolean') return [];
      const isExclusive = schema[exclusive] && schema[inclusive] !== undefined;
      return isExclusive
        ? [
            [inclusive, undefined],
            [exclusive, schema[inclusive]],
          ]
        : [[exclusive, undefined]];
    }),
  );

const idsOf = (schema: JsonValue, draft: Draft, outer: string): readonly string[] => {
  if (Array.isArray(schema)) return (schema as readonly JsonValue[]).flatMap((item) => idsOf(item, draft, outer));
  if (!isObject(schema)) return [];
  const base = baseOf(schema, draft, outer);
  return [base, ...Object.values(schema).flatMap((value) => idsOf(value as JsonValue, draft, base))];
};

const baseOf = (schema: JsonObject, draft: Draft, outer: string): string => {
  const id = draft === 4 ? schema.id : schema.$id;
  if (typeof id !== 'string' || (draft < 2019 && typeof schema.$ref === 'string')) return outer;
  return addressOf(id, outer) ?? outer;
};

/** A reference without its fragment; undefined for what is no reference. */
const addressOf = (reference: string, base: string): string | undefined => {
  if (reference.startsWith('#')) return base;
  try {
    return new URL(reference, base).href.replace(/#.*$/s, '');
  } catch {
    return undefined;
  }
};
