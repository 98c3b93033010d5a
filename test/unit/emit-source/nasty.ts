/** Operators that are hard to print: names that clash, hostile text, every combination of children and status. */
import type {
  Api,
  Child,
  JsonObject,
  Model,
  ObjectTemplate,
  StatusTemplate,
  WatchedKind,
} from '../../../generators/core/model/model.ts';
import { toTemplate } from '../../../generators/core/spec/template.ts';
import { kindOf, memcachedApi, memcachedModel, version } from '../models.ts';

/** Text that would be code in one of the languages that it is printed in. */
export const HOSTILE =
  '*/ export const pwned = 1; /* ` ${process.exit(1)} \u2028 \u202e </script> \r\n // @ts-nocheck {{x}} \'"\\';

const memcached = memcachedApi();

const api = (kind: string, changes: Partial<Api> = {}): Api => ({
  ...memcached,
  kind,
  typeName: kind,
  plural: `${kind.toLowerCase()}s`,
  listKind: `${kind}List`,
  singular: kind.toLowerCase(),
  crdName: `${kind.toLowerCase()}s.${changes.group ?? memcached.group}`,
  directory: kind.toLowerCase(),
  variable: kind.charAt(0).toLowerCase() + kind.slice(1),
  sample: { ...memcached.sample, kind, metadata: { name: 'sample' } },
  ...changes,
});

const withoutStatus = ({ status: _status, ...rest }: Api): Api => rest;

/** A child as a spec would write it, but whole. */
const child = (name: string, apiVersion: string, kind: string, rest: JsonObject): Child => ({
  name,
  kind: kindOf(apiVersion, kind),
  template: toTemplate({ apiVersion, kind, ...rest }) as ObjectTemplate,
});

/** One that is of this operator's own kinds. */
const own = (name: string, kind: string, spec: JsonObject): Child => {
  const whole = child(name, 'cache.example.com/v1alpha1', kind, { metadata, spec });
  return { ...whole, kind: { ...whole.kind, origin: 'own' } };
};

const metadata = {
  name: '${self.metadata.name}',
  namespace: '${self.metadata.namespace}',
  labels: '${labels}',
};
const placed = { name: '${self.metadata.name}', namespace: 'default' };

/** Text that is no template. */
const escaped = (text: string): string => text.replaceAll('${', () => '$${');

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
    status: (version().schema['properties'] as JsonObject)['status'] as JsonObject,
  },
};

const hostileVersion = version({ name: 'v1', schema: hostileSchema });
const oldVersion = version({ storage: false });

const hostileChildren = [
  child('labelsOf', 'cert-manager.io/v1', 'Certificate', {
    metadata: placed,
    spec: {
      text: `${escaped(HOSTILE)}\${self.metadata.name}${escaped('`${a}\\')}`,
      labels: "${{ ...labels, a: 'b' }}",
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
    [HOSTILE]: escaped(HOSTILE),
  }),
  child('Deployment', 'other.dev/v1', 'Certificate', { metadata: { name: 'x', namespace: 'default' }, data: 1 }),
  child('config', 'v1', 'ConfigMap', {
    metadata: placed,
    data: { ['__proto__']: 'x', 'my.conf': escaped('a\n\'b\' "c" ${d} `e`\n') },
  }),
];

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
  children: hostileChildren,
  watches: [kindOf('v1', 'Secret'), kindOf('cert-manager.io/v1', 'Certificate')],
  status: {
    fields: [],
    conditions: [
      { type: 'Ready', status: toTemplate('Unknown') },
      { type: 'Issued', status: toTemplate('${labelsOf.status?.ready === true}'), reason: toTemplate('Reason') },
    ],
    uses: ['labelsOf'],
  },
});

const absent = (kind: string): WatchedKind => ({ ...kindOf('storage.example.org/v1', kind), when: 'crdPresent' });

const ready: StatusTemplate = { fields: [['readyReplicas', toTemplate(1)]], conditions: [], uses: [] };

/** Every one of them in one operator. */
export const nasty: Model = memcachedModel({
  apis: [
    memcached,
    hostile,
    // A kind with the name of a built-in one, which it owns, beside one of our own that has defaults.
    api('Service', {
      children: [...memcached.children.slice(1), own('cache', 'Memcached', { image: 'x' })],
      status: { fields: [], conditions: [{ type: 'Ready', status: toTemplate(true) }], uses: [] },
    }),
    // Two that own each other, named as what generated code imports.
    api('KubernetesObject', { children: [own('b', 'Controller', {})], status: ready }),
    withoutStatus(api('Controller', { children: [own('a', 'KubernetesObject', { size: 1 })] })),
    withoutStatus(api('Reconcile', { variable: 'log', scope: 'Cluster', children: [] })),
    api('Status', { children: [], status: ready }),
    api('Kind'),
    // Named as what the handlers are given and export.
    api('Cleanup', { prune: true, cleanup: true, watches: [absent('Watch'), absent('Bucket')] }),
    withoutStatus(api('Prune', { prune: true, cleanup: true })),
    api('Log', { variable: 'logObject', children: [], cleanup: true, status: ready }),
    api(`A${'b'.repeat(62)}`),
    api('Memcached', {
      group: 'other.example.com',
      directory: 'memcached-other',
      variable: 'memcachedOther',
      sample: { ...memcached.sample, apiVersion: 'other.example.com/v1alpha1' },
    }),
  ],
  displayName: 'A *b* <c>',
  description: HOSTILE,
});
