import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { chartValues, flattenValues, isSetting } from '../../../generators/core/emit/chart/values.ts';
import { memcachedModel, sharedModel } from '../models.ts';
import { find, project, type Rendered } from './rendered.ts';

const container = (rendered: readonly Rendered[]) => find(rendered, 'Deployment').spec.template.spec.containers[0];
const pod = (rendered: readonly Rendered[]) => find(rendered, 'Deployment').spec.template.spec;

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
  extraArgs: [['--log-level=debug'], (all) => container(all).args.slice(-1)],
  extraEnv: [[{ name: 'LEVEL', value: '5' }], (all) => container(all).env.slice(-1)],
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

interface Schema {
  readonly description?: string;
  readonly default?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** The values that the schema does not describe; what is below a setting is Kubernetes' own. */
const undescribed = ({ properties = {} }: Schema): readonly string[] =>
  Object.entries(properties).flatMap(([key, child]) => {
    const below = 'default' in child ? [] : undescribed(child);
    return child.description ? below : [key].concat(below);
  });

describe.each([
  ['the memcached operator', memcachedModel()],
  ['one that shares its objects, with secure metrics', sharedModel()],
])('values and templates of %s fit', (_, model) => {
  const used = async (chart: string): Promise<ReadonlySet<string>> => {
    const files = await readdir(join(chart, 'templates'));
    const texts = await Promise.all(files.map((file) => readFile(join(chart, 'templates', file), 'utf8')));
    return new Set(Array.from(texts.join('\n').matchAll(/\.Values((?:\.\w+)+)/g), ([, path]) => path!.slice(1)));
  };
  const settings = flattenValues(chartValues(model)).flatMap(([path, value]) => (isSetting(value) ? [path] : []));

  test('every value is read by a template, and every value that is read exists', async () => {
    const { chart } = await project(model);
    expect([...(await used(chart))].sort()).toEqual(settings.toSorted());
  });

  test('every value is described, in values.yaml as in the schema', async () => {
    const { chart } = await project(model);
    const [text, schema, table] = await Promise.all(
      ['values.yaml', 'values.schema.json', 'README.md'].map((file) => readFile(join(chart, file), 'utf8')),
    );
    expect(undescribed(JSON.parse(schema!))).toEqual([]);
    expect(Object.keys(parse(text!))).toEqual(Object.keys(chartValues(model)));
    for (const path of settings) expect(table).toContain(`| \`${path}\` |`);
    const keys = new Set(settings.flatMap((path) => path.split('.')));
    const lines = text!.split('\n');
    const bare = lines.filter(
      (line, index) => keys.has(/^ *(\w+):/.exec(line)?.[1] ?? '') && !/^ *#/.test(lines[index - 1]!),
    );
    expect(bare).toEqual([]);
  });
});
