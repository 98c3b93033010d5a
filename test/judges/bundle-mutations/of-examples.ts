/** Changes to what Operator SDK's scorecard looks at: examples, descriptors, resources, and the schemas of CRDs. */
import type { Draft, Part } from './draft.ts';
import { type Mutation, put } from './mutation.ts';

const OWNED = ['spec', 'customresourcedefinitions', 'owned'];
const VERSION = ['spec', 'versions', 0];

const csv = (path: readonly (string | number)[], ...values: readonly Part[]): readonly Mutation[] =>
  values.map((value) => ({
    name: `${path.join('.')} = ${JSON.stringify(value)?.slice(0, 80) ?? 'removed'}`,
    change: ({ csv: part }: Draft) => put(part, path, value),
  }));

const crd = (path: readonly (string | number)[], ...values: readonly Part[]): readonly Mutation[] =>
  values.map((value) => ({
    name: `CRD ${path.join('.')} = ${JSON.stringify(value)?.slice(0, 80) ?? 'removed'}`,
    change: ({ crd: part }: Draft) => put(part, path, value),
  }));

/** The first example with changes; what is undefined is left out. */
const example = (...changes: readonly Part[]): readonly Mutation[] =>
  changes.map((change) => ({
    name: `an example with ${JSON.stringify(change, (_key, value: unknown) => value ?? 'nothing')}`,
    change: ({ csv: part }: Draft) => {
      const { annotations } = part.metadata;
      const [first] = JSON.parse(annotations['alm-examples']) as readonly Part[];
      annotations['alm-examples'] = JSON.stringify([{ ...first, ...change }], undefined, 2);
    },
  }));

const text = (...texts: readonly Part[]): readonly Mutation[] =>
  csv(['metadata', 'annotations', 'alm-examples'], ...texts);

const several = (name: string, ...changes: readonly ((draft: Draft) => void)[]): Mutation => ({
  name,
  change: (draft) => {
    for (const change of changes) change(draft);
  },
});

const withExample = (change: Part) => example(change)[0]!.change;

/** v1beta1 has one schema for all versions, or one for each. */
const older = (change: (crd: Part) => void) => (draft: Draft) => {
  const { crd: part } = draft;
  part.apiVersion = 'apiextensions.k8s.io/v1beta1';
  const [{ name, schema, subresources }] = part.spec.versions;
  Object.assign(part.spec, { version: name, validation: schema, subresources });
  delete part.spec.versions;
  change(part);
};

export const EXAMPLE_MUTATIONS: readonly Mutation[] = [
  ...example(
    { spec: null },
    { spec: undefined },
    { spec: {} },
    { spec: 'text' },
    { spec: [] },
    { spec: 5 },
    { spec: false },
    { spec: { size: 3, colour: 'red' } },
    { spec: { colour: 'red', taste: 'sweet', __proto__: null } },
    { spec: { Size: 3 } },
    { spec: { size: null } },
    { spec: { constructor: 1 } },
    { status: {} },
    { status: null },
    { status: [] },
    { status: 'text' },
    { status: { readyReplicas: 1 } },
    { status: { readyReplicas: 1, mood: 'fine' } },
    { status: { mood: null }, spec: null },
    { kind: 'memcached' },
    { kind: 'MEMCACHED', spec: { colour: 'red' } },
    { kind: 'Cache' },
    { kind: '' },
    { kind: null },
    { kind: 5 },
    { kind: undefined },
    { apiVersion: 'cache.example.com/V1alpha1', spec: { colour: 'red' } },
    { apiVersion: 'cache.example.com/v2' },
    { apiVersion: 'other.example.org/v1alpha1' },
    { apiVersion: 'other.example.org/v1alpha1', spec: { colour: 'red' } },
    { apiVersion: 'v1alpha1' },
    { apiVersion: 'a/b/c' },
    { apiVersion: '' },
    { apiVersion: null },
    { apiVersion: 5 },
    { apiVersion: undefined },
    { metadata: null },
    { metadata: { name: 5 } },
    { metadata: {} },
    { items: [] },
    { items: [{ kind: 'Memcached' }] },
  ),
  ...text(
    '',
    ' ',
    '[]',
    'null',
    '{}',
    '{"kind": "Memcached"}',
    '[null]',
    '[[]]',
    '["text"]',
    '[{}]',
    '[{"kind": "Memcached"}]',
    '[{"kind": "Memcached"},]',
    '[{"kind": "Memcached"}] more',
    'text',
    '- kind: Memcached',
    '[{"kind": "Memcached", "kind": "Cache"}]',
    '[{"kind": "Memcached", "apiVersion": "cache.example.com/v1alpha1", "spec": {"size": 1e400}}]',
    '[{"kind": "Memcached", "apiVersion": "cache.example.com/v1alpha1", "spec": {"size": 12345678901234567890}}]',
    '[{"kind": "Memcached", "apiVersion": "cache.example.com/v1alpha1", "spec": {"a": 1, "a": 2}}]',
    '[{"kind": "Memcached", "apiVersion": "cache.example.com/v1alpha1", "spec": {"": 1}}]',
    undefined,
    null,
    5,
    true,
  ),
  ...csv(['metadata', 'annotations'], undefined, {}, { 'olm.examples': '[]' }),
  ...csv([...OWNED, 0, 'resources'], undefined, null, [], [{}], [null], {}),
  ...csv(
    [...OWNED, 0, 'specDescriptors'],
    undefined,
    null,
    [],
    [{}],
    [{ path: 'Size' }],
    [{ path: 'size' }],
    [{ path: 'size.x' }],
  ),
  ...csv([...OWNED, 0, 'specDescriptors', 0, 'path'], undefined, '', 'other', ' size'),
  ...csv([...OWNED, 0, 'statusDescriptors'], undefined, null, []),
  ...csv([...OWNED, 0, 'version'], 'v1', '', undefined),
  ...csv([...OWNED, 0, 'kind'], 'Cache', 'memcached', undefined),
  ...csv(OWNED, undefined, null, [], [{}], [{}, { resources: [{}] }]),
  ...csv(['spec', 'customresourcedefinitions'], undefined, null, {}),
  ...crd([...VERSION, 'schema'], undefined, null),
  ...crd([...VERSION, 'schema', 'openAPIV3Schema', 'properties'], undefined, {}),
  ...crd(
    [...VERSION, 'schema', 'openAPIV3Schema', 'properties', 'spec'],
    undefined,
    {},
    {
      type: 'object',
      additionalProperties: { type: 'integer' },
    },
    { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
  ),
  ...crd([...VERSION, 'schema', 'openAPIV3Schema', 'properties', 'spec', 'properties', 'size'], undefined),
  ...crd([...VERSION, 'name'], 'v1', 'V1ALPHA1'),
  ...crd(['spec', 'names', 'kind'], 'Cache', 'MEMCACHED', 'Memcacheds'),
  ...crd(['spec', 'group'], 'other.example.org'),
  several(
    'an older CRD',
    older(() => undefined),
  ),
  several(
    'an older CRD without a schema',
    older((part) => delete part.spec.validation),
  ),
  several(
    'an older CRD that lacks a field',
    withExample({ spec: { colour: 'red' } }),
    older(() => undefined),
  ),
  several(
    'an older CRD with a list of versions',
    older((part) => Object.assign(part.spec, { versions: [{ name: part.spec.version, served: true, storage: true }] })),
    withExample({ spec: { colour: 'red' } }),
  ),
  several(
    'an older CRD with a schema of its version',
    older((part) => {
      const schema = { openAPIV3Schema: { properties: { spec: { properties: { colour: { type: 'string' } } } } } };
      Object.assign(part.spec, { versions: [{ name: part.spec.version, served: true, storage: true, schema }] });
      delete part.spec.validation;
    }),
    withExample({ spec: { colour: 'red' } }),
  ),
  several(
    'an example with a status and no descriptors',
    withExample({ status: { readyReplicas: 1 } }),
    ({ csv: part }) => put(part, [...OWNED, 0, 'statusDescriptors'], undefined),
  ),
  several('two examples, one of which is odd', ({ csv: part }) => {
    const { annotations } = part.metadata;
    const [first] = JSON.parse(annotations['alm-examples']) as readonly Part[];
    annotations['alm-examples'] = JSON.stringify([first, { ...first, spec: null }, { ...first, kind: 'Cache' }]);
  }),
  several(
    'two versions, one without a schema',
    ({ crd: part }) => {
      part.spec.versions.push({ name: 'v1', served: true, storage: false });
    },
    withExample({ apiVersion: 'cache.example.com/v1' }),
  ),
];
