import { describe, expect, test } from 'vitest';
import { buildModel } from '../../../generators/core/model/build.ts';
import type { Model, Template } from '../../../generators/core/model/model.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { changed, VALID } from '../spec/spec-text.ts';

const modelOf = (text: string): Model => {
  const { spec, problems } = loadSpec(text, 'operator.yaml');
  expect(problems).toEqual([]);
  return buildModel(spec!);
};
const childOf = (model: Model, name: string): Template | undefined =>
  model.apis[0]?.children.find((child) => child.name === name)?.template;
const metadataOf = (model: Model, name: string): Record<string, string> => {
  const template = childOf(model, name);
  const metadata = template?.type === 'object' ? template.entries.find(([key]) => key === 'metadata')?.[1] : undefined;
  return metadata?.type === 'object'
    ? Object.fromEntries(metadata.entries.map(([key, value]) => [key, codeOf(value)]))
    : {};
};
const codeOf = (template: Template): string => {
  if (template.type === 'expression') return `\${${template.expression.code}}`;
  if (template.type === 'interpolation')
    return template.parts.map((part) => (typeof part === 'string' ? part : `\${${part.code}}`)).join('');
  return template.type === 'literal' ? String(template.value) : template.type;
};

describe('the model', () => {
  test('has the license on one line', () => {
    const text = VALID.replace('  image:', '  license: |\n    MIT OR\n      ISC\n  image:');
    expect(modelOf(text).license).toBe('MIT OR ISC');
    expect(modelOf(VALID)).not.toHaveProperty('license');
  });

  test('has every default', () => {
    const model = modelOf(VALID);
    expect(model).toMatchObject({
      name: 'memcached-operator',
      displayName: 'Memcached Operator',
      version: '0.1.0',
      namespace: 'memcached-operator-system',
      image: { repository: 'ghcr.io/acme/memcached-operator', tag: '0.1.0' },
      delivery: {},
    });
    expect(model.apis[0]).toMatchObject({
      group: 'cache.example.com',
      plural: 'memcacheds',
      singular: 'memcached',
      listKind: 'MemcachedList',
      scope: 'Namespaced',
      crdName: 'memcacheds.cache.example.com',
      directory: 'memcached',
      variable: 'memcached',
      sample: {
        apiVersion: 'cache.example.com/v1alpha1',
        kind: 'Memcached',
        metadata: { name: 'memcached-sample' },
        spec: { size: 1, image: 'memcached' },
      },
    });
    expect(model.apis[0]?.storage).toBe(model.apis[0]?.versions[0]);
    expect(model.apis[0]?.storage).toMatchObject({
      served: true,
      storage: true,
      deprecated: false,
      statusSubresource: true,
    });
  });

  test('is frozen through and through', () => {
    const thawed: string[] = [];
    const visit = (value: unknown, path: string): void => {
      if (typeof value !== 'object' || value === null) return;
      if (!Object.isFrozen(value)) thawed.push(path);
      for (const [key, item] of Object.entries(value)) visit(item, `${path}.${key}`);
    };
    visit(modelOf(VALID), 'model');
    expect(thawed).toEqual([]);
  });

  test('is the same every time', () => {
    expect(JSON.stringify(modelOf(VALID))).toBe(JSON.stringify(modelOf(VALID)));
  });

  test('switches on only the deliveries that are there', () => {
    const { delivery } = modelOf(
      changed(['  apis:', '  delivery: {helm: {}, flux: {}, olm: {channels: [fast]}}\n  apis:']),
    );
    expect(Object.keys(delivery)).toEqual(['registry', 'helm', 'flux', 'olm']);
    expect(delivery).toMatchObject({
      registry: 'oci://ghcr.io/acme',
      helm: { crds: 'templated', chartUrl: 'oci://ghcr.io/acme/charts/memcached-operator' },
      flux: { manifestsUrl: 'oci://ghcr.io/acme/manifests/memcached-operator', environments: ['production'] },
      olm: {
        release: { version: '0.1.0', channels: ['fast'], skips: [] },
        provider: { name: 'example.com' },
      },
    });
  });
});

describe('children', () => {
  const withChild = (child: string): string =>
    changed(['      status:\n        ready', `        other: ${child}\n      status:\n        ready`]);

  test.for([
    [
      'the first of its kind',
      VALID,
      'deployment',
      { name: '${self.metadata.name}', namespace: '${self.metadata.namespace}', labels: '${labels}' },
    ],
    [
      'another kind',
      withChild('{apiVersion: v1, kind: Service}'),
      'other',
      { name: '${self.metadata.name}', namespace: '${self.metadata.namespace}', labels: '${labels}' },
    ],
    [
      'the second of its kind',
      withChild('{apiVersion: apps/v1, kind: Deployment}'),
      'other',
      { name: '${self.metadata.name}-other', namespace: '${self.metadata.namespace}', labels: '${labels}' },
    ],
    [
      'a name of its own',
      withChild(
        '{apiVersion: apps/v1, kind: Deployment, metadata: {name: "x-${self.metadata.name}", annotations: {a: b}}}',
      ),
      'other',
      {
        name: 'x-${self.metadata.name}',
        namespace: '${self.metadata.namespace}',
        labels: '${labels}',
        annotations: 'object',
      },
    ],
    [
      'labels of its own',
      withChild(
        `{apiVersion: v1, kind: Service, metadata: {labels: {a/b: "it's", c: "x-\${self.metadata.name}", d: "\${self.spec.image}"}}}`,
      ),
      'other',
      {
        name: '${self.metadata.name}',
        namespace: '${self.metadata.namespace}',
        labels: "${{ ...labels, 'a/b': \"it's\", 'c': 'x-' + self.metadata.name, 'd': self.spec.image }}",
      },
    ],
    [
      'labels by an expression',
      withChild('{apiVersion: v1, kind: Service, metadata: {labels: "${self.metadata.labels}"}}'),
      'other',
      {
        name: '${self.metadata.name}',
        namespace: '${self.metadata.namespace}',
        labels: '${{ ...labels, ...(self.metadata.labels) }}',
      },
    ],
  ] as const)('%s', ([, text, name, metadata]) => expect(metadataOf(modelOf(text), name)).toEqual(metadata));

  test('a cluster-scoped child of a cluster-scoped owner has no namespace', () => {
    const model = modelOf(
      changed(
        ['      children:', '      scope: Cluster\n      children:'],
        ['apiVersion: apps/v1', 'apiVersion: v1'],
        ['kind: Deployment', 'kind: Namespace'],
        ['          spec:\n            replicas: ${self.spec.size}\n', ''],
        ['${deployment.status?.readyReplicas ?? 0}', '1'],
        ['${deployment.status?.readyReplicas === self.spec.size}', 'true'],
      ),
    );
    expect(metadataOf(model, 'deployment')).toEqual({ name: '${self.metadata.name}', labels: '${labels}' });
    expect(model.apis[0]?.children[0]?.kind).toEqual({
      group: '',
      version: 'v1',
      kind: 'Namespace',
      typeName: 'Namespace',
      plural: 'namespaces',
      namespaced: false,
      origin: 'builtin',
    });
  });

  test('a foreign kind follows the convention, or what the spec says of it', () => {
    const child = '{apiVersion: monitoring.coreos.com/v1, kind: Prometheus}';
    const kindOf = (text: string) => modelOf(text).apis[0]?.children[1]?.kind;
    expect(kindOf(withChild(child))).toMatchObject({ plural: 'prometheuses', namespaced: true, origin: 'foreign' });
    expect(
      kindOf(
        withChild(child).replace(
          '  apis:',
          '  kinds: [{apiVersion: monitoring.coreos.com/v1, kind: Prometheus, plural: proms}]\n  apis:',
        ),
      ),
    ).toMatchObject({ plural: 'proms' });
  });

  test('status knows which children it needs, expressions what they use', () => {
    const { status } = modelOf(VALID).apis[0]!;
    expect(status?.uses).toEqual(['deployment']);
    expect(status?.fields).toEqual([
      [
        'ready',
        { type: 'expression', expression: { code: 'deployment.status?.readyReplicas ?? 0', uses: ['deployment'] } },
      ],
    ]);
    expect(status?.conditions).toEqual([
      {
        type: 'Available',
        status: {
          type: 'expression',
          expression: { code: 'deployment.status?.readyReplicas === self.spec.size', uses: ['deployment', 'self'] },
        },
      },
    ]);
  });
});
