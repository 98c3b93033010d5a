import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { JsonValue } from '../../../generators/core/model/json.ts';
import { createReport } from '../../../generators/core/spec/report.ts';
import { newSpecText } from '../../../generators/core/spec/new-spec.ts';
import type { Field } from '../../../generators/core/spec/schema/field.ts';
import { operatorSchema } from '../../../generators/core/spec/schema/operator.ts';
import { checkShape } from '../../../generators/core/spec/shape.ts';
import { parseSource } from '../../../generators/core/spec/source.ts';
import { exampleNames } from '../../judges/examples.ts';
import { VALID } from './spec-text.ts';

const EXAMPLES = join(import.meta.dirname, '../../../examples');

test('operator.schema.json is the schema that specs are checked by (vitest -u writes it)', async () => {
  await expect(`${JSON.stringify(operatorSchema, null, 2)}\n`).toMatchFileSnapshot('../../../operator.schema.json');
});

/** Every schema below the root and what leads to it. */
function* schemasIn(schema: Field, path: string): Generator<readonly [path: string, schema: Field, isField: boolean]> {
  for (const [name, field] of Object.entries(schema.properties ?? {})) {
    yield [`${path}.${name}`, field, true];
    yield* schemasIn(field, `${path}.${name}`);
  }
  for (const keyword of ['items', 'additionalProperties', 'else'] as const) {
    const inner = schema[keyword];
    if (typeof inner !== 'object') continue;
    yield [`${path}.${keyword}`, inner, false];
    yield* schemasIn(inner, `${path}.${keyword}`);
  }
}

const ALL = [...schemasIn(operatorSchema, ''), ...schemasIn({ properties: operatorSchema.$defs }, '$defs')];

describe('for editors', () => {
  test('every field is explained in sentences', () => {
    const bare = ALL.filter(
      ([, { description }, isField]) =>
        (isField || description !== undefined) && !/^[^a-z].*\.$/s.test(description ?? ''),
    );
    expect(bare.map(([path]) => path)).toEqual([]);
    expect(ALL.length).toBeGreaterThan(150);
  });

  test('every value of a choice is explained', () => {
    const choices = ALL.flatMap(([path, schema]) =>
      [schema, ...(schema.anyOf ?? [])].filter((one) => one.enum !== undefined).map((one) => [path, one] as const),
    );
    const bare = choices.filter(
      ([path, { enum: values = [], enumDescriptions = [] }]) =>
        path !== '$defs.schema.$ref' && values.length !== enumDescriptions.length,
    );
    expect(bare.map(([path]) => path)).toEqual([]);
    expect(choices.length).toBeGreaterThan(10);
  });

  test('what is left out is told: a default, in the keyword or in words', () => {
    const untold = ALL.flatMap(([path, { properties = {}, required = [] }]) =>
      Object.entries(properties)
        .filter(
          ([name, { default: value, description = '' }]) =>
            value !== undefined && !required.includes(name) && !description.includes(`Default: ${value}.`),
        )
        .map(([name]) => `${path}.${name}`),
    );
    expect(untold).toEqual([]);
  });

  test('defaults and examples are as their schema wants them', () => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    ajv.addSchema(operatorSchema);
    const wrong = ALL.flatMap(([path, schema]) => {
      const values = [...(schema.examples ?? []), ...(schema.default === undefined ? [] : [schema.default])];
      if (values.length === 0) return [];
      const isValid = ajv.compile({ ...schema, $defs: operatorSchema.$defs });
      return values.filter((value) => !isValid(value)).map((value) => [path, value] as const);
    });
    expect(wrong).toEqual([]);
  });
});

test('every example is valid, and so is what new writes', () => {
  const isValid = new Ajv2020({ strict: false, validateFormats: false }).compile(operatorSchema);
  const specs = [
    newSpecText({
      name: 'x-operator',
      domain: 'example.com',
      apis: [{ group: 'cache', version: 'v1', kind: 'Widget' }],
    }),
    ...exampleNames.map((name) => readFileSync(join(EXAMPLES, name, 'operator.yaml'), 'utf8')),
  ];
  for (const text of specs) expect([isValid(parse(text)), isValid.errors]).toEqual([true, null]);
});

test("the verdict is ajv's, whatever is put in whatever place", () => {
  const verdictOfAjv = new Ajv2020({ strict: false, validateFormats: false }).compile(operatorSchema);
  const source = parseSource(VALID, 'operator.yaml');
  const verdict = (value: JsonValue): boolean => checkShape(value, createReport(source));
  const specs = [
    parse(VALID),
    parse(VALID.replace(/ {12}spec:\n(?: {14}.*\n)*/, '            openAPIV3Schema: {type: object}\n')),
    parse(readFileSync(new URL('../../../examples/memcached/operator.yaml', import.meta.url), 'utf8')),
  ] as JsonValue[];
  const odd: JsonValue[] = [null, true, false, 0, -1, 1.5, '', 'x', [], ['x'], [1], {}, { x: 1 }, { type: 'string' }];
  let [accepted, refused] = [0, 0];
  for (const spec of specs)
    for (const variant of variants(spec, odd)) {
      const expected = verdictOfAjv(variant);
      expect([verdict(variant), variant]).toEqual([expected, variant]);
      if (expected) accepted++;
      else refused++;
    }
  expect([accepted > 500, refused > 500]).toEqual([true, true]);
});

/** The value with one place replaced, removed, or beside something unknown. */
function* variants(value: JsonValue, odd: readonly JsonValue[]): Generator<JsonValue> {
  yield* odd;
  if (value === null || typeof value !== 'object') return;
  if (Array.isArray(value)) {
    for (const [i, item] of value.entries())
      for (const variant of variants(item as JsonValue, odd)) yield value.toSpliced(i, 1, variant);
    return;
  }
  yield { ...value, unknown: 1 } as JsonValue;
  if ('spec' in value) yield { ...value, openAPIV3Schema: { type: 'object' } } as JsonValue;
  for (const [key, item] of Object.entries(value)) {
    yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as JsonValue;
    for (const variant of variants(item as JsonValue, odd)) yield { ...value, [key]: variant } as JsonValue;
  }
}
