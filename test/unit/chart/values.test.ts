import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { flattenValues, isSetting } from '../../../generators/core/emit/chart/value.ts';
import { chartValues } from '../../../generators/core/emit/chart/values.ts';
import { memcachedModel } from '../models.ts';
import { find, project, type Rendered } from './rendered.ts';

const container = (rendered: readonly Rendered[]) => find(rendered, 'Deployment').spec.template.spec.containers[0];
const pod = (rendered: readonly Rendered[]) => find(rendered, 'Deployment').spec.template.spec;

/** The times of a probe; what it asks stays. */
const probeTimes = (name: string) => (all: readonly Rendered[]) => {
  const { httpGet, ...times } = container(all)[name];
  expect(httpGet).toEqual({ path: name === 'readinessProbe' ? '/readyz' : '/healthz', port: 'health' });
  return times;
};

/** Each value that is passed on: what is given, and where it arrives. */
const passed: Readonly<Record<string, readonly [given: unknown, read: (rendered: readonly Rendered[]) => unknown]>> = {
  replicas: [3, (all) => find(all, 'Deployment').spec.replicas],
  imagePullSecrets: [[{ name: 'registry' }], (all) => pod(all).imagePullSecrets],
  resources: [
    { requests: { cpu: '1', memory: '1Gi' }, limits: { cpu: 2, memory: '2Gi' } },
    (all) => container(all).resources,
  ],
  podSecurityContext: [
    { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
    (all) => pod(all).securityContext,
  ],
  podLabels: [
    { team: 'a', on: 'on' },
    (all) => pick(find(all, 'Deployment').spec.template.metadata.labels, ['team', 'on']),
  ],
  podAnnotations: [
    { 'kubectl.kubernetes.io/default-container': 'manager', note: '{{ kept }}' },
    (all) => find(all, 'Deployment').spec.template.metadata.annotations,
  ],
  priorityClassName: ['system-cluster-critical', (all) => pod(all).priorityClassName],
  nodeSelector: [{ 'kubernetes.io/os': 'linux' }, (all) => pod(all).nodeSelector],
  tolerations: [[{ key: 'edge', operator: 'Exists', effect: 'NoSchedule' }], (all) => pod(all).tolerations],
  affinity: [{ podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } }, (all) => pod(all).affinity],
  topologySpreadConstraints: [[{ maxSkew: 1, topologyKey: 'zone' }], (all) => pod(all).topologySpreadConstraints],
  revisionHistoryLimit: [0, (all) => find(all, 'Deployment').spec.revisionHistoryLimit],
  terminationGracePeriodSeconds: [120, (all) => pod(all).terminationGracePeriodSeconds],
  startupProbe: [{ periodSeconds: 5, failureThreshold: 60 }, probeTimes('startupProbe')],
  livenessProbe: [{ periodSeconds: 30, timeoutSeconds: 9 }, probeTimes('livenessProbe')],
  readinessProbe: [{ periodSeconds: 3, timeoutSeconds: 9, initialDelaySeconds: 0 }, probeTimes('readinessProbe')],
  extraArgs: [['--preflight=fail', '--leader-elect-lease-duration=30s'], (all) => container(all).args.slice(-2)],
  extraEnv: [[{ name: 'LEVEL', value: '5' }], (all) => container(all).env.slice(-1)],
  extraEnvFrom: [[{ secretRef: { name: 'secret' } }], (all) => container(all).envFrom],
  extraVolumes: [[{ name: 'ca', configMap: { name: 'ca' } }], (all) => pod(all).volumes.slice(-1)],
  extraVolumeMounts: [[{ name: 'ca', mountPath: '/ca' }], (all) => container(all).volumeMounts.slice(-1)],
};

const pick = (from: Readonly<Record<string, unknown>>, keys: readonly string[]) =>
  Object.fromEntries(keys.map((key) => [key, from[key]]));

describe('what is given arrives', () => {
  test.each(Object.entries(passed))('%s', async (key, [given, read]) => {
    const { template, lint } = await project(memcachedModel());
    expect(read(template({ [key]: given }))).toEqual(given);
    expect(lint({ [key]: given })).toMatchObject({ ok: true });
  });

  test('settings of the ServiceMonitor and of the NetworkPolicy', async () => {
    const { template } = await project(memcachedModel());
    const rendered = template(
      {
        metrics: {
          serviceMonitor: { enabled: true, labels: { release: 'prometheus' }, interval: '30s', scrapeTimeout: '10s' },
        },
        networkPolicy: { metricsFrom: [{ podSelector: { matchLabels: { app: 'prometheus' } } }] },
      },
      '--api-versions',
      'monitoring.coreos.com/v1',
    );
    expect(find(rendered, 'ServiceMonitor')).toMatchObject({
      metadata: { labels: { release: 'prometheus' } },
      spec: { endpoints: [{ port: 'metrics', path: '/metrics', interval: '30s', scrapeTimeout: '10s' }] },
    });
    expect(find(rendered, 'NetworkPolicy').spec.ingress[0].from).toEqual([
      { podSelector: { matchLabels: { app: 'prometheus' } } },
    ]);
  });

  test('the level of the log', async () => {
    const { template } = await project(memcachedModel());
    expect(container(template({ logLevel: 'info,memcached=debug' })).args).toContain(
      '--log-level=info,memcached=debug',
    );
    expect(container(template({})).args.join()).not.toContain('--log-level');
  });

  test('labels and annotations of all objects; what is said of one object wins', async () => {
    const { template, lint } = await project(memcachedModel());
    const values = {
      replicas: 2,
      commonLabels: { team: 'on', 'example.com/part': 'cache' },
      commonAnnotations: { note: '{{ kept }}' },
      podLabels: { team: 'off' },
      serviceAccount: { annotations: { note: 'own' } },
    };
    const own = template(values).filter(({ kind }) => kind !== 'CustomResourceDefinition');
    for (const { kind, metadata } of own) {
      expect(metadata.labels).toMatchObject({ team: 'on', 'example.com/part': 'cache' });
      expect(metadata.annotations).toEqual({ note: kind === 'ServiceAccount' ? 'own' : '{{ kept }}' });
    }
    const { selector, template: pods } = find(own, 'Deployment').spec;
    expect(pods.metadata.labels).toMatchObject({ team: 'off', 'example.com/part': 'cache' });
    expect(selector.matchLabels).not.toHaveProperty('team');
    expect(lint(values)).toMatchObject({ ok: true });
  });

  test('a limit on disruptions: a number, or a percentage', async () => {
    const { template } = await project(memcachedModel());
    const limit = (maxUnavailable: unknown) =>
      find(template({ replicas: 3, podDisruptionBudget: { maxUnavailable } }), 'PodDisruptionBudget').spec;
    expect(limit(2)).toMatchObject({ maxUnavailable: 2, unhealthyPodEvictionPolicy: 'AlwaysAllow' });
    expect(limit('50%')).toMatchObject({ maxUnavailable: '50%' });
  });

  test('further objects, as objects and as text, with templates', async () => {
    const { template } = await project(memcachedModel());
    const metadata = {
      name: '{{ include "memcached-operator.fullname" . }}-more',
      namespace: '{{ .Release.Namespace }}',
    };
    const rendered = template({
      extraObjects: [
        { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: '1' } },
        'apiVersion: v1\nkind: Secret\nmetadata:\n  name: {{ .Release.Name }}-text\n',
      ],
    });
    expect(find(rendered, 'ConfigMap')).toMatchObject({
      metadata: { name: 'memcached-operator-more', namespace: 'memcached-operator-system' },
      data: { a: '1' },
    });
    expect(find(rendered, 'Secret').metadata.name).toBe('memcached-operator-text');
  });

  test('numbers of a million and more, which Helm would print with an exponent', async () => {
    const { template } = await project(memcachedModel());
    const values = { replicas: 2_000_000, revisionHistoryLimit: 1_000_000, terminationGracePeriodSeconds: 3_000_000 };
    const { spec } = find(template(values), 'Deployment');
    // YAML 1.1 reads 2e+06 as text, and Kubernetes as no integer.
    expect([spec.replicas, spec.revisionHistoryLimit]).toEqual([2_000_000, 1_000_000]);
    expect(spec.template.spec.terminationGracePeriodSeconds).toBe(3_000_000);
    const podSecurityContext = { runAsUser: 1_000_650_000 };
    expect(pod(template({ podSecurityContext })).securityContext.runAsUser).toBe(1_000_650_000);
  });

  test('names', async () => {
    const { template } = await project(memcachedModel());
    const name = (values: object) => find(template(values), 'Deployment').metadata.name;
    expect(name({ fullnameOverride: 'cache' })).toBe('cache');
    expect(name({ nameOverride: 'redis' })).toBe('memcached-operator-redis');
  });
});

/** Mistakes, and what the refusal must name. */
const refused: readonly [values: object, named: string][] = [
  [{ replica: 2 }, 'replica'],
  [{ manager: { replicas: 2 } }, 'manager'],
  [{ image: { repo: 'x' } }, 'repo'],
  [{ replicas: 'abc' }, '/replicas'],
  [{ replicas: -1 }, '/replicas'],
  [{ replicas: null }, 'replicas'],
  [{ image: null }, 'image'],
  [{ image: { repository: '' } }, '/image/repository'],
  [{ image: { tag: 'a b' } }, '/image/tag'],
  [{ image: { digest: 'sha256:short' } }, '/image/digest'],
  [{ image: { pullPolicy: 'Sometimes' } }, '/image/pullPolicy'],
  [{ metrics: { port: 0 } }, '/metrics/port'],
  [{ metrics: { port: 8081 } }, '/metrics/port'],
  [{ metrics: { enabled: 'yes' } }, '/metrics/enabled'],
  [{ metrics: { serviceMonitor: { interval: 'often' } } }, '/metrics/serviceMonitor/interval'],
  [{ leaderElection: { enabled: false }, replicas: 2 }, '/replicas'],
  [{ resources: { limit: {} } }, 'limit'],
  [{ tolerations: [{ kee: 'x' }] }, 'kee'],
  [{ extraEnv: [{ value: 'x' }] }, 'name'],
  [{ extraArgs: '--x' }, '/extraArgs'],
  [{ podLabels: { 'app.kubernetes.io/name': 'x' } }, 'podLabels'],
  [{ fullnameOverride: 'Upper_Case' }, '/fullnameOverride'],
  [{ nodeSelector: { a: 1 } }, '/nodeSelector/a'],
  [{ commonLabels: { 'rbac.authorization.k8s.io/aggregate-to-admin': 'true' } }, 'commonLabels'],
  [{ extraArgs: ['--metrics-bind-address=:1'] }, '/extraArgs/0'],
  [{ extraArgs: ['--leader-elect'] }, '/extraArgs/0'],
  [{ extraEnv: [{ name: 'POD_NAME', value: 'x' }] }, '/extraEnv/0'],
  [{ logLevel: 'loud' }, '/logLevel'],
  [{ livenessProbe: { httpGet: {} } }, 'httpGet'],
  [{ livenessProbe: { periodSeconds: 0 } }, '/livenessProbe/periodSeconds'],
  [{ podDisruptionBudget: { maxUnavailable: 0 } }, '/podDisruptionBudget/maxUnavailable'],
  [{ podDisruptionBudget: { maxUnavailable: '0%' } }, '/podDisruptionBudget/maxUnavailable'],
  [{ networkPolicy: { egress: { apiServer: { from: [] } } } }, 'from'],
  [{ metrics: { prometheusRule: { runbookUrl: 'javascript:alert(1)' } } }, '/metrics/prometheusRule/runbookUrl'],
  [{ extraObjects: [{ kind: 'ConfigMap' }] }, '/extraObjects/0'],
  [{ tests: { node: [] } }, '/tests/node'],
  [{ revisionHistoryLimit: -1 }, '/revisionHistoryLimit'],
  // What the API server would refuse, after some of the release is there.
  [{ serviceAccount: { name: 'a..b' } }, '/serviceAccount/name'],
  [{ commonLabels: { team: 'a b' } }, '/commonLabels/team'],
  [{ podLabels: { team: 'x'.repeat(64) } }, '/podLabels/team'],
  [{ nodeSelector: { zone: '-' } }, '/nodeSelector/zone'],
  [{ readinessProbe: { terminationGracePeriodSeconds: 3 } }, 'terminationGracePeriodSeconds'],
  [{ livenessProbe: { successThreshold: 2 } }, '/livenessProbe/successThreshold'],
  [{ startupProbe: { successThreshold: 2 } }, '/startupProbe/successThreshold'],
];

test.each(refused)('refused: %j', async (values, named) => {
  const { refusal } = await project(memcachedModel());
  const message = refusal(values);
  expect(message).toMatch(/values don't meet the specifications of the schema/);
  expect(message).toContain(named);
});

test('a global value of a parent chart is let in', async () => {
  const { template } = await project(memcachedModel());
  expect(template({ global: { anything: 1 } }).length).toBeGreaterThan(0);
});

/** Lists and maps that are taken away by null, as a whole. */
const emptied = (values: Record<string, unknown>): object =>
  Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      if (typeof value !== 'object' || value === null) return [key, value];
      const group = !Array.isArray(value) && chartGroups.has(key);
      return [key, group ? emptied(value as Record<string, unknown>) : null];
    }),
  );
const chartGroups = new Set(
  flattenValues(chartValues(memcachedModel())).flatMap(([path, value]) =>
    isSetting(value) ? [] : [path.slice(path.lastIndexOf('.') + 1)],
  ),
);

test('lists and maps can be taken away by null, all of them', async () => {
  const { chart, template } = await project(memcachedModel());
  const values = parse(await readFile(join(chart, 'values.yaml'), 'utf8')) as Record<string, unknown>;
  const { tests: _tests, resources: _resources, ...rest } = emptied(values) as Record<string, unknown>;
  const all = {
    ...rest,
    replicas: 2,
    metrics: { ...(rest['metrics'] as object), dashboard: { enabled: true, labels: null } },
  };
  expect(find(template(all), 'Deployment').spec.template.metadata.annotations).toBeUndefined();
  expect(pod(template(all))).not.toHaveProperty('securityContext');
});
