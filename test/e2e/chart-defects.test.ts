/**
 * The defects of the chart that kubebuilder generates, one test each: ours has it not, with any values, and the same check finds it in a
 * chart that has it (specs/defective-chart).
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { load } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { builtinKinds } from '../../generators/core/model/builtin-kinds.ts';
import type { JsonObject } from '../../generators/core/model/json.ts';
import type { Model } from '../../generators/core/model/model.ts';
import { managerRules } from '../../generators/core/objects/rules.ts';
import { ifAvailable } from '../judges/availability.ts';
import { kubernetesSchemas } from '../judges/kubernetes-schemas.ts';
import { writeCharts } from './harness/chart/charts.ts';
import { monitorDefects, ungatedDefects, webhookDefects } from './harness/chart/defects.ts';
import { inParallel, MONITORING, objectsOf, template, type Rendered } from './harness/chart/helm.ts';
import { inEach, renderAll, type JudgedChart } from './harness/chart/judged.ts';
import { unknownKeysTaken, wrongTypesTaken } from './harness/chart/loose-values.ts';
import { CHARTED } from './harness/chart/models.ts';
import { ofKind } from './harness/chart/pods.ts';
import { scopeDefects } from './harness/chart/scope.ts';
import { selectionDefects } from './harness/chart/selection.ts';

const scratch = mkdtempSync(join(tmpdir(), 'chart-defects-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const judged: JudgedChart[] = [];
beforeAll(async () => {
  // All pairs of values are enough: each value is among them.
  for (const [index, [title, { model, breadth = 'pairs' }]] of Object.entries(CHARTED).entries())
    for (const [name, chart] of await writeCharts(model, join(scratch, String(index))))
      judged.push(await renderAll(`${title}: ${name}`, 'r', chart, breadth === 'each' ? 'pairs' : breadth));
});

/** What a check finds in all releases of all charts. */
const inOurs = (check: (objects: readonly Rendered[], model: Model) => readonly string[]): readonly string[] =>
  judged.flatMap((each) =>
    inEach(each, ({ objects }) => check(objects, each.chart.model)).map((line) => `${each.title} ${line}`),
  );

const DEFECTIVE = join(import.meta.dirname, 'specs/defective-chart');
const defective = async (
  values: JsonObject,
  capabilities: readonly string[] = [...MONITORING, 'cert-manager.io/v1'],
) => {
  const { ok, output } = await template(DEFECTIVE, values, 'bad', capabilities);
  if (!ok) throw new Error(output);
  return objectsOf(output);
};

describe('webhooks and certificates', () => {
  test('ours: each webhook has its certificate, each certificate its use', () => {
    expect(inOurs(webhookDefects)).toEqual([]);
  });

  test.each<[string, JsonObject, readonly RegExp[]]>([
    ['webhooks without certificates', { certManager: { enabled: false } }, [/has no certificate/, /whom to trust/]],
    ['certificates without webhooks', { webhook: { enabled: false } }, [/nobody needs it/]],
  ])('found: %s', async (_title, values, told) => {
    const found = webhookDefects(await defective(values));
    for (const line of told) expect(found.join('\n')).toMatch(line);
    expect(found).toHaveLength(told.length);
  });

  test('not found where both are there, or neither', async () => {
    expect(webhookDefects(await defective({}))).toEqual([]);
    expect(webhookDefects(await defective({ certManager: { enabled: false }, webhook: { enabled: false } }))).toEqual(
      [],
    );
  });
});

/** What is in no namespace: kinds of the operator's own that say so, and whatever is not known to be in one. */
const clusterScoped = ({ apis }: Model): ((resource: string) => boolean) => {
  const references = apis.flatMap(({ children, watches }) => [...children.map(({ kind }) => kind), ...watches]);
  const own = apis.map(({ group, plural, scope }) => ({ group, plural, namespaced: scope === 'Namespaced' }));
  const known = [...own, ...references, ...builtinKinds()].filter(({ namespaced }) => namespaced);
  const names = new Set(known.map(({ group, plural }) => `${group}/${plural}`));
  // Events about what is in no namespace are written to the namespace default.
  const beyond = apis.some(({ scope }) => scope === 'Cluster');
  return (resource) => (beyond && resource === '/events') || !names.has(resource.split('/').slice(0, 2).join('/'));
};

describe('roles and the namespaces that are watched', () => {
  test('ours: they fit, whatever the scope is', () => {
    expect(inOurs((objects, model) => scopeDefects(objects, managerRules(model), clusterScoped(model)))).toEqual([]);
    // Both scopes are among what is judged.
    const bindings = judged
      .flatMap(({ releases }) => releases)
      .flatMap(({ objects }) => ofKind(objects, 'RoleBinding', 'ClusterRoleBinding'))
      .filter(({ roleRef }) => String(roleRef.name).endsWith('-manager'));
    expect(new Set(bindings.map(({ kind }) => kind))).toEqual(new Set(['RoleBinding', 'ClusterRoleBinding']));
  });

  test('found: a manager that watches everything, with a Role in its own namespace', async () => {
    const none = () => false;
    expect(scopeDefects(await defective({ rbac: { namespaced: true } }), [], none)).toEqual([
      'Deployment/manager: works in all namespaces, and may not watch apps/deployments in all of them',
    ]);
    expect(scopeDefects(await defective({}), [], none)).toEqual([]);
  });

  test('found: a manager that watches its own namespace, with a ClusterRole', async () => {
    const told = (await defective({})).map((object) =>
      object.kind === 'Deployment'
        ? (JSON.parse(JSON.stringify(object).replace('--leader-elect', '--namespace=bad')) as Rendered)
        : object,
    );
    expect(scopeDefects(told, [], () => false).join('\n')).toContain(
      'works in bad, and may watch apps/deployments in all of them',
    );
  });
});

describe('values that are mistakes', () => {
  /** Charts that differ in their values. */
  const ours = () => judged.filter(({ chart }, index) => index < 3 || chart.hardened === undefined);
  const bad = { path: DEFECTIVE, values: load(readFileSync(join(DEFECTIVE, 'values.yaml'), 'utf8')) as JsonObject };

  test('ours: no misspelt key is taken, at any place', async () => {
    for (const { chart } of ours()) expect(await unknownKeysTaken(chart)).toEqual([]);
  });

  test('ours: nothing of a wrong type is taken', async () => {
    for (const { chart } of ours()) expect(await wrongTypesTaken(chart)).toEqual([]);
  });

  test('found: both, in a chart without a schema', async () => {
    expect(await unknownKeysTaken(bad)).toContain('manager.msitake');
    expect(await wrongTypesTaken(bad)).toContain('manager.replicas');
  });
});

const schemas = await ifAvailable(kubernetesSchemas);

describe.skipIf(schemas === undefined)('kinds that not every cluster has', () => {
  test('ours: rendered only where the cluster says that it has them', async () => {
    for (const { title, chart, releases } of judged) {
      const usual = releases.filter(({ strict }) => !strict);
      const bare = await inParallel(usual, ({ values, id }) => template(chart.path, values, id));
      const found = bare.flatMap(({ ok, output }, index) =>
        (ok ? ungatedDefects(objectsOf(output), schemas!) : [output]).map(
          (line) => `${title} [${usual[index]!.name}] ${line}`,
        ),
      );
      expect(found).toEqual([]);
    }
    const kinds = new Set(
      judged.flatMap(({ releases }) => releases).flatMap(({ objects }) => objects.map(({ kind }) => kind)),
    );
    expect([...kinds]).toEqual(expect.arrayContaining(['ServiceMonitor', 'PrometheusRule']));
  });

  test('found: a ServiceMonitor that is rendered everywhere', async () => {
    const values = { prometheus: { enabled: true }, certManager: { enabled: false } };
    expect(ungatedDefects(await defective(values, []), schemas!)).toEqual([
      'ServiceMonitor/manager: monitoring.coreos.com/v1 is not in every cluster',
    ]);
  });
});

describe('how metrics are scraped', () => {
  test('ours: as they are served, and nobody is trusted blindly without TLS', () => {
    expect(inOurs(monitorDefects)).toEqual([]);
  });

  test('found: insecureSkipVerify, and a token, without secure metrics', async () => {
    const found = monitorDefects(await defective({ prometheus: { enabled: true }, metrics: { secure: false } }));
    expect(found).toEqual([
      'ServiceMonitor/manager: insecureSkipVerify without secure metrics',
      'ServiceMonitor/manager: sends its token unencrypted',
    ]);
    expect(monitorDefects(await defective({ prometheus: { enabled: true } }))).toEqual([]);
  });
});

describe('objects that find each other', () => {
  test('ours: selectors, ports, roles, budgets', () => {
    expect(inOurs(selectionDefects)).toEqual([]);
  });

  test('found: a selector of nobody, a port of nobody, a role that is not there', async () => {
    const text = JSON.stringify(await defective({}))
      .replace('"targetPort":"webhook"', '"targetPort":"hook"')
      .replace(/("selector":)\{"app":"manager"\}(,"ports":\[\{"name":"metrics")/, '$1{"app":"other"}$2')
      .replace(/("kind":"ClusterRole","name":)"manager"/, '$1"other"');
    expect(selectionDefects(JSON.parse(text) as readonly Rendered[])).toEqual(
      expect.arrayContaining([
        'Service/metrics: selects no pod',
        'Service/webhook: no container has the port hook',
        'ClusterRoleBinding/manager: there is no ClusterRole other',
      ]),
    );
  });
});
