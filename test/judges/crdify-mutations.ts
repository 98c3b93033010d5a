/** Random changes to CustomResourceDefinitions, the same ones for the same seed: of every keyword, at any field, of versions too. */
import type { Editable } from '../unit/evolution/widget.ts';

/** Numbers from 0 to below 1 (mulberry32). */
export const randomNumbers = (seed: number): (() => number) => {
  let state = seed;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

/** A copy with one to four changes. */
export const mutated = (crd: Editable, random: () => number): Editable => {
  const copy = structuredClone(crd);
  const count = 1 + Math.floor(random() * 4);
  for (let i = 0; i < count; i++) mutate(copy, random);
  return copy;
};

const pick = <T>(list: readonly T[], random: () => number): T => list[Math.floor(random() * list.length)]!;

const mutate = (crd: Editable, random: () => number): void => {
  if (random() < 0.12) return pick(OF_DEFINITION, random)(crd, random);
  const version = pick<Editable>(crd.spec.versions, random);
  const schemas = schemasIn(version.schema.openAPIV3Schema);
  pick(OF_SCHEMA, random)(pick(schemas, random), random);
};

const schemasIn = (schema: Editable): readonly Editable[] => [
  schema,
  ...[schema.items, schema.additionalProperties, schema.not]
    .filter((below) => typeof below === 'object' && below !== null)
    .flatMap(schemasIn),
  ...[schema.allOf, schema.anyOf, schema.oneOf].flatMap((list) => (list ?? []).flatMap(schemasIn)),
  ...Object.values(schema.properties ?? {}).flatMap(schemasIn),
];

type Mutation = (value: Editable, random: () => number) => void;

const OF_DEFINITION: readonly Mutation[] = [
  ({ spec }) => (spec.scope = spec.scope === 'Cluster' ? 'Namespaced' : 'Cluster'),
  ({ spec }, random) => {
    const version = pick<Editable>(spec.versions, random);
    version.served = !version.served;
  },
  ({ spec }, random) => {
    if (spec.versions.length > 1) spec.versions.splice(Math.floor(random() * spec.versions.length), 1);
  },
  ({ spec }, random) => {
    const name = pick(['v1', 'v2', 'v1alpha1', 'v1beta2', 'v10', 'next'], random);
    if (spec.versions.every((version: Editable) => version.name !== name))
      spec.versions.push({
        ...structuredClone(pick<Editable>(spec.versions, random)),
        name,
        served: true,
        storage: false,
      });
  },
  ({ spec }) => (spec.conversion = { strategy: 'Webhook', webhook: { conversionReviewVersions: ['v1'] } }),
];

const NUMBERS = ['minimum', 'maximum', 'multipleOf'];
const COUNTS = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties'];
const TEXTS = ['description', 'format', 'pattern', 'title', 'x-kubernetes-list-type', 'x-kubernetes-map-type'];
const FLAGS = [
  'nullable',
  'uniqueItems',
  'exclusiveMinimum',
  'exclusiveMaximum',
  'x-kubernetes-int-or-string',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-preserve-unknown-fields',
];
const DATA = [null, false, 0, '', 'a', 1.5, [], {}, { b: 1, a: [null, 'x'] }, { a: [null, 'x'], b: 1 }, 12_345_678_901];

const OF_SCHEMA: readonly Mutation[] = [
  (schema, random) => (schema[pick(NUMBERS, random)] = pick([-1, 0, 0.5, 1, 10, 1e21], random)),
  (schema, random) => (schema[pick(COUNTS, random)] = pick([0, 1, 5, 64], random)),
  (schema, random) => delete schema[pick([...NUMBERS, ...COUNTS], random)],
  (schema, random) => (schema[pick(TEXTS, random)] = pick(['', 'a', '^a$', 'set', 'ä <&> "'], random)),
  (schema, random) => delete schema[pick(TEXTS, random)],
  (schema, random) => (schema[pick(FLAGS, random)] = random() < 0.7),
  (schema, random) => (schema.type = pick(['string', 'integer', 'object', 'array', ''], random)),
  (schema, random) => (schema[pick(['default', 'example'], random)] = pick(DATA, random)),
  (schema) => delete schema.default,
  (schema, random) => (schema.enum = DATA.filter(() => random() < 0.3)),
  (schema, random) => schema.enum?.push(pick(DATA, random)),
  (schema) => schema.enum?.shift(),
  (schema) => delete schema.enum,
  (schema, random) =>
    (schema.required = [...(schema.required ?? []), pick(Object.keys(schema.properties ?? { x: 0 }), random)]),
  (schema) => schema.required?.pop(),
  (schema) => schema.required?.reverse(),
  (schema, random) =>
    (schema.properties = { ...schema.properties, [`new${Math.floor(random() * 9)}`]: { type: 'string' } }),
  (schema, random) => delete schema.properties?.[pick(Object.keys(schema.properties), random)],
  (schema, random) =>
    ((schema.properties ??= {})[pick(['items', 'not', 'a.b', ''], random)] = { type: 'string', default: 'x' }),
  (schema, random) => (schema.additionalProperties = pick([true, false, {}, { type: 'string' }], random)),
  (schema, random) => (schema.items = pick([{}, { type: 'string', maxLength: 3 }], random)),
  (schema, random) =>
    (schema[pick(['allOf', 'anyOf', 'oneOf'], random)] = pick([[], [{ pattern: 'a' }, { minimum: 1 }]], random)),
  (schema) => schema.anyOf?.reverse(),
  (schema, random) => (schema.not = pick([{}, { required: ['a'] }, { enum: [1, ''] }], random)),
  (schema, random) =>
    (schema['x-kubernetes-validations'] = pick(
      [[], [{ rule: 'true' }], [{ rule: 'a', message: '', reason: 'FieldValueInvalid' }]],
      random,
    )),
  (schema) => delete schema['x-kubernetes-validations'],
  (schema, random) => (schema['x-kubernetes-list-map-keys'] = pick([[], ['a'], ['a', 'b']], random)),
  (schema, random) => (schema.externalDocs = pick([{}, { url: 'https://example.com' }], random)),
];
