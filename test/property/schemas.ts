/**
 * Structural schemas that the API server accepts, with every keyword there is. Bounded in length, so that CEL rules are cheap: lists
 * and maps of few entries, short texts, wherever a rule may be.
 */
import * as fc from 'fast-check';
import type { SchemaSpec, ValidationRuleSpec } from '../../generators/core/spec/spec.ts';
import { fitting, FORMATS, PATTERNS } from './fitting.ts';
import { propertyName, text } from './texts.ts';

/** Each field there or not. */
const some = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }): fc.Arbitrary<Partial<T>> =>
  fc.record<T, never>(fields, { requiredKeys: [], noNullPrototype: true }) as fc.Arbitrary<Partial<T>>;

/** Once in four: fast-check's own `freq` is how rarely it is NOT there. */
const rarely = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | undefined> =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

/** Without the fields that are undefined. */
const compact = (schema: object): SchemaSpec =>
  Object.fromEntries(Object.entries(schema).filter(([, value]) => value !== undefined)) as SchemaSpec;

const words = fc.record({
  description: fc.option(text, { nil: undefined, freq: 2 }),
  title: rarely(text),
  nullable: rarely(fc.boolean()),
  externalDocs: rarely(some({ url: fc.constant('https://example.com/docs'), description: text })),
});

/** Rules that hold for every value of any type, and can be evaluated cheaply. */
const ruleOf = (...rules: readonly string[]): fc.Arbitrary<readonly ValidationRuleSpec[] | undefined> =>
  rarely(
    fc.array(
      fc
        .record({
          rule: fc.constantFrom(...rules, 'true', 'self == self'),
          message: rarely(text.filter((found) => found.trim() !== '' && !found.includes('\n'))),
          messageExpression: rarely(fc.constantFrom('"is wrong"', "'a' + 'b'")),
          reason: rarely(
            fc.constantFrom('FieldValueInvalid', 'FieldValueForbidden', 'FieldValueRequired', 'FieldValueDuplicate'),
          ),
        })
        .map((rule) => compact(rule) as unknown as ValidationRuleSpec),
      { minLength: 1, maxLength: 3 },
    ),
  );

const string: fc.Arbitrary<SchemaSpec> = fc
  .oneof(
    fc.record({
      minLength: rarely(fc.constantFrom(0, 1, 5)),
      maxLength: fc.constantFrom(5, 20),
      pattern: rarely(fc.constantFrom(...Object.keys(PATTERNS))),
      'x-kubernetes-validations': ruleOf('self.size() >= 0', "self != 'never' || true", 'self.matches("^.*$")'),
    }),
    fc.record({
      format: fc.constantFrom(...Object.keys(FORMATS)),
      maxLength: fc.constant(60),
    }),
    fc.record({
      enum: fc.uniqueArray(fc.constantFrom('Always', 'Never', '', 'on', '5', 'null', 'a b', '*/', '${x}', '010'), {
        minLength: 1,
        maxLength: 5,
      }),
    }),
    fc.record({ format: rarely(fc.constantFrom('', 'quantity', 'ulid')) }),
  )
  .map((schema) => compact({ ...schema, type: 'string' }));

const number: fc.Arbitrary<SchemaSpec> = fc
  .record({
    type: fc.constantFrom('integer' as const, 'number' as const),
    format: rarely(fc.constantFrom('int32', 'int64', 'double', 'float')),
    minimum: rarely(fc.constantFrom(0, 1, -5)),
    exclusiveMinimum: rarely(fc.boolean()),
    maximum: rarely(fc.constantFrom(100, 65_535)),
    exclusiveMaximum: rarely(fc.boolean()),
    multipleOf: rarely(fc.constantFrom(1, 5)),
    'x-kubernetes-validations': ruleOf('self >= -1000000 || true'),
  })
  .map(({ format, ...schema }) =>
    compact({ ...schema, format: schema.type === 'number' && format?.startsWith('int') === true ? undefined : format }),
  );

const boolean: fc.Arbitrary<SchemaSpec> = fc
  .record({ 'x-kubernetes-validations': ruleOf('self || !self') })
  .map((schema) => compact({ ...schema, type: 'boolean' }));

const intOrString: fc.Arbitrary<SchemaSpec> = fc
  .record({
    anyOf: fc.option(fc.constant([{ type: 'integer' }, { type: 'string' }]), { nil: undefined, freq: 2 }),
    pattern: rarely(fc.constantFrom(...Object.keys(PATTERNS))),
  })
  .map((schema) => compact({ ...schema, 'x-kubernetes-int-or-string': true }));

const untyped: fc.Arbitrary<SchemaSpec> = fc
  .record({ type: rarely(fc.constant('object')) })
  .map((schema) => compact({ ...schema, 'x-kubernetes-preserve-unknown-fields': true }));

const embedded: fc.Arbitrary<SchemaSpec> = fc.constant({
  type: 'object',
  'x-kubernetes-embedded-resource': true,
  'x-kubernetes-preserve-unknown-fields': true,
});

const scalar = fc.oneof(string, number, boolean);

/** Rules cannot see values without a type, nor lists and maps of such. */
const visible = (schema: SchemaSpec): SchemaSpec => {
  const { 'x-kubernetes-validations': _, ...silent } = schema;
  return isVisible(schema) ? schema : silent;
};

const isVisible = ({ type, items, additionalProperties, ...schema }: SchemaSpec): boolean =>
  (type !== undefined || schema['x-kubernetes-int-or-string'] === true) &&
  (items === undefined || isVisible(items)) &&
  (typeof additionalProperties !== 'object' || isVisible(additionalProperties));

const mapOf = (value: fc.Arbitrary<SchemaSpec>): fc.Arbitrary<SchemaSpec> =>
  fc
    .record({
      additionalProperties: value,
      minProperties: rarely(fc.constantFrom(0, 1)),
      maxProperties: fc.constantFrom(1, 3),
      'x-kubernetes-map-type': rarely(fc.constantFrom('granular', 'atomic')),
      'x-kubernetes-validations': ruleOf('self.size() >= 0', 'self.all(key, size(key) >= 0)'),
    })
    .map((schema) => visible(compact({ ...schema, type: 'object' })));

const listOf = (item: fc.Arbitrary<SchemaSpec>): fc.Arbitrary<SchemaSpec> =>
  fc
    .record({
      items: item,
      minItems: rarely(fc.constantFrom(0, 1)),
      maxItems: fc.constantFrom(1, 3),
      uniqueItems: rarely(fc.constant(false)),
      'x-kubernetes-list-type': rarely(fc.constant('atomic')),
      'x-kubernetes-validations': ruleOf('self.size() >= 0', 'self.all(x, x == x)'),
    })
    .map((schema) => visible(compact({ ...schema, type: 'array' })));

/** Items that are told apart cannot be null, nor come from nowhere. */
const asItem = (schema: SchemaSpec): SchemaSpec => compact({ ...schema, nullable: undefined, default: undefined });

const setOf = (item: fc.Arbitrary<SchemaSpec>): fc.Arbitrary<SchemaSpec> =>
  fc.record({ items: item, maxItems: fc.constantFrom(1, 3) }).map(({ items, maxItems }) => ({
    type: 'array',
    items: asItem(items),
    maxItems,
    'x-kubernetes-list-type': 'set',
  }));

/** Objects told apart by a key, or two: the first is required, the second has a default. */
const mapListOf = (object: fc.Arbitrary<SchemaSpec>): fc.Arbitrary<SchemaSpec> =>
  fc
    .record({ items: object, keys: fc.constantFrom(['id'], ['id', 'protocol']), maxItems: fc.constantFrom(1, 3) })
    .map(({ items, keys, maxItems }) => ({
      type: 'array',
      maxItems,
      items: {
        ...asItem(items),
        properties: {
          ...items.properties,
          id: { type: 'string', maxLength: 20 },
          protocol: { type: 'string', default: 'TCP', maxLength: 20 },
        },
        required: [...new Set([...(items.required ?? []), 'id'])],
      },
      'x-kubernetes-list-type': 'map',
      'x-kubernetes-list-map-keys': keys,
    }));

const objectOf = (value: fc.Arbitrary<SchemaSpec>): fc.Arbitrary<SchemaSpec> =>
  fc
    .record({
      properties: fc.dictionary(propertyName, value, { maxKeys: 5, noNullPrototype: true }),
      shares: fc.array(fc.nat(3), { minLength: 5, maxLength: 5 }),
      branches: rarely(fc.constantFrom('oneOf', 'anyOf', 'allOf', 'not')),
      preserve: rarely(fc.constant(true)),
      'x-kubernetes-map-type': rarely(fc.constantFrom('granular', 'atomic')),
      'x-kubernetes-validations': ruleOf(),
    })
    .map(({ properties, shares, branches, preserve, ...schema }) => {
      const names = Object.keys(properties);
      const required = names.filter((_, i) => shares[i % shares.length] === 0);
      return compact({
        ...schema,
        type: 'object',
        properties: names.length > 0 ? properties : undefined,
        required: required.length > 0 ? required : undefined,
        'x-kubernetes-preserve-unknown-fields': preserve,
        ...(branches !== undefined && names.length > 0 && branch(branches, names)),
      });
    });

/** Validations of what is declared outside of them. All of them hold for no field at all but oneOf, which has no default then. */
const branch = (keyword: string, names: readonly string[]): object => {
  const each = names.slice(0, 3).map((name) => ({ required: [name] }));
  if (keyword === 'not') return { not: { required: [names[0]!, 'never'] } };
  return keyword === 'oneOf'
    ? { oneOf: each }
    : { [keyword]: [{ properties: { [names[0]!]: {} } }, { minProperties: 0 }] };
};

/** A default where the schema takes none of its own accord would be refused: a branch may ask for more than the least value has. */
const takesLeast = (schema: SchemaSpec): boolean =>
  schema.oneOf === undefined &&
  [
    ...Object.entries(schema.properties ?? {})
      .filter(([name]) => schema.required?.includes(name) === true)
      .map(([, one]) => one),
    ...(schema.items !== undefined && (schema.minItems ?? 0) > 0 ? [schema.items] : []),
    ...(typeof schema.additionalProperties === 'object' && (schema.minProperties ?? 0) > 0
      ? [schema.additionalProperties]
      : []),
  ].every(takesLeast);

/** With the words, and a default or an example that fits. */
const complete = (bare: fc.Arbitrary<SchemaSpec>): fc.Arbitrary<SchemaSpec> =>
  fc.tuple(bare, words, fc.nat(9)).map(([schema, described, share]) => {
    const least = share < 3 && takesLeast(schema) ? fitting(schema) : undefined;
    const [given, example] = share < 2 ? [least, undefined] : [undefined, least];
    return compact(Object.assign({}, schema, described, { default: given, example }));
  });

const tree = fc.letrec<{ any: SchemaSpec; object: SchemaSpec }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    { weight: 6, arbitrary: complete(scalar) },
    { weight: 1, arbitrary: complete(intOrString) },
    { weight: 1, arbitrary: fc.oneof(complete(untyped), embedded) },
    { weight: 1, arbitrary: complete(mapOf(tie('any'))) },
    { weight: 1, arbitrary: complete(listOf(tie('any'))) },
    { weight: 1, arbitrary: complete(setOf(complete(scalar))) },
    { weight: 1, arbitrary: complete(mapListOf(tie('object'))) },
    { weight: 4, arbitrary: tie('object') },
  ),
  object: complete(objectOf(tie('any'))),
}));

/** A schema of an object with fields. */
export const objectSchema = tree.object;
