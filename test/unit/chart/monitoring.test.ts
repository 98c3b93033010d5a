/** Alerts and dashboard: about metrics that there are, of this release, with braces that survive Helm. */
import { describe, expect, test } from 'vitest';
import { emitAlerts } from '../../../generators/core/emit/docs/alerts.ts';
import { alertAnchor, alerts } from '../../../generators/core/objects/alerts.ts';
import { sections } from '../../../generators/core/objects/dashboard-panels.ts';
import { dashboardText } from '../../../generators/core/objects/dashboard.ts';
import { prometheusRule } from '../../../generators/core/objects/prometheus-rule.ts';
import type { Informer } from '../../../runtime/src/cache/informer.ts';
import { ConfigMap } from '../../../runtime/src/kinds/index.ts';
import { createPrometheusMetrics } from '../../../runtime/src/manager/prometheus.ts';
import { memcachedModel, sharedModel } from '../models.ts';
import { chartModels, observedModel } from './models.ts';
import { find, project } from './rendered.ts';

const MONITORING = ['--api-versions', 'monitoring.coreos.com/v1'];

/** The names of all series that the runtime serves, and those that Prometheus makes of a scrape. */
const served = async (): Promise<ReadonlySet<string>> => {
  const metrics = createPrometheusMetrics();
  metrics.controller('memcached', 1);
  metrics.leader('memcached-operator', true);
  metrics.informers(() => []);
  const families = Array.from((await metrics.metrics()).matchAll(/^# TYPE (\w+) (\w+)$/gm), ([, name, type]) =>
    type === 'histogram' ? [`${name}_bucket`, `${name}_count`, `${name}_sum`] : [name!],
  );
  return new Set([...families.flat(), 'up']);
};

/** The names of series in a query: what stands before braces. */
const series = (query: string): readonly string[] => Array.from(query.matchAll(/(\w+)\{/g), ([, name]) => name!);

const queriesOf = (model: ReturnType<typeof memcachedModel>): readonly string[] => [
  ...alerts(model).map(({ expression }) => expression('job="x"')),
  ...sections(model).flatMap(({ panels }) => panels.flatMap(({ queries }) => queries.map(({ expr }) => expr))),
];

describe.each(Object.entries(chartModels()))('of %s', (_, model) => {
  test('each query is about series that the runtime serves', async () => {
    const known = await served();
    const used = queriesOf(model).flatMap(series);
    expect(used.length).toBeGreaterThan(5);
    expect(used.filter((name) => !known.has(name))).toEqual([]);
  });

  test('each alert has a name of its own, says what it means, and has a section in the runbook', () => {
    const all = alerts(model);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
    const runbook = emitAlerts(model);
    for (const alert of all) {
      expect(alert.summary).not.toBe('');
      expect(alert.description).not.toBe('');
      expect(runbook).toContain(`\n## ${alert.name}\n`);
      expect(alertAnchor(alert)).toBe(alert.name.toLowerCase());
    }
    const [{ rules } = { rules: [] }] = prometheusRule(model).spec.groups;
    expect(rules.map(({ annotations }) => annotations.runbook)).toEqual(
      all.map((alert) => `docs/alerts.md#${alertAnchor(alert)}`),
    );
  });

  test('the dashboard is JSON that Grafana takes: an identity, panels that do not lie on each other, no variable in braces', () => {
    const text = dashboardText(model);
    const dashboard = JSON.parse(text) as {
      readonly uid: string;
      readonly panels: readonly { readonly id: number; readonly gridPos: Record<'x' | 'y' | 'w' | 'h', number> }[];
    };
    expect(dashboard.uid).toMatch(/^[\w-]{1,40}$/);
    expect(text).not.toContain('${');
    const cells = dashboard.panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)} ${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    expect(Math.max(...dashboard.panels.map(({ gridPos: { x, w } }) => x + w))).toBeLessThanOrEqual(24);
    expect(new Set(dashboard.panels.map(({ id }) => id)).size).toBe(dashboard.panels.length);
  });
});

/** What Prometheus adds to the series of a scrape, as a ServiceMonitor has it do. */
const OF_TARGET = new Set(['namespace', 'pod', 'job']);

test('each query is about labels that its series have', async () => {
  const metrics = createPrometheusMetrics();
  const controller = metrics.controller('memcached', 1);
  controller.finished('success', 1);
  controller.queue.waited(1);
  metrics.leader('memcached-operator', true);
  metrics.request({
    method: 'GET',
    host: 'x',
    code: '200',
    seconds: 1,
    retry: false,
    requestBytes: 1,
    responseBytes: 1,
  });
  const informer = { kind: ConfigMap, namespace: undefined, failure: () => undefined, hasSynced: () => true };
  metrics.informers(() => [{ informer: { ...informer, store: { size: () => 1 } } as unknown as Informer }]);
  const labels = new Map<string, Set<string>>();
  for (const [, name, list] of (await metrics.metrics()).matchAll(/^(\w+)\{(.*)\} \S+$/gm))
    labels.set(name!, new Set(Array.from(list!.matchAll(/(\w+)="/g), ([, label]) => label!)));
  const grouped = queriesOf(observedModel()).flatMap((query) =>
    Array.from(
      query.matchAll(/by \(([^)]*)\) \((?:rate\(|increase\()?(\w+)\{/g),
      ([, by, name]) => [name!, by!.split(', ')] as const,
    ),
  );
  expect(grouped.length).toBeGreaterThan(10);
  for (const [name, by] of grouped)
    expect([name, by.filter((label) => !OF_TARGET.has(label) && labels.get(name)?.has(label) !== true)]).toEqual([
      name,
      [],
    ]);
});

describe('alerts that would be wrong', () => {
  const expressionOf = (name: string): string =>
    alerts(memcachedModel())
      .find((alert) => alert.name === `MemcachedOperator${name}`)!
      .expression('job="x"');

  test('a pod that stands by fills its queue and reconciles nothing: nobody is woken by it', () => {
    const queues = 'workqueue_depth{job="x"} unless on (namespace, pod) leader_election_master_status{job="x"} == 0';
    expect(expressionOf('QueueStalled')).toContain(`sum by (namespace, controller) (${queues}) > 0`);
    const lengths = queriesOf(memcachedModel()).filter((query) => query.includes('workqueue_depth'));
    expect(lengths).toHaveLength(3);
    for (const query of lengths) expect(query).toContain('unless on (namespace, pod) leader_election_master_status');
  });

  test('of two informers of one kind that both fail, the number is two', () => {
    expect(expressionOf('WatchFailing')).toMatch(/> 0$/);
  });
});

test('who shares objects has no leader to miss', () => {
  expect(alerts(memcachedModel()).map(({ name }) => name)).toContain('MemcachedOperatorNoLeader');
  expect(alerts(sharedModel()).map(({ name }) => name)).not.toContain('MemcachedOperatorNoLeader');
});

describe('in the chart', () => {
  test('alerts are about the series of the release', async () => {
    const { template } = await project(observedModel(), 'other');
    const rendered = template({ fullnameOverride: 'x'.repeat(63) }, ...MONITORING);
    const service = find(rendered, 'Service').metadata;
    const [{ rules }] = find(rendered, 'PrometheusRule').spec.groups;
    for (const { expr } of rules) expect(expr).toContain(`job="${service.name}",namespace="${service.namespace}"`);
    const own = `up{job="${service.name}",namespace="${service.namespace}"}`;
    expect(rules[0].expr).toBe(`absent(${own}) or max by (namespace, job) (${own}) == 0`);
  });

  test('templates of Prometheus and legends of Grafana keep their braces', async () => {
    const { template } = await project(observedModel());
    const rendered = template({}, ...MONITORING);
    const [{ rules }] = find(rendered, 'PrometheusRule').spec.groups;
    expect(JSON.stringify(rules)).toContain('{{ $labels.controller }}');
    expect(find(rendered, 'ConfigMap').data).toEqual({ 'memcached-operator.json': dashboardText(observedModel()) });
    expect(find(rendered, 'ConfigMap').data['memcached-operator.json']).toContain('{{controller}}');
  });

  test('labels, the address of the runbook and further rules are the user’s', async () => {
    const { template, lint } = await project(observedModel());
    const extra = { alert: 'Mine', expr: 'vector(1)', annotations: { summary: '{{ $value }}' } };
    const values = {
      metrics: {
        prometheusRule: {
          labels: { release: 'prometheus' },
          runbookUrl: 'https://example.com/alerts.html?x=1',
          extraRules: [extra],
        },
        dashboard: { labels: { grafana_dashboard: null, board: '1' }, annotations: { grafana_folder: 'Operators' } },
      },
    };
    const rendered = template(values, ...MONITORING);
    const rule = find(rendered, 'PrometheusRule');
    expect(rule.metadata.labels).toMatchObject({ release: 'prometheus' });
    const { rules } = rule.spec.groups[0];
    expect(rules[0].annotations.runbook_url).toBe('https://example.com/alerts.html?x=1#memcachedoperatordown');
    expect(rules.at(-1)).toEqual(extra);
    const { labels, annotations } = find(rendered, 'ConfigMap').metadata;
    expect(labels).toMatchObject({ board: '1' });
    expect(labels).not.toHaveProperty('grafana_dashboard');
    expect(annotations).toEqual({ grafana_folder: 'Operators' });
    expect(lint(values)).toMatchObject({ ok: true });
  });
});
