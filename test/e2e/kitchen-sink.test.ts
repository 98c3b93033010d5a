/**
 * One spec with every marker of kubebuilder as a field, before the real kube-apiserver: the CustomResourceDefinition comes back as it was
 * generated, and what it says of objects is enforced.
 */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildModel } from '../../generators/core/model/build.ts';
import type { JsonObject, JsonValue } from '../../generators/core/model/json.ts';
import { crd } from '../../generators/core/objects/crd.ts';
import { loadSpec } from '../../generators/core/spec/load.ts';
import { connect, type Connection } from '../conformance/harness/connection.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/start.ts';
import { eventually } from './harness/eventually.ts';

const SPEC = new URL('specs/kitchen-sink.yaml', import.meta.url);
const CRDS = '/apis/apiextensions.k8s.io/v1/customresourcedefinitions';
const SINKS = '/apis/kitchen.example.com/v1/namespaces/default/sinks';

const json = { 'content-type': 'application/json' };
const mergePatch = { 'content-type': 'application/merge-patch+json' };

/** What the server leaves out or fills in where the author said nothing, or the same. */
const defaulted = (definition: JsonObject): JsonValue => {
  const spec = definition['spec'] as { versions: { additionalPrinterColumns?: JsonObject[] }[] };
  const versions = spec.versions.map((version) =>
    Object.assign({}, version, {
      additionalPrinterColumns: version.additionalPrinterColumns?.map(({ priority, ...column }) =>
        Object.assign(column, priority === 0 ? {} : { priority }),
      ),
    }),
  );
  return { conversion: { strategy: 'None' }, ...spec, versions };
};

describe.skipIf(!(await controlPlaneAvailable('the kitchen sink')))('every marker as a field of the spec', () => {
  let controlPlane: ControlPlane;
  let api: Connection;
  const { spec, problems } = loadSpec(readFileSync(SPEC), 'kitchen-sink.yaml');
  const definition: JsonObject = spec === undefined ? {} : crd(buildModel(spec).apis[0]!);

  const send = async (method: string, path: string, body?: JsonObject, headers: Record<string, string> = json) => {
    const { code, text } = await api.send(method, path, body && JSON.stringify(body), headers);
    return { code, answer: JSON.parse(text) as JsonObject & { message?: string } };
  };

  beforeAll(async () => {
    controlPlane = await startControlPlane({ controllers: false });
    api = connect(controlPlane.kubeConfig);
    const { code, answer } = await send('POST', `${CRDS}?fieldValidation=Strict`, definition);
    if (code !== 201) throw new Error(answer.message);
    await eventually('the kind is served', async () => (await send('GET', SINKS)).code === 200);
  }, 600_000);
  afterAll(async () => {
    await api?.close();
    await controlPlane?.stop();
  }, 60_000);

  test('nothing is wrong with it', () => expect(problems).toEqual([]));

  test('comes back as it was generated', async () => {
    const { answer } = await send('GET', `${CRDS}/sinks.kitchen.example.com`);
    expect(answer['spec']).toEqual(defaulted(definition));
    expect(answer['metadata']).toMatchObject(definition['metadata'] as object);
  });

  let sinks = 0;
  const sink = (fields: JsonObject = {}): JsonObject => {
    const name = `sink-${sinks++}`;
    const required = { name: 'a', width: 3 };
    return { apiVersion: 'kitchen.example.com/v1', kind: 'Sink', metadata: { name }, spec: { ...required, ...fields } };
  };
  const create = (fields?: JsonObject) => send('POST', `${SINKS}?fieldValidation=Strict`, sink(fields));

  test('defaults are filled in, unknown fields kept where they are to be', async () => {
    const { answer } = await create({
      taps: [{ name: 'hot' }],
      extra: { deep: { er: 1 } },
      anything: [1, 'a'],
      object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { a: 'b' } },
      template: {
        metadata: { labels: { a: 'b' } },
        spec: { containers: [{ name: 'c', ports: [{ containerPort: 80 }], envFrom: [{ secretRef: {} }] }] },
      },
      limits: { cpu: '100m', memory: 1 },
      selector: null,
    });
    expect(answer['spec']).toEqual({
      name: 'a',
      width: 3,
      bowls: 1,
      material: 'steel',
      warm: false,
      taps: [{ name: 'hot', side: 'left' }],
      extra: { deep: { er: 1 } },
      anything: [1, 'a'],
      object: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' }, data: { a: 'b' } },
      template: {
        metadata: { labels: { a: 'b' } },
        spec: {
          containers: [
            { name: 'c', ports: [{ containerPort: 80, protocol: 'TCP' }], envFrom: [{ secretRef: { name: '' } }] },
          ],
        },
      },
      limits: { cpu: '100m', memory: 1 },
      selector: null,
    });
  });

  test.for<[name: string, fields: JsonObject, message: string]>([
    ['enum', { material: 'wood' }, 'spec.material: Unsupported value: "wood"'],
    ['pattern', { name: 'A' }, 'spec.name in body should match'],
    ['maxLength', { name: 'a'.repeat(21) }, 'spec.name: Too long'],
    ['minLength', { name: '' }, 'spec.name in body should be at least 1 chars long'],
    ['maximum', { bowls: 5 }, 'spec.bowls in body should be less than or equal to 4'],
    ['exclusiveMinimum', { litres: 0 }, 'spec.litres in body should be greater than 0'],
    ['exclusiveMaximum', { litres: 100 }, 'spec.litres in body should be less than 100'],
    ['multipleOf', { litres: 7 }, 'spec.litres in body should be a multiple of 5'],
    ['format', { built: 'yesterday' }, 'spec.built in body must be of type date-time'],
    ['a number with a fraction', { slope: 1.5 }, 'spec.slope in body should be less than or equal to 1'],
    ['minItems', { tags: [] }, 'spec.tags in body should have at least 1 items'],
    ['a set', { tags: ['new', 'new'] }, 'spec.tags[1]: Duplicate value: "new"'],
    ['items', { cuts: [3] }, 'spec.cuts[0] in body should be a multiple of 2'],
    ['a map list', { taps: [{ name: 'a' }, { name: 'a', side: 'left' }] }, 'spec.taps[1]: Duplicate value'],
    ['maxProperties', { labels: { a: '', b: '', c: '', d: '', e: '' } }, 'spec.labels: Too many: 5'],
    ['int-or-string', { port: true }, 'spec.port in body must be of type integer,string'],
    ['its pattern', { weight: 'heavy' }, 'spec.weight in body should match'],
    ['an embedded resource', { object: { kind: 'a' } }, 'spec.object.apiVersion: Required value'],
    ['oneOf', { either: { a: '', b: '' } }, '"spec.either" must validate one and only one schema (oneOf)'],
    ['not', { either: { a: '', c: '' } }, '"spec.either" must not validate the schema (not)'],
    [
      'what a core type requires',
      { template: { spec: { containers: [{}] } } },
      'spec.template.spec.containers[0].name: Required value',
    ],
    ['a quantity', { limits: { cpu: 'much' } }, 'spec.limits.cpu in body should match'],
    ['atMostOneOf', { cold: 'a', hot: 'b' }, 'at most one of the fields in [cold hot] may be set'],
    ['exactlyOneOf', { mixed: 'a' }, 'exactly one of the fields in [mixed width] must be set'],
    ['atLeastOneOf', { width: null, mixed: 'a' }, 'at least one of the fields in [size width] must be set'],
    ['messageExpression', { size: 1, bowls: 2 }, 'the bowls do not fit into a'],
    ['reason and fieldPath', { taps: [{ name: 'none' }] }, 'spec.taps[0].name: Forbidden: none is no tap'],
  ])('refuses by %s', async ([, fields, message]) => {
    const { code, answer } = await create(fields);
    expect([code, answer.message]).toEqual([422, expect.stringContaining(message)]);
  });

  test.for<[name: string, spec: JsonObject, message: string]>([
    ['a required field is changed', { name: 'b' }, 'spec.name: Invalid value: "b": field is immutable'],
    ['an optional field is changed', { drain: 'right' }, 'spec.drain: Invalid value: "right": field is immutable'],
    ['an optional field is removed', { drain: null }, 'field drain is immutable once set'],
    ['oldSelf, where there is one', { bowls: 1 }, 'spec.bowls: Invalid value: bowls are never taken out'],
  ])('refuses a change: %s', async ([, fields, message]) => {
    const made = await create({ drain: 'left', bowls: 2 });
    const { name } = made.answer['metadata'] as { name: string };
    const { code, answer } = await send('PATCH', `${SINKS}/${name}`, { spec: fields }, mergePatch);
    expect([code, answer.message]).toEqual([422, expect.stringContaining(message)]);
  });

  test('what is optional and immutable can be set once', async () => {
    const made = await create({ bowls: 1 });
    const { name } = made.answer['metadata'] as { name: string };
    const { code } = await send('PATCH', `${SINKS}/${name}`, { spec: { drain: 'left', bowls: 2 } }, mergePatch);
    expect(code).toBe(200);
  });

  test('fields are selectable, the object can be scaled, and is shown in columns', async () => {
    const { answer: made } = await create({ material: 'stone' });
    const { name } = made['metadata'] as { name: string };
    const stone = await send('GET', `${SINKS}?fieldSelector=${encodeURIComponent('spec.material=stone')}`);
    expect((stone.answer['items'] as JsonObject[]).map(({ metadata }) => (metadata as { name: string }).name)).toEqual([
      name,
    ]);
    const scaled = await send('PATCH', `${SINKS}/${name}/scale`, { spec: { replicas: 2 } }, mergePatch);
    expect(scaled.answer['spec']).toEqual({ replicas: 2 });
    const table = { accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
    const { answer } = await send('GET', `${SINKS}/${name}`, undefined, table);
    expect((answer['columnDefinitions'] as JsonObject[]).map(({ name, priority }) => [name, priority])).toEqual([
      ['Name', 0],
      ['Bowls', 0],
      ['Phase', 1],
      ['Age', 0],
    ]);
  });

  test('the old version is not served', async () =>
    expect((await api.send('GET', SINKS.replace('/v1/', '/v1alpha1/'))).code).toBe(404));
});
