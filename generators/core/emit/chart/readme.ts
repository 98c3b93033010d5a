/** README.md of the chart: for those who install it. */
import type { Model } from '../../model/model.ts';
import { oldestKubernetes, shortVersion } from '../../model/oldest/oldest-kubernetes.ts';
import { servedApis } from '../../model/served.ts';
import { enumeration } from '../../spec/enumeration.ts';
import { alertAnchor, alerts } from '../../objects/alerts.ts';
import { userRoleSuffix } from '../../objects/names.ts';
import { RUNBOOK } from '../../objects/prometheus-rule.ts';
import { USER_ROLES } from '../../objects/rbac.ts';
import { clusterKinds, ruledResources, scopedRules } from '../../objects/scope.ts';
import { describe } from '../docs/alerts.ts';
import { code, fence, paragraphs, table, text } from '../docs/markdown.ts';
import { overHttp } from '../docs/delivery-text.ts';
import { releaseName } from '../docs/release-name.ts';
import { crdsChartName, hasCrdsChart } from './crds.ts';
import { HARDENED_FILE, hardenedValues } from './hardened.ts';
import type { Values } from './value.ts';
import { hasCrdValues } from './values.ts';
import { valuesTable } from './values-files.ts';

/** The text of the file. */
export const readme = (model: Model, values: Values): string =>
  [
    `# ${model.name}`,
    paragraphs(model.description),
    ...install(model),
    ...(model.apis.length === 0 ? [] : definitions(model)),
    ...permissions(model),
    ...hardened(model),
    ...monitoring(model),
    ...tested(model),
    '## Values',
    `${REFUSED} As a dependency of another chart it takes \`global\` too, and \`enabled\` for a condition.`,
    valuesTable(values),
    ...upgrade(model),
    ...(model.apis.length === 0 ? [] : ['## Kinds', kindTable(model)]),
    ...uninstall(model),
  ]
    .filter((part) => part !== '')
    .join('\n\n')
    .concat('\n');

const REFUSED = 'A value that the chart does not know, or of the wrong type, is refused.';

const shell = (...lines: readonly string[]): string => fence('shell', lines.join('\n'));

const install = (model: Model): readonly string[] => {
  const { name, namespace, version, delivery } = model;
  const to = `--namespace ${namespace} --create-namespace`;
  const url = delivery.helm?.chartUrl ?? `./charts/${name}`;
  const definitions = `helm install ${releaseName(crdsChartName(model))} ${delivery.helm?.crdsChartUrl} --version ${version} ${to}${overHttp(model)}`;
  return [
    '## Install',
    shell(
      ...(hasCrdsChart(model) ? [definitions] : []),
      `helm install ${releaseName(name)} ${url} --version ${version} ${to}${overHttp(model)}`,
    ),
    `It runs on Kubernetes ${shortVersion(oldestKubernetes(model).operator)} and newer; helm refuses older clusters.`,
    `From a checkout of the project the chart is \`./charts/${name}\`. The namespace may enforce the restricted Pod Security Standard.`,
  ];
};

const definitions = (model: Model): readonly string[] => ['## CustomResourceDefinitions', ...strategy(model)];

const strategy = (model: Model): readonly string[] => {
  const { name, namespace, version, delivery } = model;
  if (hasCrdValues(model))
    return [
      'They are part of the release: an upgrade brings changed ones with it. When the release is uninstalled they stay, and with them all custom resources, unless `crds.keep` is false. Where others install them, set `crds.enabled` to false. A release of another name takes those that are there over with `helm install --take-ownership`.',
    ];
  if (hasCrdsChart(model))
    return [
      `They come by a chart of their own, \`${crdsChartName(model)}\`, which is installed and upgraded before this one:`,
      shell(
        `helm upgrade --install ${releaseName(crdsChartName(model))} ${delivery.helm?.crdsChartUrl} --version ${version} --namespace ${namespace}${overHttp(model)}`,
      ),
    ];
  return [
    "They are in the chart's folder `crds/`. Helm installs them with the first release of the chart, and never upgrades nor deletes them. Before an upgrade, apply those of the new version; the fields of the old one are Helm's, which has to be overruled:",
    shell(
      `helm show crds ${delivery.helm?.chartUrl ?? `./charts/${name}`} --version ${version}${overHttp(model)} | kubectl apply --server-side --force-conflicts --filename -`,
    ),
    'Flux does it by itself, when the HelmRelease has `install.crds` and `upgrade.crds` at `CreateReplace`.',
  ];
};

const permissions = (model: Model): readonly string[] => [
  '## Permissions',
  'The manager watches the namespaces that it has permissions in, and no others: both come from the same values.',
  table(
    ['values', 'the manager watches', 'its permissions'],
    [
      ['by default', 'all namespaces', 'a ClusterRole'],
      ['`watchNamespaces: [a, b]`', '`a` and `b`', `a Role in each${remaining(model)}`],
      ...(clusterKinds(model).length > 0
        ? []
        : [['`rbac.scope: namespaced`', 'the namespace of the release', `a Role there${remaining(model)}`]]),
    ],
  ),
  `Roles for users of the cluster (\`rbac.userRoles\`) are ClusterRoles in any case${model.manager.metricsSecure ? ', and so is what the manager needs to see who reads its metrics' : ''}. ${several(model)}`,
];

/** What two releases in one cluster have to share, or keep apart. */
const several = (model: Model): string =>
  [
    'Two releases in one cluster work in namespaces of their own (`watchNamespaces`).',
    ...(hasCrdValues(model)
      ? ['One alone has the CustomResourceDefinitions: `crds.enabled` is false in the other.']
      : []),
    'One dashboard shows both: `metrics.dashboard.enabled` is for one of them.',
    'Where both have the same name, one needs `fullnameOverride`, for ClusterRoles are in no namespace.',
  ].join(' ');

const remaining = (model: Model): string => {
  const resources = ruledResources(scopedRules(model).cluster);
  return resources.length === 0
    ? ''
    : `, and a ClusterRole for what no Role can grant: ${resources.map(code).join(', ')}`;
};

const hardened = (model: Model): readonly string[] => [
  '## Hardened',
  `\`${HARDENED_FILE}\` has values for clusters that ask for more than the defaults do: two replicas on two nodes, a fixed user, limits on all that there are limits for, connections to the API server and DNS only.`,
  fence('yaml', hardenedValues(model).split('\n').slice(1).join('\n')),
  'Add the digest of the image that you have checked, so that no other can take its place:',
  shell(`helm upgrade --install … --values hardened-values.yaml --set image.digest=sha256:…`),
];

const monitoring = (model: Model): readonly string[] => [
  '## Metrics, alerts, dashboard',
  'Metrics have the names that controller-runtime gives them. `metrics.serviceMonitor.enabled` has the Prometheus operator scrape them, `metrics.prometheusRule.enabled` gives it alerts, `metrics.dashboard.enabled` gives Grafana a dashboard. Kinds that the cluster does not know are left out; `helm template`, which asks no cluster, has to be told that it does: `--api-versions monitoring.coreos.com/v1`.',
  table(
    ['alert', 'severity', 'what it means'],
    alerts(model).map((alert) => [alert.name, alert.severity, describe(alert.description)]),
  ),
  `What to do about each is in \`${RUNBOOK}\` of the project. Where that file is published, \`metrics.prometheusRule.runbookUrl\` has each alert link to its section (\`#${alertAnchor(alerts(model)[0]!)}\`).`,
];

const tested = ({ name, namespace }: Model): readonly string[] => [
  '## Test',
  shell(`helm test ${releaseName(name)} --namespace ${namespace}`),
  'It asks the API server whether the manager may do what it needs, and fetches its metrics. It runs in the image of the manager, so that nothing else has to be pulled. A Job that fails stays, with its logs, until the next test; `helm uninstall` does not delete it.',
];

const upgrade = (model: Model): readonly string[] => upgraded(model, `--version ${model.version}${overHttp(model)}`);

const upgraded = ({ name, namespace, delivery }: Model, from: string): readonly string[] => [
  '## Upgrade',
  shell(
    `helm upgrade ${releaseName(name)} ${delivery.helm?.chartUrl ?? `./charts/${name}`} ${from} --namespace ${namespace} --reset-then-reuse-values`,
  ),
  'That keeps the values that you gave, and takes new ones from the chart. With `--reuse-values` Helm leaves out whatever the former chart did not have; where the templates need it, the upgrade is refused, and says what is missing.',
];

const kindTable = (model: Model): string =>
  table(
    ['kind', 'group', 'versions', 'scope', 'roles'],
    model.apis.map((api) => [
      api.kind,
      api.group,
      api.versions.map((version) => version.name).join(', '),
      api.scope,
      USER_ROLES.map((role) => code(`${model.name}${userRoleSuffix(api, role)}`)).join(', '),
    ]),
  );

const uninstalled = ({ name, namespace }: Model): string =>
  `helm uninstall ${releaseName(name)} --namespace ${namespace}`;

/** Kinds with a finalizer first: once the manager is gone, nothing takes it off, and their deletion never ends. */
const uninstall = (model: Model): readonly string[] => {
  const cleaned = servedApis(model).filter(({ cleanup }) => cleanup);
  const all = shell(
    ...servedApis(model).map(
      ({ crdName, scope }) => `kubectl delete ${crdName} --all${scope === 'Cluster' ? '' : ' --all-namespaces'}`,
    ),
    uninstalled(model),
    `kubectl delete crd ${model.apis.map(({ crdName }) => crdName).join(' ')}`,
  );
  if (cleaned.length > 0)
    return [
      '## Uninstall',
      `The manager cleans up after ${enumeration(cleaned.map(({ kind }) => code(kind)))}: delete the custom resources while it is there, and wait until they are gone. Once it is uninstalled, their deletion never ends.`,
      all,
      `All data is gone then. \`${uninstalled(model)}\` alone leaves the CustomResourceDefinitions, and with them all custom resources: they wait until the chart is installed again.`,
    ];
  return [
    '## Uninstall',
    shell(uninstalled(model)),
    ...(model.apis.length === 0
      ? []
      : [
          'The CustomResourceDefinitions stay, and with them all custom resources. To delete both (the data is gone then), delete the resources while the manager is there, which cleans up after them:',
          all,
        ]),
  ];
};

/** README.md of the chart that has the CustomResourceDefinitions alone. */
export const crdsReadme = (model: Model, values: Values): string =>
  [
    `# ${crdsChartName(model)}`,
    `The CustomResourceDefinitions of ${text(model.displayName)}. Install and upgrade this chart before \`${model.name}\`.`,
    '## Install',
    shell(
      `helm upgrade --install ${releaseName(crdsChartName(model))} ${model.delivery.helm?.crdsChartUrl} --version ${model.version} --namespace ${model.namespace} --create-namespace${overHttp(model)}`,
    ),
    '## Values',
    REFUSED,
    valuesTable(values),
    '## Kinds',
    table(
      ['kind', 'group', 'versions', 'scope'],
      model.apis.map(({ kind, group, versions, scope }) => [
        kind,
        group,
        versions.map(({ name }) => name).join(', '),
        scope,
      ]),
    ),
    '## Uninstall',
    shell(`helm uninstall ${releaseName(crdsChartName(model))} --namespace ${model.namespace}`),
    'The CustomResourceDefinitions stay, and with them all custom resources, unless `crds.keep` is false.',
  ]
    .join('\n\n')
    .concat('\n');
