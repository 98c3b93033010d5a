/** Changes to the versions of a CustomResourceDefinition: flags, schemas, columns, subresources. */
import { crd, set } from './crd-change.ts';
import type { Mutation } from './mutation.ts';

const VERSION = ['spec', 'versions', 0];
const SCHEMA = [...VERSION, 'schema', 'openAPIV3Schema'];

export const VERSION_MUTATIONS: readonly Mutation[] = [
  ...set([...VERSION, 'name'], undefined, '', 'v1', 'V1', '1', 'v1.0', 5),
  ...set([...VERSION, 'served'], undefined, false, 'true', null, 1),
  ...set([...VERSION, 'storage'], undefined, false, 'true', null),
  ...set([...VERSION, 'deprecated'], true, false, 'x'),
  ...set([...VERSION, 'deprecationWarning'], 'x', '', 5),
  ...['use v2', '', 'x'.repeat(256), 'x'.repeat(257), 'a\nb', 'ä', 'a\u00a0b', '\u200b', '\u2028'].map((warning) =>
    crd(`deprecated: ${JSON.stringify(warning.slice(0, 20))}`, (value) =>
      Object.assign(value.spec.versions[0], { deprecated: true, deprecationWarning: warning }),
    ),
  ),
  crd('two versions, alike', (value) =>
    value.spec.versions.push({ ...structuredClone(value.spec.versions[0]), name: 'v9', storage: false }),
  ),
  crd('two versions, both stored', (value) =>
    value.spec.versions.push({ ...structuredClone(value.spec.versions[0]), name: 'v9' }),
  ),
  crd('two versions of a name', (value) =>
    value.spec.versions.push({ ...structuredClone(value.spec.versions[0]), storage: false }),
  ),
  crd('two versions, one without a schema', (value) =>
    value.spec.versions.push({ name: 'v9', served: true, storage: false }),
  ),
  ...set(
    [...VERSION, 'schema'],
    undefined,
    {},
    null,
    'x',
    { openAPIV3Schema: {} },
    { openAPIV3Schema: { type: 'object' } },
  ),
  ...set([...SCHEMA, 'type'], undefined, 'string', 'foo', 5, ''),
  ...set(
    [...SCHEMA, 'properties'],
    undefined,
    {},
    [],
    'x',
    { spec: 'x' },
    { spec: { type: 5 } },
    { spec: { type: 'foo' } },
    { spec: { minimum: 'x' } },
    { spec: { maxLength: 1.5 } },
    { spec: { required: 'x' } },
    { spec: { enum: 'x' } },
    { spec: { items: 5 } },
    { spec: { additionalProperties: 5 } },
    { spec: { additionalProperties: null } },
    { spec: { additionalProperties: {} } },
    { spec: { default: null } },
    { spec: { pattern: 5 } },
    { spec: { nullable: 'x' } },
  ),
  ...set(
    [...VERSION, 'subresources'],
    undefined,
    {},
    null,
    { status: {} },
    { status: 'x' },
    { status: null },
    { scale: {} },
    { scale: { specReplicasPath: '.spec.x' } },
    { scale: { specReplicasPath: '.spec.x', statusReplicasPath: '.status.x' } },
    { scale: { specReplicasPath: 'spec.x', statusReplicasPath: '.status.x' } },
    { scale: { specReplicasPath: '.x', statusReplicasPath: '.status.x' } },
    { scale: { specReplicasPath: '.spec.x', statusReplicasPath: '.spec.x' } },
    { scale: { specReplicasPath: '.spec.x', statusReplicasPath: '.status.x', labelSelectorPath: 'x' } },
    { scale: { specReplicasPath: '.spec.x', statusReplicasPath: '.status.x', labelSelectorPath: '' } },
    { scale: { specReplicasPath: '.spec.x', statusReplicasPath: '.status.x', labelSelectorPath: '.x' } },
    'x',
  ),
  ...[
    {},
    { name: 'A' },
    { name: 'A', type: 'string', jsonPath: '.spec.x' },
    { name: 'A', type: 'text', jsonPath: '.spec.x' },
    { name: 'A', type: 'string', jsonPath: 'spec.x' },
    { name: 'A', type: 'string', format: 'foo', jsonPath: '.' },
    { name: 'A', type: 'integer', format: 'int32', jsonPath: '..' },
    { name: 'A', type: 'integer', priority: 'x', jsonPath: '.a' },
    { name: 5, type: 'string', jsonPath: '.a' },
    null,
  ].flatMap((column) => set([...VERSION, 'additionalPrinterColumns'], [column])),
  ...[
    [],
    [{}],
    [{ jsonPath: '.spec.nothing' }],
    [{ jsonPath: '.metadata.name' }],
    [{ jsonPath: 'spec' }],
    [{ jsonPath: '.spec' }],
    'x',
  ].flatMap((fields) => set([...VERSION, 'selectableFields'], fields)),
  crd('a selectable field', (value) => {
    value.spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.color = { type: 'string' };
    value.spec.versions[0].selectableFields = [{ jsonPath: '.spec.color' }];
  }),
  crd('a selectable field twice', (value) => {
    value.spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.color = { type: 'string' };
    value.spec.versions[0].selectableFields = [{ jsonPath: '.spec.color' }, { jsonPath: '.spec.color' }];
  }),
  crd('a selectable field of one of two versions with one schema', (value) => {
    value.spec.versions[0].schema.openAPIV3Schema.properties.spec.properties.color = { type: 'string' };
    value.spec.versions.push({ ...structuredClone(value.spec.versions[0]), name: 'v9', storage: false });
    value.spec.versions[0].selectableFields = [{ jsonPath: '.spec.color' }];
  }),
];
