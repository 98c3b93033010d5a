/** Operators that are hard to print: names that clash, hostile text, every combination of children and status. */
import type { Api, JsonObject, KindReference, Model } from '../../../generators/core/model/model.ts';
import { expression, interpolation, memcachedApi, metadata, object, operator, template, used } from './memcached.ts';

/** Text that would be code in one of the languages that it is printed in. */
export const HOSTILE =
  '*/ export const pwned = 1; /* ` ${process.exit(1)} \u2028 \u202e </script> \r\n // @ts-nocheck {{x}} \'"\\';

const api = (kind: string, changes: Partial<Api> = {}): Api => ({
  ...memcachedApi,
  kind,
  plural: `${kind.toLowerCase()}s`,
  listKind: `${kind}List`,
  singular: kind.toLowerCase(),
  crdName: `${kind.toLowerCase()}s.${changes.group ?? memcachedApi.group}`,
  directory: kind.toLowerCase(),
  variable: kind.charAt(0).toLowerCase() + kind.slice(1),
  sample: { ...memcachedApi.sample, kind, metadata: { name: 'sample' } },
  ...changes,
});

const withoutStatus = ({ status: _status, ...rest }: Api): Api => rest;

const own = (kind: string, plural: string): KindReference => ({
  group: memcachedApi.group,
  version: 'v1alpha1',
  kind,
  plural,
  namespaced: true,
  origin: 'own',
});

const foreign = (group: string): KindReference => ({
  group,
  version: 'v1',
  kind: 'Certificate',
  plural: 'certificates',
  namespaced: true,
  origin: 'foreign',
});

const ownObject = (kind: string, spec: object) =>
  object({ apiVersion: 'cache.example.com/v1alpha1', kind, metadata, spec });

const placed = { name: expression('self.metadata.name', 'self'), namespace: 'default' };

const hostileSchema = {
  description: HOSTILE,
  type: 'object',
  properties: {
    spec: {
      description: HOSTILE,
      type: 'object',
      required: ['a-b'],
      properties: JSON.parse(
        JSON.stringify({
          default: { type: 'string', description: HOSTILE },
          'a-b': { type: 'string', pattern: '*/', default: "it's */" },
          '0x': { type: 'integer' },
          "it's": { enum: ['', 'a', "'", '"', HOSTILE, 1, null], nullable: true },
          $ref: { type: 'string' },
          definitions: { type: 'object', properties: { $id: { type: 'string' } } },
        }).replace('"default"', '"__proto__":{"type":"string"},"default"'),
      ) as JsonObject,
    },
    status: (memcachedApi.storage.schema['properties'] as JsonObject)['status'] as JsonObject,
  },
};

const hostileVersion = { ...memcachedApi.storage, name: 'v1', schema: hostileSchema };
const oldVersion = { ...memcachedApi.storage, storage: false };

const hostile = api('Condition', {
  scope: 'Cluster',
  versions: [oldVersion, hostileVersion],
  storage: hostileVersion,
  sample: {
    apiVersion: 'cache.example.com/v1',
    kind: 'Condition',
    metadata: { name: 'sample' },
    spec: { 'a-b': HOSTILE },
  },
  children: [
    {
      name: 'labelsOf',
      kind: foreign('cert-manager.io'),
      template: object({
        apiVersion: 'cert-manager.io/v1',
        kind: 'Certificate',
        metadata: placed,
        spec: {
          text: interpolation(HOSTILE, used('self.metadata.name'), '`${a}\\'),
          labels: expression('{ ...labels, a: "b" }'.replaceAll('"', "'"), 'labels'),
          rows: [
            [1, 2],
            [3, 4],
          ],
          objects: [
            { a: 1, b: 2 },
            { a: 1, b: 2 },
          ],
          numbers: Array.from({ length: 40 }, (_, index) => index * 1000),
          long: 'x'.repeat(150),
          odd: [1e21, -0, 1.5, null, true, '', {}, []],
        },
        [HOSTILE]: HOSTILE,
      }),
    },
    {
      name: 'Deployment',
      kind: foreign('other.dev'),
      template: object({
        apiVersion: 'other.dev/v1',
        kind: 'Certificate',
        metadata: { name: 'x', namespace: 'default' },
        data: 1,
      }),
    },
    {
      name: 'config',
      kind: { group: '', version: 'v1', kind: 'ConfigMap', plural: 'configmaps', namespaced: true, origin: 'builtin' },
      template: object({
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: placed,
        data: {
          type: 'object',
          entries: [
            ['__proto__', template('x')],
            ['my.conf', template('a\n\'b\' "c" ${d} `e`\n')],
          ],
        },
      }),
    },
  ],
  watches: [
    { group: '', version: 'v1', kind: 'Secret', plural: 'secrets', namespaced: true, origin: 'builtin' },
    foreign('cert-manager.io'),
  ],
  status: {
    fields: [],
    conditions: [
      { type: 'Ready', status: template('Unknown') },
      { type: 'Issued', status: expression('labelsOf.status?.ready === true', 'labelsOf'), reason: template('Reason') },
    ],
    uses: ['labelsOf'],
  },
});

/** Every one of them in one operator. */
export const nasty: Model = {
  ...operator(
    memcachedApi,
    hostile,
    // A kind with the name of a built-in one, which it owns, beside one of our own that has defaults.
    api('Service', {
      children: [
        ...memcachedApi.children.slice(1),
        { name: 'cache', kind: own('Memcached', 'memcacheds'), template: ownObject('Memcached', { image: 'x' }) },
      ],
      status: { fields: [], conditions: [{ type: 'Ready', status: template(true) }], uses: [] },
    }),
    // Two that own each other, named as what generated code imports.
    api('KubernetesObject', {
      children: [{ name: 'b', kind: own('Controller', 'controllers'), template: ownObject('Controller', {}) }],
      status: { fields: [['readyReplicas', template(1)]], conditions: [], uses: [] },
    }),
    withoutStatus(
      api('Controller', {
        children: [
          {
            name: 'a',
            kind: own('KubernetesObject', 'kubernetesobjects'),
            template: ownObject('KubernetesObject', { size: 1 }),
          },
        ],
      }),
    ),
    withoutStatus(api('Reconcile', { variable: 'log', scope: 'Cluster', children: [] })),
    api('Status', { children: [], status: { fields: [['readyReplicas', template(1)]], conditions: [], uses: [] } }),
    api('Kind'),
    api(`A${'b'.repeat(62)}`),
    api('Memcached', {
      group: 'other.example.com',
      directory: 'memcached-other',
      variable: 'memcachedOther',
      sample: { ...memcachedApi.sample, apiVersion: 'other.example.com/v1alpha1' },
    }),
  ),
  displayName: 'A *b* <c>',
  description: HOSTILE,
};
