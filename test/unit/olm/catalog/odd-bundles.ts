/** What a bundle can have beside what the generator writes. */
import type { JsonObject, JsonValue } from '../../../../generators/core/model/json.ts';
import type { BundleContent } from '../../../../generators/core/olm/bundle-content.ts';
import { withAnnotations, withCsv, withSpec } from './bundles.ts';

const typed = (type: string, value: JsonValue): JsonObject => ({ type, value });

const DEPENDENCIES = [
  typed('olm.package', { packageName: 'prometheus', version: '>0.27.0' }),
  typed('olm.gvk', { group: 'etcd.database.coreos.com', kind: 'EtcdCluster', version: 'v1beta2' }),
  typed('olm.gvk', { version: 'v1beta2', kind: 'EtcdCluster', group: 'etcd.database.coreos.com' }),
  typed('olm.package', { packageName: 'a<b', version: '>=1.0.0 <2.0.0' }),
  typed('olm.constraint', {
    failureMessage: 'needs a < b & c',
    all: {
      constraints: [
        { package: { packageName: 'kiwi', versionRange: '>=1.0.0 <2.0.0' } },
        { gvk: { group: 'g', version: 'v1', kind: 'K' } },
      ],
    },
  }),
  typed('olm.constraint', {
    cel: { rule: 'properties.exists(p, p.type == "certified")' },
    failureMessage: 'certified',
  }),
  typed('olm.label', { label: 'gold' }),
];

const PROPERTIES = [
  typed('olm.maxOpenShiftVersion', '4.18'),
  typed('olm.gvk', { group: 'extra.example.com', kind: 'Extra', version: 'v1' }),
  typed('com.example.b', { z: [1, true, null, 1.5], a: { '<': '>&', ä: 'ö\u2028' } }),
  typed('com.example.b', 'text'),
  typed('com.example.a', []),
  typed('com.example.a', {}),
  typed('com.example.a', 7),
  typed('com.example.a', 7),
  typed('com.example.Z', false),
  typed('olm.gvk.required', { group: 'direct.example.com', kind: 'Direct', version: 'v1' }),
];

const ANNOTATED =
  '[ {"value" : "4.9",\n "type":"olm.maxOpenShiftVersion"}, {"type":"com.example.b","value": { "a" :1}},\n{"type": "com.example.b", "value":{"a":0}}, {"type":"com.example.b","value":"te\\u0078t"} ]';

const DESCRIBED: JsonObject = {
  kind: 'Old',
  displayName: '',
  description: null,
  resources: [
    { kind: 'Pod', version: 'v1' },
    { name: 'x', kind: 'X', version: 'v1', more: 1 },
  ],
  statusDescriptors: [{ path: 'a', 'x-descriptors': [], value: { deep: [1] } }],
  specDescriptors: [{ displayName: 'No path', 'X-Descriptors': ['urn:a', 'urn:b'] }],
  actionDescriptors: [{ path: 'b', value: 'v' }],
  unknown: true,
};

const API_SERVICES: JsonObject = {
  owned: [
    { ...DESCRIBED, group: 'api.example.com', version: 'v1', name: 'olds', deploymentName: 'd', containerPort: 8443 },
  ],
  required: [{ group: 'metrics.k8s.io', version: 'v1beta1', kind: 'PodMetrics', name: 'pods', containerPort: 0 }],
};

const webhook = (type: string): JsonObject => ({
  type,
  generateName: `${type.toLowerCase()}.example.com`,
  deploymentName: 'd',
  containerPort: 443,
  targetPort: 9443,
  sideEffects: 'None',
  admissionReviewVersions: ['v1'],
  webhookPath: '/hook',
});

const WEBHOOKS: JsonValue = [
  webhook('ValidatingAdmissionWebhook'),
  webhook('MutatingAdmissionWebhook'),
  { ...webhook('ConversionWebhook'), conversionCRDs: ['memcacheds.cache.example.com'] },
];

const OLD_CRD: JsonObject = {
  apiVersion: 'apiextensions.k8s.io/v1beta1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'ancients.old.example.com' },
  spec: {
    group: 'old.example.com',
    names: { kind: 'Ancient', plural: 'ancients' },
    scope: 'Namespaced',
    version: 'v1alpha1',
    versions: [
      { name: 'v1', served: true, storage: true },
      { name: 'v1alpha1', served: false, storage: false },
    ],
  },
};

/** What a bundle can have beside what the generator writes, each on top of a bundle of the generator's. */
export const oddBundles = (base: BundleContent): Readonly<Record<string, BundleContent>> => ({
  dependencies: { ...base, dependencies: DEPENDENCIES },
  properties: { ...base, properties: PROPERTIES },
  'properties and dependencies that say the same': {
    ...base,
    properties: [...PROPERTIES, typed('olm.label', { label: 'gold' })],
    dependencies: DEPENDENCIES,
  },
  'properties in an annotation': withAnnotations({ ...base, properties: PROPERTIES }, { 'olm.properties': ANNOTATED }),
  'a property that JavaScript would not read': withAnnotations(base, {
    'olm.properties': '[{"type":"com.example.a","value":{"__proto__":1,"__proto__":[2]}},{"type":"b"},null,7]',
  }),
  'an annotation that is no list': withAnnotations(base, { 'olm.properties': '{"type":"x","value":1}' }),
  'an annotation that is no JSON': withAnnotations(base, { 'olm.properties': 'nothing' }),
  'another package in a property': {
    ...base,
    properties: [typed('olm.package', { packageName: 'other', version: '9.9.9', release: 'r1' })],
  },
  'a release of its packaging': withSpec(base, { release: 'alpha.1' }),
  'API servers': withSpec(base, { apiservicedefinitions: API_SERVICES }),
  webhooks: withSpec(base, { webhookdefinitions: WEBHOOKS }),
  'required kinds, and a definition of old': {
    ...withSpec(base, {
      customresourcedefinitions: {
        owned: [{ ...DESCRIBED, name: 'ancients.old.example.com', version: 'v1', kind: 'Ancient' }],
        required: [
          { name: 'certificates.cert-manager.io', version: 'v1', kind: 'Certificate', displayName: 'C' },
          { name: 'as.b.c.d', version: 'v2', kind: 'A', description: 'D' },
        ],
      },
    }),
    crds: [...base.crds, OLD_CRD],
  },
  'labels, native APIs, empty and null fields': withCsv(
    withSpec(base, {
      nativeAPIs: [{ group: '', version: 'v1', kind: 'Pod' }, { kind: 'X' }],
      keywords: [],
      links: [{ name: 'only a name' }, { url: '', name: '' }],
      maintainers: null,
      maturity: '',
      provider: null,
      displayName: null,
      DISPLAYNAME: 'By another case',
      installModes: [{ type: 'AllNamespaces' }],
    }),
    ({ metadata, ...csv }) => ({
      ...csv,
      metadata: { ...(metadata as JsonObject), labels: { 'operatorframework.io/arch.amd64': 'supported', empty: '' } },
    }),
  ),
  'no annotations': withCsv(base, ({ metadata, ...csv }) => ({
    ...csv,
    metadata: { name: (metadata as JsonObject)['name']! },
  })),
  'images of every kind': withSpec(base, {
    relatedImages: [
      { name: 'second', image: 'registry.example.com/z:1' },
      { name: 'first', image: 'registry.example.com/a@sha256:' + 'a'.repeat(64) },
      { name: 'again', image: 'registry.example.com/z:1' },
      { name: '', image: 'registry.example.com/Z:1' },
    ],
    install: {
      strategy: 'deployment',
      spec: {
        deployments: ['one', 'two'].map((name) => ({
          name,
          spec: {
            selector: {},
            template: {
              spec: {
                containers: [
                  { name: 'a', image: 'registry.example.com/z:1' },
                  { name: 'b', image: `x/${name}` },
                ],
                initContainers: [{ name: 'c', image: 'init:1' }],
              },
            },
          },
        })),
      },
    },
  }),
});
