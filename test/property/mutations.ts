/**
 * One change to a CustomResourceDefinition, which mostly makes it illegal, and sometimes only odd: what it is, only the API server
 * knows. Places are chosen by shares, so that a smaller definition shrinks the same failure.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { parse } from 'yaml';
import type { Definition } from './definitions.ts';

// oxlint-disable-next-line typescript/no-explicit-any -- whatever it is, it may become something else
type Loose = any;

type Step = string | number;

const tables = parse(readFileSync(join(import.meta.dirname, 'mutations.yaml'), 'utf8')) as {
  readonly keywords: Readonly<Record<string, readonly Loose[]>>;
  readonly removed: readonly string[];
  readonly rules: readonly string[];
  readonly besideRule: readonly Loose[];
  readonly places: readonly { readonly at: readonly Step[]; readonly values: readonly Loose[] }[];
};

/** A keyword of a schema: its new value, or none where it is taken away. */
interface SchemaChange {
  readonly share: number;
  readonly keyword: string;
  readonly value?: Loose;
}
interface DefinitionChange {
  readonly at: readonly Step[];
  readonly value: Loose;
}
export type Mutation = SchemaChange | DefinitionChange;

const rule = (beside: object): Loose => ({ keyword: 'x-kubernetes-validations', value: [{ rule: 'true', ...beside }] });

/** Every change there is, but for the place in the definition. */
export const changes: readonly (Omit<SchemaChange, 'share'> | DefinitionChange)[] = [
  ...Object.entries(tables.keywords).flatMap(([keyword, values]) => values.map((value) => ({ keyword, value }))),
  ...tables.rules.map((text) => rule({ rule: text })),
  ...tables.besideRule.map(rule),
  ...tables.removed.map((keyword) => ({ keyword })),
  ...tables.places.flatMap(({ at, values }) => values.map((value) => ({ at, value }))),
];

/** A change somewhere. */
export const placed = (change: (typeof changes)[number]): fc.Arbitrary<Mutation> =>
  fc.nat(999).map((share) => Object.assign({ share }, change) as Mutation);

/** The definition with the change made; what it was is left alone. */
export const mutate = (definition: Definition, mutation: Mutation): Definition => {
  // Through text: in the definition one schema may stand in several places.
  const changed = JSON.parse(JSON.stringify(definition)) as Loose;
  if ('at' in mutation) {
    const parent = mutation.at.slice(0, -1).reduce((value: Loose, step) => value[step], changed);
    parent[mutation.at.at(-1)!] = mutation.value;
    return changed;
  }
  const all = changed.spec.versions.flatMap(({ schema }: Loose) => placesIn(schema.openAPIV3Schema));
  // As often where the keyword is, and on objects, as anywhere: most places are scalars.
  const nearby = [mutation.keyword, 'properties'].map((keyword) =>
    all.filter((schema: Loose) => Object.hasOwn(schema, keyword)),
  );
  const near = nearby[mutation.share % 3] ?? all;
  const places = near.length > 0 ? near : all;
  const place = places[Math.floor(mutation.share / 3) % places.length];
  if (mutation.value === undefined) delete place[mutation.keyword];
  else place[mutation.keyword] = mutation.value;
  return changed;
};

/** Every schema, branches included, the root last: most of what matters is below it. */
const placesIn = (schema: Loose): Loose[] => {
  if (typeof schema !== 'object' || schema === null) return [];
  return [
    ...Object.values(schema.properties ?? {}).flatMap(placesIn),
    ...placesIn(schema.items),
    ...placesIn(schema.additionalProperties),
    ...placesIn(schema.not),
    ...['allOf', 'anyOf', 'oneOf'].flatMap((name) => (schema[name] ?? []).flatMap(placesIn)),
    schema,
  ];
};
