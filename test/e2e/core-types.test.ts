/** Every core type before the real kube-apiserver, as a field of a kind: what it refuses is refused when generating, and nothing else. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildModel } from '../../generators/core/model/build.ts';
import { coreTypeName, coreTypeNames } from '../../generators/core/model/core-types.ts';
import { crd } from '../../generators/core/objects/crd.ts';
import { loadSpec } from '../../generators/core/spec/load.ts';
import type { SchemaSpec, Spec } from '../../generators/core/spec/spec.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/start.ts';
import { type Asker, asker } from '../unit/spec/verdicts/ask.ts';

/** A spec whose kind has the field. YAML takes JSON in. */
const specWith = (field: SchemaSpec): Spec => ({
  apiVersion: 'k8s-operator/v1alpha1',
  kind: 'Operator',
  metadata: { name: 'core-types' },
  spec: {
    domain: 'example.com',
    apis: [
      {
        group: 'types',
        kind: 'Thing',
        versions: [{ name: 'v1', schema: { required: [], spec: { type: 'object', properties: { thing: field } } } }],
      },
    ],
  },
});

describe.skipIf(!(await controlPlaneAvailable('core types')))('a real kube-apiserver', () => {
  let controlPlane: ControlPlane;
  let api: Asker;

  beforeAll(async () => {
    controlPlane = await startControlPlane({ controllers: false });
    api = await asker(controlPlane.kubeConfig);
  }, 600_000);
  afterAll(() => controlPlane?.stop(), 60_000);

  const verdicts = async (field: SchemaSpec) => {
    const spec = specWith(field);
    const { accepted, message } = await api.ask(crd(buildModel(spec).apis[0]!));
    const { problems } = loadSpec(JSON.stringify(spec), 'operator.yaml');
    const refused = problems.find(({ severity }) => severity === 'error');
    return { here: refused === undefined, there: accepted, problem: refused?.message ?? message };
  };

  test('takes the core types that are taken here', { timeout: 300_000 }, async () => {
    const names = [...new Set(coreTypeNames.map((name) => coreTypeName(name)!))];
    const asked = [];
    for (const name of names) asked.push({ name, ...(await verdicts({ $ref: name })) });
    expect(asked.filter(({ here, there }) => here !== there)).toEqual([]);
    expect(asked.filter(({ there }) => there).length).toBeGreaterThan(1000);
  });

  test('takes one that it refuses, once what it misses is added', async () => {
    expect(await verdicts({ $ref: 'ServiceAccount' })).toMatchObject({ here: false, there: false });
    const field: SchemaSpec = { $ref: 'ServiceAccount', properties: { secrets: { items: { required: ['name'] } } } };
    expect(await verdicts(field)).toEqual({ here: true, there: true });
  });
});
