import { describe, expect, test } from 'vitest';
import { memcachedModel, sharedModel } from '../models.ts';
import { find, names, project, type Rendered } from './rendered.ts';

const container = (rendered: readonly Rendered[]) => find(rendered, 'Deployment').spec.template.spec.containers[0];
const pod = (rendered: readonly Rendered[]) => find(rendered, 'Deployment').spec.template.spec;
const MONITORING = ['--api-versions', 'monitoring.coreos.com/v1'];

/** What a toggle takes away from, and adds to, the objects of the default values. */
const objects: readonly [values: object, removed: readonly string[], added: readonly string[]][] = [
  [{ crds: { enabled: false } }, ['CustomResourceDefinition/memcacheds.cache.example.com'], []],
  [{ serviceAccount: { create: false } }, ['ServiceAccount/memcached-operator'], []],
  [
    { rbac: { create: false } },
    [
      'ClusterRole/memcached-operator-manager',
      'ClusterRoleBinding/memcached-operator-manager',
      'Role/memcached-operator-leader-election',
      'RoleBinding/memcached-operator-leader-election',
    ],
    [],
  ],
  [
    { rbac: { userRoles: false } },
    ['admin', 'editor', 'viewer'].map((role) => `ClusterRole/memcached-operator-memcached-${role}`),
    [],
  ],
  [
    { leaderElection: { enabled: false } },
    ['Role/memcached-operator-leader-election', 'RoleBinding/memcached-operator-leader-election'],
    [],
  ],
  [{ metrics: { enabled: false } }, ['Service/memcached-operator-metrics'], []],
  [{ metrics: { enabled: false, serviceMonitor: { enabled: true } } }, ['Service/memcached-operator-metrics'], []],
  [{ metrics: { serviceMonitor: { enabled: true } } }, [], ['ServiceMonitor/memcached-operator']],
  [{ metrics: { prometheusRule: { enabled: true } } }, [], ['PrometheusRule/memcached-operator']],
  [{ metrics: { dashboard: { enabled: true } } }, [], ['ConfigMap/memcached-operator-dashboard']],
  [
    { metrics: { enabled: false, prometheusRule: { enabled: true }, dashboard: { enabled: true } } },
    ['Service/memcached-operator-metrics'],
    [],
  ],
  [{ networkPolicy: { enabled: false } }, ['NetworkPolicy/memcached-operator'], []],
  [{ replicas: 2 }, [], ['PodDisruptionBudget/memcached-operator']],
  [{ replicas: 2, podDisruptionBudget: { enabled: false } }, [], []],
];

describe('objects come and go together', () => {
  test.each(objects)('%j', async (values, removed, added) => {
    const { template, lint } = await project(memcachedModel());
    const defaults = names(template({}, ...MONITORING));
    const chosen = names(template(values, ...MONITORING));
    expect(defaults.filter((name) => !chosen.includes(name))).toEqual(removed.toSorted());
    expect(chosen.filter((name) => !defaults.includes(name))).toEqual(added.toSorted());
    expect(lint(values)).toMatchObject({ ok: true });
  });
});

test('metrics off: neither argument, port, nor way in', async () => {
  const { template } = await project(memcachedModel());
  const off = template({ metrics: { enabled: false } });
  expect(container(off).args).toEqual([
    '--leader-elect',
    '--health-probe-bind-address=:8081',
    '--metrics-bind-address=0',
  ]);
  expect(container(off).ports).toEqual([{ name: 'health', containerPort: 8081, protocol: 'TCP' }]);
  expect(find(off, 'NetworkPolicy').spec).toEqual({
    podSelector: { matchLabels: find(off, 'Deployment').spec.selector.matchLabels },
    policyTypes: ['Ingress'],
  });
});

test('another metrics port: argument, container and Service agree', async () => {
  const { template } = await project(memcachedModel());
  const moved = template({ metrics: { port: 9999 } });
  expect(container(moved).args).toContain('--metrics-bind-address=:9999');
  expect(container(moved).ports[0]).toMatchObject({ name: 'metrics', containerPort: 9999 });
  expect(find(moved, 'Service').spec.ports).toEqual([
    { name: 'metrics', port: 9999, targetPort: 'metrics', protocol: 'TCP' },
  ]);
});

test.each([
  ['ServiceMonitor', { serviceMonitor: { enabled: true } }],
  ['PrometheusRule', { prometheusRule: { enabled: true } }],
])('a %s is left out where the cluster does not know the kind, and that is said', async (kind, metrics) => {
  const { template, notes } = await project(memcachedModel());
  expect(names(template({ metrics })).join()).not.toContain(kind);
  expect(notes({ metrics })).toContain('the cluster does not know monitoring.coreos.com/v1');
  expect(notes({ metrics: { ...metrics, enabled: false } })).not.toContain('monitoring.coreos.com');
  expect(notes()).not.toContain('monitoring.coreos.com');
});

test('connections out are limited only where that is wanted: to the API server, to DNS, to what is added', async () => {
  const { template, lint } = await project(memcachedModel());
  const extra = [{ to: [{ ipBlock: { cidr: '10.1.0.0/16' } }], ports: [{ port: 5432, protocol: 'TCP' }] }];
  const values = { networkPolicy: { egress: { enabled: true, extra } } };
  expect(find(template({}), 'NetworkPolicy').spec).not.toHaveProperty('egress');
  expect(find(template(values), 'NetworkPolicy').spec).toMatchObject({
    policyTypes: ['Ingress', 'Egress'],
    egress: [
      {
        ports: [
          { port: 443, protocol: 'TCP' },
          { port: 6443, protocol: 'TCP' },
        ],
      },
      {
        ports: [
          { port: 53, protocol: 'UDP' },
          { port: 53, protocol: 'TCP' },
        ],
      },
      ...extra,
    ],
  });
  expect(lint(values)).toMatchObject({ ok: true });
  const without = template({ networkPolicy: { egress: { enabled: true, dns: null } } });
  expect(find(without, 'NetworkPolicy').spec.egress).toHaveLength(1);
});

test('no leader election: no argument, and never two managers side by side', async () => {
  const { template } = await project(memcachedModel());
  const alone = template({ leaderElection: { enabled: false } });
  expect(container(alone).args).not.toContain('--leader-elect');
  expect(find(alone, 'Deployment').spec.strategy).toEqual({ type: 'Recreate' });
});

test.each([
  ['elect a leader each', memcachedModel(), '--leader-elect-resource-name', { leaderElection: { enabled: false } }],
  ['share the objects each by itself', sharedModel(), '--sharding-name', { sharding: { enabled: false }, replicas: 1 }],
])('two releases in one namespace %s', async (_, model, flag, alone) => {
  const named = (release: readonly Rendered[]) =>
    container(release).args.filter((argument: string) => argument.startsWith(flag));
  const [one, two] = [await project(model, 'one'), await project(model, 'two')];
  expect(named(one.template())).toEqual([`${flag}=one-memcached-operator`]);
  expect(named(two.template({ fullnameOverride: 'other' }))).toEqual([`${flag}=other`]);
  expect(named(one.template(alone))).toEqual([]);
  // By default they are called as the operator.
  expect(named((await project(model)).template())).toEqual([]);
});

describe('an operator that shares its objects, with secure metrics', () => {
  const ROLES = ['auth', 'reader'].map((what) => `ClusterRole/memcached-operator-metrics-${what}`);
  const AUTH = [...ROLES, 'ClusterRoleBinding/memcached-operator-metrics-auth'];
  const SHARDING = ['Role/memcached-operator-sharding', 'RoleBinding/memcached-operator-sharding'];
  const MANAGER = ['ClusterRole/memcached-operator-manager', 'ClusterRoleBinding/memcached-operator-manager'];

  test.each<[values: object, removed: readonly string[]]>([
    [{ rbac: { create: false } }, [...MANAGER, ...AUTH, ...SHARDING]],
    [{ metrics: { secure: false } }, AUTH],
    [
      { metrics: { enabled: false } },
      [...AUTH, 'Service/memcached-operator-metrics', 'ServiceMonitor/memcached-operator'],
    ],
    [{ sharding: { enabled: false }, replicas: 1 }, [...SHARDING, 'PodDisruptionBudget/memcached-operator']],
    [{ podDisruptionBudget: { enabled: false } }, ['PodDisruptionBudget/memcached-operator']],
  ])('%j', async (values, removed) => {
    const { template, lint } = await project(sharedModel());
    const [defaults, chosen] = [names(template({}, ...MONITORING)), names(template(values, ...MONITORING))];
    expect(defaults.filter((name) => !chosen.includes(name))).toEqual(removed.toSorted());
    expect(chosen.filter((name) => !defaults.includes(name))).toEqual([]);
    expect(lint(values)).toMatchObject({ ok: true });
  });

  test('without sharding: no argument, one manager, never two side by side', async () => {
    const { template, refusal } = await project(sharedModel());
    const alone = template({ sharding: { enabled: false }, replicas: 1 });
    expect(container(alone).args).not.toContain('--sharding');
    expect(find(alone, 'Deployment').spec.strategy).toEqual({ type: 'Recreate' });
    expect(refusal({ sharding: { enabled: false } })).toContain('/replicas');
    expect(refusal({ leaderElection: { enabled: true } })).toContain('leaderElection');
  });

  test('who may read metrics is told of where there is a role for it', async () => {
    const { notes } = await project(sharedModel());
    expect(notes()).toContain('--clusterrole memcached-operator-metrics-reader');
    expect(notes({ rbac: { create: false } })).not.toContain('metrics-reader');
    expect(notes({ metrics: { secure: false } })).not.toContain('metrics-reader');
  });

  test('metrics for everybody: by HTTP, and nobody is told to use TLS', async () => {
    const { template } = await project(sharedModel());
    const open = template({ metrics: { secure: false } }, ...MONITORING);
    expect(container(open).args).not.toContain('--metrics-secure');
    expect(find(open, 'Service').spec.ports[0]).not.toHaveProperty('appProtocol');
    expect(find(open, 'ServiceMonitor').spec.endpoints).toEqual([{ port: 'metrics', path: '/metrics' }]);
  });

  test('who scrapes can be said by a Secret, where no file may be named', async () => {
    const { template, lint } = await project(sharedModel());
    const authorization = { credentials: { name: 'reader', key: 'token' } };
    const values = { metrics: { serviceMonitor: { authorization } } };
    const [endpoint] = find(template(values, ...MONITORING), 'ServiceMonitor').spec.endpoints;
    expect(endpoint).toMatchObject({ scheme: 'https', authorization, tlsConfig: { insecureSkipVerify: true } });
    expect(endpoint).not.toHaveProperty('bearerTokenFile');
    expect(lint(values)).toMatchObject({ ok: true });
  });

  test('another certificate can be verified', async () => {
    const { template } = await project(sharedModel());
    const tlsConfig = { serverName: 'metrics.example.com', ca: { secret: { name: 'ca', key: 'ca.crt' } } };
    // Helm merges maps: what is there by default is taken away by null.
    const values = { metrics: { serviceMonitor: { tlsConfig: { insecureSkipVerify: null, ...tlsConfig } } } };
    expect(find(template(values, ...MONITORING), 'ServiceMonitor').spec.endpoints).toMatchObject([
      { scheme: 'https', bearerTokenFile: expect.any(String), tlsConfig },
    ]);
  });
});

const accounts: readonly [serviceAccount: object, name: string, created: readonly object[]][] = [
  [{ create: false }, 'default', []],
  [{ create: false, name: 'mine' }, 'mine', []],
  [{ name: 'mine', annotations: { role: 'arn' } }, 'mine', [{ name: 'mine', annotations: { role: 'arn' } }]],
];

test.each(accounts)('serviceAccount %j: %s is used and bound', async (serviceAccount, name, created) => {
  const { template } = await project(memcachedModel());
  const rendered = template({ serviceAccount });
  expect(pod(rendered).serviceAccountName).toBe(name);
  const bound = rendered.filter(({ kind }) => kind.endsWith('Binding')).flatMap(({ subjects }) => subjects);
  expect(bound.map((subject) => subject.name)).toEqual([name, name]);
  const metadata = rendered.filter(({ kind }) => kind === 'ServiceAccount').map((account) => account.metadata);
  expect(metadata).toMatchObject(created);
  expect(metadata).toHaveLength(created.length);
});

const images: readonly [image: object, reference: string][] = [
  [{}, 'ghcr.io/acme/memcached-operator:0.1.0'],
  [{ tag: '1.0' }, 'ghcr.io/acme/memcached-operator:1.0'],
  [{ repository: 'localhost:5000/m', tag: '2' }, 'localhost:5000/m:2'],
  [{ tag: '1.0', digest: `sha256:${'a'.repeat(64)}` }, `ghcr.io/acme/memcached-operator@sha256:${'a'.repeat(64)}`],
];

test.each(images)('image %j is %s', async (image, reference) => {
  const { template } = await project(memcachedModel());
  expect(container(template({ image })).image).toBe(reference);
});

const CRD_KEPT: readonly [keep: boolean, annotations: object | undefined][] = [
  [true, { 'helm.sh/resource-policy': 'keep' }],
  [false, undefined],
];

test.each(CRD_KEPT)('crds.keep=%j', async (keep, annotations) => {
  const { template } = await project(memcachedModel());
  expect(find(template({ crds: { keep } }), 'CustomResourceDefinition').metadata.annotations).toEqual(annotations);
});

test('rbac.aggregate=false: the roles stay, the default roles of the cluster do not get them', async () => {
  const { template } = await project(memcachedModel());
  const labels = (values: object) => Object.keys(find(template(values), 'ClusterRole', '-editor').metadata.labels!);
  expect(labels({})).toContain('rbac.authorization.k8s.io/aggregate-to-edit');
  expect(labels({ rbac: { aggregate: false } }).join()).not.toContain('aggregate');
});
