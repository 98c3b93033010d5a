/** `README.md` of the generated project, for those who run the operator and those who work on it. */
import type { HelmDelivery } from '../../model/delivery.ts';
import type { Model } from '../../model/model.ts';
import { oldestKubernetes, shortVersion } from '../../model/oldest/oldest-kubernetes.ts';
import { servedApis } from '../../model/served.ts';
import { objectNames } from '../../objects/names.ts';
import { releaseCommands, tellCluster } from '../docs/delivery-install.ts';
import { commands } from '../docs/delivery-text.ts';
import { releaseName } from '../docs/release-name.ts';
import { isFluxModel } from '../flux/flux-model.ts';
import { prose, renderTemplate } from '../template.ts';

/** The text of the file: a frame, and a piece for each way of delivery that is on. */
export const emitReadme = (model: Model): string =>
  renderTemplate('README.md', {
    displayName: model.displayName,
    description: model.description,
    kinds: kindTable(model),
    kubernetes: shortVersion(oldestKubernetes(model).operator),
    image: `${model.image.repository}:${model.image.tag}`,
    install: deliveries(model).join('\n').trimEnd(),
    metrics: metrics(model),
    try: servedApis(model).length === 0 ? '' : renderTemplate('readme/try.md', { resources: resources(model) }),
  });

/** What has to be done before they can be read. */
const metrics = (model: Model): string => {
  const { metricsService: service, metricsReaderRole: role } = objectNames(model);
  return model.manager.metricsSecure ? renderTemplate('readme/metrics.md', { service, role }) : '';
};

const deliveries = (model: Model): readonly string[] => {
  const { helm, flux, olm } = model.delivery;
  return [
    ...(helm === undefined ? [] : [renderTemplate('readme/helm.md', { install: helmInstall(model, helm) })]),
    renderTemplate('readme/kubectl.md', { monitoring: monitoring(model) }),
    ...(isFluxModel(model)
      ? [renderTemplate('readme/flux.md', { commands: commands(...releaseCommands(model), tellCluster(model)) })]
      : []),
    ...(olm === undefined ? [] : [renderTemplate('readme/olm.md', {})]),
    ...((helm ?? flux ?? olm) ? [renderTemplate('readme/delivery.md', {})] : []),
  ];
};

/** Kinds that a cluster may not know: a chart leaves them out then, kubectl does not. */
const monitoring = ({ manager: { serviceMonitor, prometheusRule } }: Model): string => {
  const kinds = [...(serviceMonitor ? ['ServiceMonitor'] : []), ...(prometheusRule ? ['PrometheusRule'] : [])];
  if (kinds.length === 0) return '';
  return `\nWithout the Prometheus operator, which knows ${kinds.join(' and ')}, it applies all else, says so, and exits with 1.\n`;
};

/** The CRDs first, where they have a chart of their own. */
const helmInstall = ({ name, namespace }: Model, { crds }: HelmDelivery): string =>
  [...(crds === 'separate' ? [`${name}-crds`] : []), name]
    .map(
      (chart) => `    helm install ${releaseName(chart)} charts/${chart} --namespace ${namespace} --create-namespace`,
    )
    .join('\n');

const resources = ({ apis }: Model): string => apis.map(({ crdName }) => crdName).join(',');

/** What a row of a table has room for: without links, which nobody can follow in plain text. */
const firstSentence = (description: string): string => {
  const [paragraph = ''] = description.split(/\n\s*\n/);
  const words = paragraph.replaceAll(/\s+/g, ' ').replaceAll(/\[([^[\]]+)\]\(https?:[^\s()]+\)/g, '$1');
  return /^.{20,}?[.!?](?= \p{Lu})/u.exec(words)?.[0] ?? words;
};

const kindTable = ({ apis }: Model): string => {
  if (apis.length === 0) return 'It has no kinds yet: `npx generator-k8s-operator api GROUP/VERSION/KIND` adds one.';
  const rows = apis.map(({ kind, group, storage, scope }) => {
    const description = storage.schema['description'];
    const text = typeof description === 'string' ? prose(firstSentence(description)) : '';
    return `| ${kind} | ${group}/${storage.name} | ${scope} | ${text} |`;
  });
  return [
    '| kind | API | scope | what it is |',
    '| --- | --- | --- | --- |',
    ...rows,
    '',
    'Every field, its type, default and constraints: [docs/api.md](docs/api.md).',
  ].join('\n');
};
