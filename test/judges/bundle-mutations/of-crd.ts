/** Changes to a CustomResourceDefinition as a whole: metadata, names, conversion, and which of them there are. */
import type { Part } from './draft.ts';
import { crd, set, toV1beta1 } from './crd-change.ts';
import type { Mutation } from './mutation.ts';

const names = (field: string) => ['spec', 'names', field];

const conversion = (webhook: Part): Part => ({ strategy: 'Webhook', webhook });
const service = (more: Part): Part =>
  conversion({ clientConfig: { service: { name: 'a', namespace: 'b', ...more } }, conversionReviewVersions: ['v1'] });
const url = (address: Part): Part => conversion({ clientConfig: { url: address }, conversionReviewVersions: ['v1'] });

export const CRD_MUTATIONS: readonly Mutation[] = [
  ...set(
    ['metadata', 'name'],
    undefined,
    '',
    'memcacheds',
    'x.cache.example.com',
    'Memcacheds.cache.example.com',
    5,
    null,
  ),
  ...set(['metadata'], undefined, {}, null, 'x'),
  ...set(
    ['metadata', 'labels'],
    { a: 'b' },
    { 'a b': 'c' },
    { a: 'b c' },
    { a: '-' },
    { a: 5 },
    { 'x/y/z': 'a' },
    { '': 'a' },
    { [`${'a'.repeat(64)}`]: 'a' },
    'x',
  ),
  ...set(
    ['metadata', 'annotations'],
    { a: 'b c' },
    { 'a b': 'c' },
    { 'A.Example/B': 'c' },
    { a: 'x'.repeat(300_000) },
    { a: 5 },
    null,
  ),
  ...set(['metadata', 'namespace'], 'default', ''),
  ...set(['metadata', 'finalizers'], ['a'], ['a b'], ['a/b'], 'x', ['foregroundDeletion']),
  ...set(
    ['metadata', 'ownerReferences'],
    [{}],
    [{ apiVersion: 'v1', kind: 'Pod', name: 'a', uid: 'b' }],
    [{ apiVersion: 'v1', kind: 'Event', name: 'a', uid: 'b' }],
    'x',
  ),
  ...set(['metadata', 'generation'], -1, 1, 'x'),
  ...set(['metadata', 'creationTimestamp'], null, 'x', '2020-01-01T00:00:00Z', '2020-13-01T00:00:00Z', '2020-01-01'),
  ...set(['apiVersion'], undefined, '', 'apiextensions.k8s.io/v2', 'apiextensions.k8s.io/v1beta1', 'v1', 5),
  ...set(['kind'], undefined, '', 'Foo', 'customresourcedefinition', 5),
  ...set(['spec'], undefined, {}, null, 'x'),
  ...set(
    ['spec', 'group'],
    undefined,
    '',
    'example',
    'Cache.example.com',
    'other.example.com',
    'a_b.c',
    'foo.k8s.io',
    'kubernetes.io',
    5,
  ),
  crd('an approved group of Kubernetes', (value) => {
    value.spec.group = 'foo.k8s.io';
    value.metadata = {
      name: `${value.spec.names.plural}.foo.k8s.io`,
      annotations: { 'api-approved.kubernetes.io': 'https://github.com/kubernetes/kubernetes/pull/1' },
    };
  }),
  crd('an unapproved group of Kubernetes', (value) => {
    value.spec.group = 'foo.k8s.io';
    value.metadata = {
      name: `${value.spec.names.plural}.foo.k8s.io`,
      annotations: { 'api-approved.kubernetes.io': 'unapproved, for a test' },
    };
  }),
  ...set(['spec', 'scope'], undefined, '', 'Namespaced', 'Cluster', 'namespaced', 5),
  ...set(['spec', 'names'], undefined, {}, null, 'x', { kind: 'A', plural: 'as' }, { plural: 'as' }, { kind: 'A' }),
  ...set(names('kind'), undefined, '', 'memcached', 'Mem cached', '1A', 'A'.repeat(64), 5),
  ...set(names('plural'), undefined, '', 'Memcacheds', 'a.b', 5),
  ...set(names('singular'), undefined, '', 'Memcached', '1a', 5, null),
  ...set(names('listKind'), undefined, '', 'Memcached', 'memcachedList', 'A_B', 5),
  ...set(names('shortNames'), undefined, [], ['mc'], ['MC'], [''], ['a', 'a'], 'x', [5]),
  ...set(names('categories'), undefined, [], ['all'], ['All'], ['a b'], 'x'),
  ...set(['spec', 'versions'], undefined, [], null, {}, [{}], [null], 'x'),
  ...set(['spec', 'preserveUnknownFields'], true, false, null, 'x'),
  ...set(
    ['spec', 'conversion'],
    undefined,
    null,
    {},
    { strategy: 'None' },
    { strategy: 'none' },
    { strategy: 'Webhook' },
    { strategy: 'None', webhook: {} },
    { strategy: 'None', webhook: { conversionReviewVersions: ['v1'] } },
    conversion({}),
    conversion({ clientConfig: {}, conversionReviewVersions: ['v1'] }),
    conversion({
      clientConfig: { url: 'https://a', service: { name: 'a', namespace: 'b' } },
      conversionReviewVersions: ['v1'],
    }),
    service({}),
    service({ port: 0 }),
    service({ port: 70_000 }),
    service({ port: 'x' }),
    service({ path: 'x' }),
    service({ path: '/x' }),
    service({ path: '/x/' }),
    service({ path: '//' }),
    service({ path: '/X' }),
    service({ path: '' }),
    service({ name: '' }),
    service({ namespace: '' }),
    url('https://a'),
    url('http://a'),
    url('https://'),
    url('https://u@a'),
    url('https://a?b'),
    url('https://a#b'),
    url('https://a?'),
    url('x'),
    url('HTTPS://a/b'),
    url('https://a b'),
    'x',
  ),
  ...[['v1'], ['v1beta1'], ['v2'], ['v1', 'v1'], ['V1', 'v1'], [], ['v1', 'v2'], 'v1'].map((versions) =>
    crd(
      `reviews ${JSON.stringify(versions)}`,
      (value) =>
        (value.spec.conversion = conversion({
          clientConfig: { url: 'https://a' },
          conversionReviewVersions: versions,
        })),
    ),
  ),
  crd('removed', (_value, draft) => delete draft.files[draft.crdPath]),
  crd('there twice', (value, { files }) => (files['manifests/zz.yaml'] = structuredClone(value))),
  crd('there in v1 and v1beta1', (value, { files }) => {
    files['manifests/zz.yaml'] = structuredClone(value);
    toV1beta1(files['manifests/zz.yaml']);
  }),
  crd('of another kind, not owned', (value, { files }) => {
    const other = structuredClone(value);
    Object.assign(other.spec.names, { kind: 'Other', plural: 'others', singular: 'other', listKind: 'OtherList' });
    other.metadata.name = `others.${other.spec.group}`;
    files['manifests/zz.yaml'] = other;
  }),
];
