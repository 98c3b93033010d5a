import { Ajv2020 } from 'ajv/dist/2020.js';
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import type { JsonValue } from '../../../generators/core/model/json.ts';
import { createReport } from '../../../generators/core/spec/report.ts';
import { operatorSchema } from '../../../generators/core/spec/schema/operator.ts';
import { checkShape } from '../../../generators/core/spec/shape.ts';
import { parseSource } from '../../../generators/core/spec/source.ts';
import { VALID } from './spec-text.ts';

test('operator.schema.json is the schema that specs are checked by (vitest -u writes it)', async () => {
  await expect(`${JSON.stringify(operatorSchema, null, 2)}\n`).toMatchFileSnapshot('../../../operator.schema.json');
});

test('every field has a description for editors', () => {
  const bare: string[] = [];
  const visit = (schema: Record<string, unknown>, path: string): void => {
    for (const [name, field] of Object.entries((schema.properties ?? {}) as Record<string, Record<string, unknown>>)) {
      if (field.description === undefined && field.$ref === undefined) bare.push(`${path}.${name}`);
      visit(field, `${path}.${name}`);
    }
    for (const key of ['items', 'additionalProperties', 'else'])
      if (typeof schema[key] === 'object') visit(schema[key] as Record<string, unknown>, `${path}.${key}`);
  };
  visit(operatorSchema, '');
  for (const [name, definition] of Object.entries(operatorSchema.$defs))
    visit(definition as Record<string, unknown>, name);
  expect(bare).toEqual([]);
});

test("the verdict is ajv's, whatever is put in whatever place", () => {
  const verdictOfAjv = new Ajv2020({ strict: false, validateFormats: false }).compile(operatorSchema);
  const verdict = (value: JsonValue): boolean => checkShape(value, createReport(parseSource(VALID, 'operator.yaml')));
  const specs = [
    parse(VALID),
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
  for (const [key, item] of Object.entries(value)) {
    yield Object.fromEntries(Object.entries(value).filter(([name]) => name !== key)) as JsonValue;
    for (const variant of variants(item as JsonValue, odd)) yield { ...value, [key]: variant } as JsonValue;
  }
}
