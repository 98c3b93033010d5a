/**
 * A dashboard for Grafana, and the ConfigMap in which its sidecar finds it. The same for every installation: variables choose which.
 * They are written `$name`, never in braces, which Flux would take for a variable of its own.
 */
import { createHash } from 'node:crypto';
import { jsonText } from '../model/json.ts';
import type { Model } from '../model/model.ts';
import { servedApis } from '../model/served.ts';
import { type Panel, sections } from './dashboard-panels.ts';
import { objectLabels } from './labels.ts';
import { controllerName, objectNames } from './names.ts';

/** What the sidecar of Grafana's chart looks for. */
export const DASHBOARD_LABELS = { grafana_dashboard: '1' } as const;

/** The ConfigMap with the dashboard. */
export const dashboardConfigMap = (model: Model) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: {
    name: objectNames(model).dashboard,
    namespace: model.namespace,
    labels: { ...objectLabels(model), ...DASHBOARD_LABELS },
  },
  data: { [dashboardFileName(model)]: dashboardText(model) },
});

/** 'memcached-operator.json' */
export const dashboardFileName = ({ name }: Pick<Model, 'name'>): string => `${name}.json`;

/** The dashboard as the JSON text that Grafana imports. */
export const dashboardText = (model: Model): string => `${jsonText(dashboard(model), 2)}\n`;

const DATASOURCE = { type: 'prometheus', uid: '$datasource' } as const;

const dashboard = (model: Model) => ({
  uid: dashboardUid(model),
  title: model.displayName,
  description: `How ${model.displayName} does.`,
  tags: ['kubernetes', 'operator'],
  schemaVersion: 39,
  editable: true,
  graphTooltip: 1,
  refresh: '1m',
  time: { from: 'now-1h', to: 'now' },
  templating: { list: variables(model) },
  panels: layOut(model),
});

/** At most 40 characters, the same for the same name. */
const dashboardUid = ({ name }: Pick<Model, 'name'>): string =>
  name.length <= 40 ? name : `${name.slice(0, 31)}-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;

const variables = (model: Model) => [
  { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus' },
  queryVariable('namespace', 'Namespace', `label_values(${ownSeries(model)}, namespace)`),
  queryVariable('job', 'Job', `label_values(${ownSeries(model, 'namespace="$namespace"')}, job)`),
];

/** A series that this operator has and, by the names of its controllers, few others have. */
const ownSeries = (model: Model, ...matchers: readonly string[]): string => {
  const controllers = [...new Set(servedApis(model).map((api) => controllerName(model, api)))];
  const [metric, own] =
    controllers.length === 0
      ? ['nodejs_version_info', []]
      : ['controller_runtime_max_concurrent_reconciles', [`controller=~"${controllers.join('|')}"`]];
  return `${metric}{${[...own, ...matchers].join(',')}}`;
};

const queryVariable = (name: string, label: string, query: string) => ({
  name,
  label,
  type: 'query',
  datasource: DATASOURCE,
  definition: query,
  query: { query, refId: name },
  refresh: 2,
  sort: 1,
});

const WIDTH = 24;
const HEIGHT = { row: 1, stat: 4, timeseries: 8 } as const;

/** Sections below each other, their panels beside each other: small ones in one line, large ones in pairs. */
const layOut = (model: Model): readonly object[] => {
  const laid: object[] = [];
  let y = 0;
  const add = (panel: object, x: number, w: number, h: number): void =>
    void laid.push({ id: laid.length + 1, ...panel, gridPos: { x, y, w, h } });
  for (const { title, panels } of sections(model)) {
    add({ type: 'row', title, collapsed: false, panels: [] }, 0, WIDTH, HEIGHT.row);
    y += HEIGHT.row;
    const inLine = panels[0]?.type === 'stat' ? panels.length : 2;
    panels.forEach((panel, index) => {
      const height = HEIGHT[panel.type];
      const w = Math.floor(WIDTH / inLine);
      add(shown(panel), (index % inLine) * w, w, height);
      if (index % inLine === inLine - 1 || index === panels.length - 1) y += height;
    });
  }
  return laid;
};

const shown = ({ title, description, type, unit, queries }: Panel): object => ({
  type,
  title,
  ...(description !== undefined && { description }),
  datasource: DATASOURCE,
  fieldConfig: { defaults: { unit, min: 0 }, overrides: [] },
  options:
    type === 'stat'
      ? { reduceOptions: { calcs: ['lastNotNull'] }, colorMode: 'none', graphMode: 'area' }
      : { legend: { displayMode: 'list', placement: 'bottom' }, tooltip: { mode: 'multi', sort: 'desc' } },
  targets: queries.map(({ expr, legend }, index) => ({
    refId: String.fromCharCode('A'.charCodeAt(0) + index),
    datasource: DATASOURCE,
    expr,
    legendFormat: legend,
  })),
});
