/** Operators of every sort that a chart can be made of. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildModel } from '../../../generators/core/model/build.ts';
import type { Model } from '../../../generators/core/model/model.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { formatProblem } from '../../../generators/core/spec/problem.ts';
import { exampleModels } from '../../judges/examples.ts';
import { kindOf, memcachedApi, memcachedModel, sharedModel } from '../models.ts';
import { hostileModel } from '../objects/hostile-model.ts';

const ROOT = join(import.meta.dirname, '../../..');

const fromSpec = (path: string): Model => {
  const { spec, problems } = loadSpec(readFileSync(join(ROOT, path)), path);
  if (spec === undefined) throw new Error(problems.map(formatProblem).join('\n'));
  return buildModel(spec);
};

/** With a chart, however its spec is delivered. */
const charted = (model: Model, crds: 'templated' | 'separate' | 'static' = 'templated'): Model => {
  const chartUrl = `oci://registry.example.com/charts/${model.name}`;
  return { ...model, delivery: { ...model.delivery, helm: { crds, chartUrl, crdsChartUrl: `${chartUrl}-crds` } } };
};

/** Its kind is in no namespace, nor is one of its children. */
export const clusterModel = (): Model =>
  memcachedModel({
    apis: [
      memcachedApi({
        scope: 'Cluster',
        children: [
          ...memcachedApi().children,
          {
            name: 'role',
            kind: kindOf('rbac.authorization.k8s.io/v1', 'ClusterRole'),
            template: { type: 'object', entries: [] },
          },
        ],
      }),
    ],
  });

/** Its kind is in namespaces, but not all that it works on is. */
export const mixedModel = (): Model =>
  memcachedModel({
    apis: [
      memcachedApi({
        watches: [kindOf('v1', 'Node')],
        permissions: [
          { apiGroups: ['', 'unknown.example.org'], resources: ['pods/log', 'things'], verbs: ['get'] },
          { apiGroups: [''], resources: ['namespaces'], resourceNames: ['HELM0E', '{{ kept }}'], verbs: ['get'] },
        ],
      }),
    ],
  });

/** With everything on that is made for others to read. */
export const observedModel = (): Model => {
  const model = memcachedModel();
  return { ...model, manager: { ...model.manager, serviceMonitor: true, prometheusRule: true, dashboard: true } };
};

/** By name; each with a chart. */
export const chartModels = (): Readonly<Record<string, Model>> => ({
  ...Object.fromEntries(Object.entries(exampleModels()).map(([name, model]) => [name, charted(model)])),
  'odd kinds': charted(fromSpec('test/odd/operator.yaml')),
  'every marker': charted(fromSpec('test/e2e/specs/kitchen-sink.yaml')),
  'shared objects, secure metrics': charted(sharedModel()),
  'hostile texts': charted(hostileModel()),
  'no kinds': charted(memcachedModel({ apis: [] })),
  'cluster-scoped kinds': charted(clusterModel()),
  'some of it in no namespace': charted(mixedModel()),
  'all that others read': charted(observedModel()),
  'definitions apart': charted(memcachedModel(), 'separate'),
  'definitions once': charted(memcachedModel(), 'static'),
  'no leader, no metrics rules': charted(
    memcachedModel({ manager: { ...memcachedModel().manager, leaderElection: false, networkPolicy: false } }),
  ),
});
