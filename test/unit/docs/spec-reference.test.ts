import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { specReference } from '../../../generators/build/spec-reference/render.ts';
import { fieldAt, fieldsOf, objectPaths } from '../../../generators/build/spec-reference/schema-path.ts';
import { SECTIONS } from '../../../generators/build/spec-reference/sections.ts';
import { buildModel } from '../../../generators/core/model/build.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { operatorSchema } from '../../../generators/core/spec/schema/operator.ts';
import { anchors, tables, targets } from './document.ts';

test('docs/spec.md is the reference that the schema gives (vitest -u writes it)', async () => {
  await expect(specReference()).toMatchFileSnapshot('../../../docs/spec.md');
});

test('every object of a spec has a section', () => {
  expect(SECTIONS.map(({ path }) => path).toSorted()).toEqual(objectPaths().toSorted());
});

test('every field has a row', () => {
  const rows = tables(specReference()).reduce((count, [, ...rows]) => count + rows.length, 0);
  const fields = objectPaths().reduce((count, path) => count + Object.keys(fieldsOf(fieldAt(path))).length, 0);
  expect(rows).toBe(fields);
});

test('keywords of schemas stand in one group each', () => {
  for (const { path, groups } of SECTIONS)
    expect((groups ?? [['', Object.keys(fieldsOf(fieldAt(path)))]]).flatMap(([, names]) => names).toSorted()).toEqual(
      Object.keys(fieldsOf(fieldAt(path))).toSorted(),
    );
});

test('every link leads to a heading', () => {
  const known = anchors(specReference());
  expect(targets(specReference()).filter((target) => !known.includes(target))).toEqual([]);
});

describe('examples', () => {
  const all = SECTIONS.flatMap(({ path, examples = [], groups = [] }) =>
    [...examples, ...groups.flatMap(([, , example]) => example ?? [])].map((example) => [path, example] as const),
  );

  test.each(all)('%s: %s', (path, example) => {
    const ajv = new Ajv2020({ strict: false, validateFormats: false });
    const isValid = ajv.compile({ ...fieldAt(path), $defs: operatorSchema.$defs });
    expect([isValid(parse(example)), isValid.errors]).toEqual([true, null]);
  });

  test.each(all.filter(([path]) => path === '$schema').map(([, example]) => example))(
    'as a field of a kind: %s',
    (example) => {
      const spec = { type: 'object', properties: { field: parse(example) } };
      const whole = {
        apiVersion: 'k8s-operator/v1alpha1',
        kind: 'Operator',
        metadata: { name: 'x-operator' },
        spec: {
          domain: 'example.com',
          apis: [{ group: 'x', kind: 'X', versions: [{ name: 'v1', schema: { spec } }] }],
        },
      };
      expect(loadSpec(JSON.stringify(whole), 'operator.yaml').problems).toEqual([]);
    },
  );

  test('the whole file is a spec without problems', () => {
    const [[, example]] = all as [readonly [string, string]];
    const { spec, problems } = loadSpec(example, 'operator.yaml');
    expect(problems).toEqual([]);
    expect(buildModel(spec!).apis[0]?.kind).toBe('Memcached');
  });
});
