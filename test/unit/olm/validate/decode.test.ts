/** Manifests as Go decodes them. */
import { expect, test } from 'vitest';
import { decode } from '../../../../generators/core/olm/validate/decode.ts';
import { isZero } from '../../../../generators/core/olm/validate/zero.ts';

const CSV = 'operators/v1alpha1.ClusterServiceVersion';
const SPEC = 'operators/v1alpha1.ClusterServiceVersionSpec';

test('numbers and booleans become text in YAML, and are refused in JSON', () => {
  const spec = { displayName: 5, keywords: [true, 1.5], labels: { a: 1 } };
  expect(decode({ spec }, CSV, 'yaml')).toEqual({
    value: { spec: { displayName: '5', keywords: ['true', '1.5'], labels: { a: '1' } } },
    faults: [],
  });
  expect(decode({ spec }, CSV, 'json').faults.map(({ path }) => path.join('.'))).toEqual([
    'spec.displayName',
    'spec.keywords.0',
    'spec.keywords.1',
    'spec.labels.a',
  ]);
});

test('of an embedded struct they are refused in YAML too', () => {
  const { faults } = decode({ kind: 5, metadata: { name: 5 } }, CSV, 'yaml');
  expect(faults).toEqual([{ path: ['kind'], message: 'this must be text, not 5.', hint: 'Give text.' }]);
});

test('names may differ in case, unknown fields are dropped, null is nothing', () => {
  const { value, faults } = decode(
    { SPEC: { DisplayName: 'A', unknown: 1, icon: null, provider: { NAME: 'B' } } },
    CSV,
    'yaml',
  );
  expect(value).toEqual({ spec: { displayName: 'A', provider: { name: 'B' } } });
  expect(faults).toEqual([]);
});

test('null is a zero value in a list, and a fault where a type decodes itself', () => {
  const { value, faults } = decode({ spec: { links: [null], keywords: [null], version: null } }, CSV, 'yaml');
  expect(value).toEqual({ spec: { links: [{}], keywords: [''] } });
  expect(faults.map(({ path, message }) => [path.join('.'), message])).toEqual([
    ['spec.version', 'the version is empty.'],
  ]);
});

test.each<[string, object, readonly string[]]>([
  ['times', { metadata: { creationTimestamp: '2020-02-30T00:00:00Z' } }, ['metadata.creationTimestamp']],
  ['versions', { spec: { version: '1.2.3.4', release: '01' } }, ['spec.release', 'spec.version']],
  [
    'integers',
    { spec: { webhookdefinitions: [{ containerPort: 3_000_000_000, timeoutSeconds: 1.5 }] } },
    ['spec.webhookdefinitions.0.containerPort', 'spec.webhookdefinitions.0.timeoutSeconds'],
  ],
  [
    'integers or texts',
    { spec: { webhookdefinitions: [{ targetPort: true }, { targetPort: 'https' }] } },
    ['spec.webhookdefinitions.0.targetPort'],
  ],
  ['whole parts', { metadata: [], spec: 'x' }, ['metadata', 'spec']],
])('faults of %s are told at their places', (_what, object, paths) => {
  expect(decode(object as never, CSV, 'yaml').faults.map(({ path }) => path.join('.'))).toEqual(paths);
});

test('schemas may be of several types', () => {
  const schema = (openAPIV3Schema: unknown) => ({ spec: { versions: [{ schema: { openAPIV3Schema } }] } }) as never;
  const faultsOf = (value: unknown) =>
    decode(schema(value), 'apiextensions/v1.CustomResourceDefinition', 'yaml').faults.map(({ path }) =>
      path.slice(5).join('.'),
    );
  expect(faultsOf({ items: [{}], additionalProperties: true, default: [1], dependencies: { a: ['b'] } })).toEqual([]);
  expect(faultsOf({ items: { type: 5 }, additionalProperties: 'x', properties: { a: 'x' } })).toEqual([
    'additionalProperties',
    // What decodes itself gets numbers as they are.
    'items.type',
    'properties.a',
  ]);
});

test('a struct of nothing but zero fields is zero', () => {
  expect(isZero({}, SPEC)).toBe(true);
  expect(isZero({ displayName: '', version: '0.0.0', provider: { name: '' } }, SPEC)).toBe(true);
  expect(isZero({ keywords: [] }, SPEC)).toBe(false);
  expect(isZero({ version: '0.1.0' }, SPEC)).toBe(false);
  expect(isZero({ selector: {} }, SPEC)).toBe(false);
});
