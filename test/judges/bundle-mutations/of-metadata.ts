/** Changes to what stands in metadata/, and to the folders themselves. */
import type { Draft, Part } from './draft.ts';
import { type Mutation, put } from './mutation.ts';

const BUNDLE = 'operators.operatorframework.io.bundle';
const KEYS = ['mediatype.v1', 'manifests.v1', 'metadata.v1', 'package.v1', 'channels.v1', 'channel.default.v1'];

const mutation = (name: string, change: (draft: Draft) => void): Mutation => ({
  name: `metadata: ${name}`,
  isFormat: true,
  change,
});

const annotate = (key: string, ...values: readonly Part[]): readonly Mutation[] =>
  values.map((value) =>
    mutation(`${key} = ${JSON.stringify(value) ?? 'removed'}`, ({ annotations }) =>
      put(annotations, [`${BUNDLE}.${key}`], value),
    ),
  );

const dependencies = (...values: readonly Part[]): readonly Mutation[] =>
  values.map((value) =>
    mutation(
      `dependencies ${JSON.stringify(value).slice(0, 90)}`,
      ({ files }) => (files['metadata/dependencies.yaml'] = { dependencies: value }),
    ),
  );

const packaged = (version: Part): Part => [{ type: 'olm.package', value: { packageName: 'a', version } }];
const constraint = (rule: Part): Part => [{ type: 'olm.constraint', value: { failureMessage: 'no', cel: { rule } } }];

const RANGES = [
  '1.0.0',
  '>=1.0.0',
  '>=1.0.0 <2.0.0',
  '>= 1.0.0',
  '>=1.0.0 || <0.5.0',
  '|| 1.0.0',
  '1.0.0 ||',
  '1.x',
  '1.2.x',
  '>1.x.x',
  '>=1.x',
  '<1.x',
  '!1.x',
  'x',
  '1',
  '1.2',
  '~1.0.0',
  '^1.0.0',
  '=1.0.0',
  '==1.0.0',
  '!1.0.0',
  '!=1.0.0',
  '=>1.0.0',
  'v1.0.0',
  '>=1.0.0,<2.0.0',
  '>1.0.0-rc.1',
  'latest',
  ' 1.0.0 ',
  '1.0.0 - 2.0.0',
  '>=1.0.0<2.0.0',
  '*',
];

const RULES = [
  'true',
  'properties.exists(p, p.type == "olm.package")',
  'properties.exists(p, p.type == "olm.gvk" && p.value.group == "a")',
  'properties.size()',
  'semver_compare("1.0.0", "2.0.0") == 1',
  'properties.exists(p, semver_compare(p.value.version, "1.0.0") >= 0)',
  'semver_compare("1.0.0") == 1',
  'nothing',
  '1 +',
  '"a" == 1',
  '',
  'properties.exists(p, p.type',
  'semver_compare("1", "2")',
  'has(properties.a)',
  'properties[0].type == "a"',
  'properties.all(p, p.value > 5)',
  'isURL("https://example.com")',
  'quantity("1").isInteger()',
  'properties.map(p, p.type).exists(t, t.startsWith("olm.") && t.matches("gvk$"))',
  'int("1") + size(properties) > 0 && timestamp("2026-01-01T00:00:00Z").getFullYear() == 2026',
];

export const METADATA_MUTATIONS: readonly Mutation[] = [
  ...KEYS.flatMap((key) => annotate(key, undefined, '', null, 5, true, [], {}, 'foo')),
  ...annotate('mediatype.v1', 'plain', 'helm', 'registry+v2'),
  ...annotate(
    'manifests.v1',
    'manifests',
    './manifests/',
    'manifests//',
    '/manifests/',
    '../manifests/',
    'other/',
    '.',
  ),
  ...annotate('channels.v1', 'beta', 'stable,beta', 'stable, fast', ',', 'candidate-v1', 'Stable', 'alpha,beta', ' '),
  ...annotate('channel.default.v1', 'beta', 'stable', 'fast '),
  mutation('no annotations', ({ files }) => (files['metadata/annotations.yaml'] = {})),
  mutation('empty annotations', ({ files }) => (files['metadata/annotations.yaml'] = { annotations: {} })),
  mutation('annotations that are null', ({ files }) => (files['metadata/annotations.yaml'] = { annotations: null })),
  mutation('annotations that are a list', ({ files }) => (files['metadata/annotations.yaml'] = { annotations: [] })),
  mutation('an empty annotations file', ({ files }) => (files['metadata/annotations.yaml'] = '')),
  mutation('annotations that are no YAML', ({ files }) => (files['metadata/annotations.yaml'] = 'annotations: [')),
  mutation('no annotations file', ({ files }) => delete files['metadata/annotations.yaml']),
  mutation('annotations in a file of another name', ({ files }) => {
    files['metadata/bundle.yaml'] = files['metadata/annotations.yaml'];
    delete files['metadata/annotations.yaml'];
  }),
  mutation('more annotations', ({ annotations }) => (annotations['com.redhat.openshift.versions'] = 'v4.6-v4.8')),
  mutation('no metadata folder', ({ files }) => {
    for (const path of Object.keys(files)) if (path.startsWith('metadata/')) delete files[path];
  }),
  mutation('no manifests folder', ({ files }) => {
    for (const path of Object.keys(files)) if (path.startsWith('manifests/')) delete files[path];
  }),
  mutation('manifests in another folder, as is said', ({ files, annotations }) => {
    annotations[`${BUNDLE}.manifests.v1`] = 'deploy/';
    for (const path of Object.keys(files))
      if (path.startsWith('manifests/')) {
        files[path.replace('manifests/', 'deploy/')] = files[path];
        delete files[path];
      }
  }),
  ...dependencies(
    [],
    null,
    'x',
    {},
    [{}],
    [null],
    ['x'],
    [{ type: 'olm.foo', value: {} }],
    [{ type: 5, value: {} }],
    [{ type: 'olm.gvk' }],
    [{ type: 'olm.gvk', value: null }],
    [{ type: 'olm.gvk', value: 'x' }],
    [{ type: 'olm.gvk', value: {} }],
    [{ type: 'olm.gvk', value: { group: 'a', version: 'v1', kind: 'A' } }],
    [{ type: 'olm.gvk', value: { group: 'a', version: 'v1' } }],
    [{ type: 'olm.gvk', value: { group: 5, version: 'v1', kind: 'A' } }],
    [{ type: 'olm.label', value: { label: 'a' } }],
    [{ type: 'olm.label', value: {} }],
    [{ type: 'olm.label', value: { label: 5 } }],
    [{ type: 'olm.package', value: {} }],
    [{ type: 'olm.package', value: { packageName: 'a' } }],
    [{ type: 'olm.package', value: { version: '1.0.0' } }],
    [{ type: 'olm.constraint', value: {} }],
    [{ type: 'olm.constraint', value: { all: { constraints: [] } } }],
    [{ type: 'olm.constraint', value: { cel: {} } }],
    [{ type: 'olm.constraint', value: { cel: { rule: 5 } } }],
    [{ type: 'olm.constraint', value: { cel: 'true' } }],
    [{ type: 'olm.constraint', value: { failureMessage: 5, cel: { rule: 'true' } } }],
  ),
  ...dependencies(...RANGES.map(packaged), packaged(1), packaged(1.5)),
  ...dependencies(...RULES.map(constraint)),
  mutation('dependencies that are no YAML', ({ files }) => (files['metadata/dependencies.yaml'] = '{')),
  mutation(
    'properties',
    ({ files }) =>
      (files['metadata/properties.yaml'] = { properties: [{ type: 'olm.maxOpenShiftVersion', value: '4.18' }] }),
  ),
];
