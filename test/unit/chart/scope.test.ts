/** Where the manager works and where it may work are one thing: RBAC that does not fit the watch scope is the classic fault of charts. */
import { describe, expect, test } from 'vitest';
import { managerRules } from '../../../generators/core/objects/rules.ts';
import { mergeRules } from '../../../generators/core/objects/merge-rules.ts';
import { chartValues } from '../../../generators/core/emit/chart/values.ts';
import { clusterKinds, ruledResources, scopedRules, strayChildren } from '../../../generators/core/objects/scope.ts';
import { kindOf, memcachedModel, sharedModel } from '../models.ts';
import { clusterModel, mixedModel } from './models.ts';
import { find, project, type Rendered } from './rendered.ts';

const NAMESPACE = 'memcached-operator-system';

/** The namespaces that the manager is told to watch; undefined: all. */
const watched = (rendered: readonly Rendered[]): readonly string[] | undefined =>
  find(rendered, 'Deployment')
    .spec.template.spec.containers[0].args.find((argument: string) => argument.startsWith('--namespace='))
    ?.slice('--namespace='.length)
    .split(',');

const managerRoles = (rendered: readonly Rendered[]): readonly Rendered[] =>
  rendered.filter(({ kind, metadata }) => /^(Cluster)?Role$/.test(kind) && /-manager(-cluster)?$/.test(metadata.name));

const cases: readonly [values: object, namespaces: readonly string[] | undefined][] = [
  [{}, undefined],
  [{ rbac: { scope: 'namespaced' } }, [NAMESPACE]],
  [{ rbac: { scope: 'namespaced' }, watchNamespaces: ['a', '123'] }, ['a', '123']],
  [{ watchNamespaces: ['a', 'b'] }, ['a', 'b']],
];

describe.each(cases)('%j', (values, namespaces) => {
  test('the manager watches what its roles are for', async () => {
    const { template, lint, notes } = await project(memcachedModel());
    const rendered = template(values);
    expect(watched(rendered)).toEqual(namespaces);
    const roles = managerRoles(rendered);
    expect(roles.map(({ metadata }) => metadata.namespace)).toEqual(namespaces ?? [undefined]);
    for (const { rules } of roles) expect(rules).toEqual(managerRules(memcachedModel()));
    for (const role of roles) {
      const binding = rendered.find(
        ({ kind, metadata }) =>
          kind === `${role.kind}Binding` &&
          metadata.name === role.metadata.name &&
          metadata.namespace === role.metadata.namespace,
      );
      expect(binding).toMatchObject({
        roleRef: { kind: role.kind, name: role.metadata.name },
        subjects: [{ kind: 'ServiceAccount', name: 'memcached-operator', namespace: NAMESPACE }],
      });
    }
    expect(lint(values)).toMatchObject({ ok: true });
    expect(/these namespaces alone: (.*)/.exec(notes(values))?.[1]?.split(',')).toEqual(namespaces);
  });

  test('without roles it is still told what to watch', async () => {
    const { template } = await project(memcachedModel());
    const rendered = template({ ...values, rbac: { ...('rbac' in values && (values.rbac as object)), create: false } });
    expect(watched(rendered)).toEqual(namespaces);
    expect(managerRoles(rendered)).toEqual([]);
  });
});

test.each([
  [{ extraArgs: ['--namespace=a'] }, '/extraArgs/0'],
  [{ extraArgs: ['-namespace', 'a'] }, '/extraArgs/0'],
  [{ extraEnv: [{ name: 'WATCH_NAMESPACE', value: 'a' }] }, '/extraEnv/0'],
  [{ watchNamespaces: ['a,b'] }, '/watchNamespaces/0'],
  [{ watchNamespaces: ['a', 'a'] }, '/watchNamespaces'],
  [{ watchNamespaces: 'a' }, '/watchNamespaces'],
  [{ rbac: { scope: 'Namespaced' } }, '/rbac/scope'],
  [{ rbac: { namespaced: true } }, 'namespaced'],
])('another way to say it is refused: %j', async (values, named) => {
  const { refusal } = await project(memcachedModel());
  expect(refusal(values)).toContain(named);
});

test('leases stay where the manager is, reviews of those who read metrics are cluster-wide', async () => {
  const { template } = await project(sharedModel());
  const rendered = template({ rbac: { scope: 'namespaced' }, watchNamespaces: ['a'] });
  expect(find(rendered, 'Role', '-sharding').metadata.namespace).toBe(NAMESPACE);
  expect(find(rendered, 'ClusterRole', '-metrics-auth').rules).toHaveLength(2);
});

test('children that are put elsewhere than beside their owner are named', () => {
  const [api] = memcachedModel().apis;
  const elsewhere = { ...api!.children[0]!, name: 'elsewhere', template: { type: 'object', entries: [] } } as const;
  const role = { ...elsewhere, name: 'role', kind: kindOf('rbac.authorization.k8s.io/v1', 'ClusterRole') };
  expect(strayChildren(memcachedModel())).toEqual([]);
  const model = memcachedModel({ apis: [{ ...api!, children: [...api!.children, elsewhere, role] }] });
  expect(strayChildren(model)).toEqual(['elsewhere of Memcached']);
  expect(chartValues(model)['watchNamespaces']!.description).toContain('those of elsewhere of Memcached');
});

describe('what is in no namespace', () => {
  test('keeps a ClusterRole of its own, and nothing is lost or granted twice', async () => {
    const { template } = await project(mixedModel());
    const rendered = template({ rbac: { scope: 'namespaced' } });
    const cluster = find(rendered, 'ClusterRole', '-manager-cluster');
    const role = find(rendered, 'Role', '-manager');
    expect(cluster.rules).toEqual([
      { apiGroups: [''], resources: ['namespaces'], resourceNames: ['HELM0E', '{{ kept }}'], verbs: ['get'] },
      { apiGroups: [''], resources: ['nodes'], verbs: ['list', 'watch'] },
      { apiGroups: [''], resources: ['things'], verbs: ['get'] },
      { apiGroups: ['unknown.example.org'], resources: ['pods/log', 'things'], verbs: ['get'] },
    ]);
    expect(role.rules).toContainEqual({ apiGroups: [''], resources: ['pods/log'], verbs: ['get'] });
    expect(mergeRules([...cluster.rules, ...role.rules])).toEqual(managerRules(mixedModel()));
    expect(find(rendered, 'ClusterRoleBinding', '-manager-cluster').roleRef.name).toBe(cluster.metadata.name);
  });

  test('is not there twice where everything is watched', async () => {
    const { template } = await project(mixedModel());
    expect(managerRoles(template({})).map(({ metadata }) => metadata.name)).toEqual(['memcached-operator-manager']);
  });

  test('a kind that may be absent is looked for cluster-wide', () => {
    expect(scopedRules(sharedModel()).cluster).toEqual([
      {
        apiGroups: ['apiextensions.k8s.io'],
        resources: ['customresourcedefinitions'],
        resourceNames: ['buckets.storage.example.org'],
        verbs: ['list', 'watch'],
      },
    ]);
  });

  test('an operator of such kinds works in all namespaces, or in those that are named; its events are cluster-wide', async () => {
    const model = clusterModel();
    expect(clusterKinds(model)).toEqual(['Memcached']);
    const { template, refusal, lint } = await project(model);
    expect(refusal({ rbac: { scope: 'namespaced' } })).toContain('/rbac/scope');
    const rendered = template({ watchNamespaces: ['a'] });
    expect(watched(rendered)).toEqual(['a']);
    expect(find(rendered, 'ClusterRole', '-manager-cluster').rules).toEqual([
      { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
      { apiGroups: ['cache.example.com'], resources: ['memcacheds'], verbs: ['list', 'watch'] },
      { apiGroups: ['cache.example.com'], resources: ['memcacheds/status'], verbs: ['patch'] },
      {
        apiGroups: ['rbac.authorization.k8s.io'],
        resources: ['clusterroles'],
        verbs: ['create', 'list', 'patch', 'watch'],
      },
    ]);
    expect(lint({ watchNamespaces: ['a'] })).toMatchObject({ ok: true });
  });
});

test('a subresource is named behind the group of its resource', () => {
  const rule = { apiGroups: ['', 'a.example.com'], resources: ['things', 'things/status'], verbs: ['get'] };
  expect(ruledResources([rule])).toEqual([
    'things',
    'things/status',
    'things.a.example.com',
    'things.a.example.com/status',
  ]);
});
