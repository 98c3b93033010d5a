import { describe, expect, test } from 'vitest';
import { deployment } from '../../../generators/core/objects/deployment.ts';
import { olmFiles } from '../../../generators/core/plan/olm.ts';
import { managerRules, metricsAuthRules, objectRules, presenceRules } from '../../../generators/core/objects/rules.ts';
import type { JsonObject, Model } from '../../../generators/core/model/model.ts';
import { kindOf, sharedModel } from '../models.ts';
import { csv, olm } from './generated.ts';
import { memcachedApi, memcachedModel, version } from './memcached-model.ts';

describe('the ClusterServiceVersion', () => {
  const installation = (model: Model) =>
    (
      csv(model).spec['install']! as {
        readonly spec: Readonly<Record<'permissions' | 'clusterPermissions' | 'deployments', unknown>>;
      }
    ).spec;
  const supported = (model: Model) =>
    (csv(model).spec['installModes']! as readonly { readonly type: string; readonly supported: boolean }[])
      .filter((mode) => mode.supported)
      .map(({ type }) => type);
  const grant = (...rules: readonly object[]) => [{ serviceAccountName: 'memcached-operator', rules }];

  test('installs the Deployment of every other delivery, which learns from OLM what to watch', () => {
    const { metadata, spec } = deployment(memcachedModel());
    const installed = structuredClone(spec);
    Object.assign(installed.template.spec.containers[0]!, {
      env: [
        ...spec.template.spec.containers[0]!.env,
        {
          name: 'WATCH_NAMESPACE',
          valueFrom: { fieldRef: { fieldPath: "metadata.annotations['olm.targetNamespaces']" } },
        },
      ],
    });
    expect(installation(memcachedModel()).deployments).toEqual([
      { name: 'memcached-operator', label: metadata.labels, spec: installed },
    ]);
  });

  test('of kinds in namespaces has every install mode and no permission beyond them', () => {
    const model = memcachedModel();
    expect(supported(model)).toEqual(['OwnNamespace', 'SingleNamespace', 'MultiNamespace', 'AllNamespaces']);
    expect(installation(model)).toMatchObject({ permissions: grant(...managerRules(model)) });
    expect(installation(model)).not.toHaveProperty('clusterPermissions');
  });

  /** For all namespaces, OLM grants `permissions` in all. */
  test('grants nothing for leases', () => {
    for (const model of [
      memcachedModel(),
      sharedModel(),
      memcachedModel({ apis: [memcachedApi({ scope: 'Cluster' })] }),
    ])
      expect(JSON.stringify(installation(model))).not.toContain('leases');
  });

  test('grants cluster-wide what is not about the objects in the namespaces that are watched', () => {
    const model = sharedModel();
    expect(supported(model)).toContain('OwnNamespace');
    expect(installation(model)).toMatchObject({
      clusterPermissions: grant(...presenceRules(model), ...metricsAuthRules()),
      permissions: grant(...objectRules(model)),
    });
    expect(olmFiles(model).map(({ path }) => path)).toContain(
      'bundle/manifests/memcached-operator-metrics-reader.clusterrole.yaml',
    );
  });

  test.each([
    ['an own kind', memcachedApi({ scope: 'Cluster' })],
    ['a watched kind', memcachedApi({ watches: [kindOf('v1', 'Node')] })],
    ['a permission', memcachedApi({ permissions: [{ apiGroups: [''], resources: ['nodes'], verbs: ['get'] }] })],
    [
      'a permission on everything',
      memcachedApi({ permissions: [{ apiGroups: ['*'], resources: ['*'], verbs: ['get'] }] }),
    ],
    [
      'a permission on what nobody knows',
      memcachedApi({ permissions: [{ apiGroups: ['x.io'], resources: ['xs'], verbs: ['get'] }] }),
    ],
  ])('watches all namespaces when %s is cluster-wide', (_title, api) => {
    const model = memcachedModel({ apis: [api] });
    expect(supported(model)).toEqual(['AllNamespaces']);
    expect(installation(model)).toMatchObject({ clusterPermissions: grant(...managerRules(model)) });
    expect(installation(model)).not.toHaveProperty('permissions');
  });

  test.each([
    ['0.1.0', 'memcached-operator.v0.1.0'],
    ['1.0.0-RC.1+Build5', 'memcached-operator.v1.0.0-rc.1-build5'],
  ])('of version %s is named %s', (release, name) => {
    expect(csv(memcachedModel({ version: release })).metadata.name).toBe(name);
  });

  test.each([
    [['v1'], 'stable'],
    [['v1', 'v1beta1'], 'beta'],
    [['v2alpha1', 'v1beta1'], 'alpha'],
  ])('of kinds in %s is %s', (names, maturity) => {
    const apis = names.map((name) => memcachedApi({ storage: version({ name }) }));
    expect(csv(memcachedModel({ apis })).spec['maturity']).toBe(maturity);
  });

  test('has an entry and an example for each served version, with what that one’s schema has', () => {
    const storage = version();
    const older = version({ name: 'v1alpha0', storage: false, spec: { colour: { type: 'string', enum: ['red'] } } });
    const required = {
      ...older,
      schema: {
        ...older.schema,
        properties: {
          ...(older.schema['properties'] as JsonObject),
          spec: { type: 'object', required: ['colour'], properties: { colour: { type: 'string', enum: ['red'] } } },
        },
      },
    };
    const unserved = version({ name: 'v0', served: false, storage: false });
    const model = memcachedModel({ apis: [memcachedApi({ storage, versions: [storage, required, unserved] })] });
    const { metadata, spec } = csv(model);
    const { owned } = spec['customresourcedefinitions']! as { readonly owned: readonly { readonly version: string }[] };
    expect(owned.map((entry) => entry.version)).toEqual(['v1alpha1', 'v1alpha0']);
    expect(JSON.parse(metadata.annotations['alm-examples']!)).toMatchObject([
      { apiVersion: 'cache.example.com/v1alpha1', spec: { size: 3 } },
      { apiVersion: 'cache.example.com/v1alpha0', spec: { colour: 'red' } },
    ]);
  });

  const exampleOf = (schema: JsonObject): JsonObject => {
    const storage = { ...version(), schema };
    const { spec: _, ...sample } = memcachedApi().sample;
    const { metadata } = csv(memcachedModel({ apis: [memcachedApi({ sample, storage, versions: [storage] })] }));
    return (JSON.parse(metadata.annotations['alm-examples']!) as readonly [JsonObject])[0];
  };

  test('has examples with a spec, as Operator SDK’s scorecard wants, wherever the API server takes one', () => {
    const withSpec = (spec: JsonObject): JsonObject => ({ type: 'object', properties: { spec } });
    const host = { type: 'object', properties: { host: { type: 'string' } } };
    expect(exampleOf(withSpec(host))).toHaveProperty('spec', {});
    expect(exampleOf({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true })).toHaveProperty('spec', {});
    expect(exampleOf(withSpec({ ...host, minProperties: 1 }))).not.toHaveProperty('spec');
    expect(exampleOf({ type: 'object', properties: { value: { type: 'string' } } })).not.toHaveProperty('spec');
  });

  test('lists what hangs below a kind; one without children lists itself', () => {
    const resources = (model: Model) =>
      (csv(model).spec['customresourcedefinitions']! as { readonly owned: readonly [{ readonly resources: unknown }] })
        .owned[0].resources;
    expect(resources(memcachedModel())).toEqual([
      { kind: 'Deployment', name: '', version: 'v1' },
      { kind: 'Service', name: '', version: 'v1' },
      { kind: 'Pod', name: '', version: 'v1' },
    ]);
    expect(resources(memcachedModel({ apis: [memcachedApi({ children: [] })] }))).toEqual([
      { kind: 'Memcached', name: 'memcacheds.cache.example.com', version: 'v1alpha1' },
    ]);
  });

  test.each([
    ['Runs servers,\nmany of them.\n\nMore.', 'Runs servers, many of them.'],
    ['# Memcached\n\nRuns servers.\n\nMore.', 'Runs servers.'],
    ['# Memcached\nRuns servers.', 'Runs servers.'],
    ['##\tMemcached ##\n', 'Memcached Operator'],
    ['#1 of its kind.', '#1 of its kind.'],
    ['', 'Memcached Operator'],
  ])('shows of the description %j in lists: %j', (description, shown) => {
    expect(csv(memcachedModel({ description })).metadata.annotations['description']).toBe(shown);
  });

  test('has an icon of its own that only depends on the name', () => {
    const svg = (displayName: string) => {
      const [{ base64data }] = csv(memcachedModel({ displayName })).spec['icon']! as readonly [
        { readonly base64data: string },
      ];
      return Buffer.from(base64data, 'base64').toString();
    };
    expect(svg('Memcached Operator')).toContain('>MO</text>');
    expect(svg('Memcached Operator')).toBe(svg('Memcached Operator'));
    expect(svg('<script> & "co"')).toContain('>SC</text>');
    expect(svg('Redis Operator')).not.toBe(svg('Rabbit Operator'));
  });

  test('leaves out what the spec does not say, and says what it does', () => {
    expect(Object.keys(csv(memcachedModel()).spec)).not.toContain('links');
    const told = {
      links: [{ name: 'Docs', url: 'https://example.com' }],
      maintainers: [{ name: 'A', email: 'a@example.com' }],
      categories: ['Database', 'Storage'],
      keywords: ['cache'],
    };
    const { metadata, spec } = csv(olm(told));
    expect(spec).toMatchObject({ links: told.links, maintainers: told.maintainers, keywords: told.keywords });
    expect(metadata.annotations['categories']).toBe('Database, Storage');
  });
});
