/** Bundles for catalogs: those that the generator makes, and what else a bundle can have in it. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toYaml } from '../../../../generators/core/emit/yaml.ts';
import type { JsonObject, JsonValue } from '../../../../generators/core/model/json.ts';
import type { Model } from '../../../../generators/core/model/model.ts';
import type { ReleaseHistory } from '../../../../generators/core/model/release.ts';
import type { BundleContent } from '../../../../generators/core/olm/bundle-content.ts';
import type { CatalogRelease } from '../../../../generators/core/olm/catalog/file-based-catalog.ts';
import { openBundle } from '../../../../generators/core/olm/open-bundle.ts';
import { olmFiles } from '../../../../generators/core/plan/olm.ts';

const PREFIX = 'operators.operatorframework.io.bundle';

/** The bundle of a model. */
export const bundleOf = (model: Model): BundleContent => {
  const files = olmFiles(model)
    .filter(({ path }) => path.startsWith('bundle/'))
    .map(({ path, content }) => ({ path: path.slice('bundle/'.length), bytes: Buffer.from(content) }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return openBundle('bundle', files).content!;
};

/** The same as another release: what is told apart by its name and version, no more. */
export const released = (content: BundleContent, version: string, name?: string): BundleContent =>
  withCsv(content, ({ metadata, spec, ...csv }) => ({
    ...csv,
    metadata: {
      ...(metadata as JsonObject),
      name: name ?? `${content.annotations[`${PREFIX}.package.v1`]}.v${version.toLowerCase().replaceAll('+', '-')}`,
    },
    spec: { ...(spec as JsonObject), version },
  }));

/** With another ClusterServiceVersion. */
export const withCsv = (content: BundleContent, change: (csv: JsonObject) => JsonObject): BundleContent => ({
  ...content,
  csv: change(content.csv),
});

/** With more in its `spec`. */
export const withSpec = (content: BundleContent, fields: JsonObject): BundleContent =>
  withCsv(content, (csv) => ({ ...csv, spec: { ...(csv['spec'] as JsonObject), ...fields } }));

/** With more annotations on its ClusterServiceVersion. */
export const withAnnotations = (content: BundleContent, annotations: JsonObject): BundleContent =>
  withCsv(content, ({ metadata, ...csv }) => {
    const { annotations: own, ...rest } = metadata as { readonly annotations: JsonObject };
    return { ...csv, metadata: { ...rest, annotations: { ...own, ...annotations } } };
  });

/** The files of a bundle, by their paths. */
export const bundleFiles = (content: BundleContent): Readonly<Record<string, string>> => ({
  'manifests/0.clusterserviceversion.yaml': toYaml(content.csv),
  ...Object.fromEntries(content.crds.map((crd, index) => [`manifests/1-${index}.crd.yaml`, toYaml(crd)])),
  ...Object.fromEntries(content.others.map((other, index) => [`manifests/2-${index}.yaml`, toYaml(other)])),
  'metadata/annotations.yaml': toYaml({ annotations: content.annotations }),
  ...(content.dependencies.length > 0 && {
    'metadata/dependencies.yaml': toYaml({ dependencies: content.dependencies }),
  }),
  ...(content.properties.length > 0 && { 'metadata/properties.yaml': toYaml({ properties: content.properties }) }),
});

/** Writes files below a folder. */
export const writeFiles = (root: string, files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
};

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

/** The package of the bundles here. */
export const PACKAGE = 'memcached-operator';

/** A bundle for each release of a history. */
export const catalogReleases = (base: BundleContent, { releases }: ReleaseHistory): readonly CatalogRelease[] =>
  releases.map(({ version, image }) => ({
    version,
    content: released(base, version),
    image: image ?? `ghcr.io/acme/memcached-operator-bundle:v${version.replaceAll('+', '-')}`,
  }));
