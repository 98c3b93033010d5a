/** What is published, copied, upgraded and taken away again. */
import type { HelmDelivery } from '../../model/delivery.ts';
import type { Model } from '../../model/model.ts';
import { servedApis } from '../../model/served.ts';
import { enumeration } from '../../spec/enumeration.ts';
import { FLUX_NAMESPACE, fluxNames, type FluxModel, isFluxModel, isShared } from '../flux/flux-model.ts';
import { manifestsSourceKind } from '../flux/sources.ts';
import { versionTag } from '../flux/tag.ts';
import { logins } from '../project/logins.ts';
import { releasedOlmImages } from '../project/olm-images.ts';
import { renderTemplate } from '../template.ts';
import { code, table } from './markdown.ts';
import { tellCluster } from './delivery-install.ts';
import { upgradeCommand } from './olm-release.ts';
import { releaseName } from './release-name.ts';
import { commands, FLUX_MANIFEST, imageOf, overHttp } from './delivery-text.ts';

/** What is pushed, and how. */
export const publishing = (model: Model, helm: HelmDelivery): string => {
  const { version, delivery } = model;
  const tag = versionTag(version);
  // What is in git stays there.
  const isPushed = isFluxModel(model) && manifestsSourceKind(model) === 'OCIRepository';
  const isSeparate = helm.crds === 'separate';
  const rows = [
    ['the image', code(imageOf(model))],
    ['the chart', code(`${helm.chartUrl}:${tag}`)],
    ...(isSeparate ? [['the chart of the CRDs', code(`${helm.crdsChartUrl}:${tag}`)]] : []),
    ...(isPushed ? [['the manifests in `deploy/flux`', code(`${model.delivery.flux.manifestsUrl}:${tag}`)]] : []),
    ...releasedOlmImages(model).map(({ what, repository, tag: at }) => [
      `the ${what} for OLM`,
      code(`${repository}:${at}`),
    ]),
  ];
  const key = delivery.flux?.verify !== undefined && 'secret' in delivery.flux.verify;
  return renderTemplate('docs/delivery/publish.md', {
    table: table(['what', 'where'], rows),
    what: `${isSeparate ? 'the charts' : 'the chart'}${isPushed ? ' and the manifests' : ''} as OCI artifacts`,
    version,
    signer: key ? ' with your key' : ', as the workflow that it is: there is no key to keep',
    secrets: secrets(model, key),
  });
};

/** What the workflow needs to be told in the settings of the repository. */
export const secrets = (model: Model, key: boolean): string => {
  const names = [
    ...logins(model).flatMap(({ host, secrets: own }) =>
      own === undefined ? [] : [`\`${own.username}\` and \`${own.password}\` for ${code(host)}`],
    ),
    ...(key ? ['`COSIGN_PRIVATE_KEY` and `COSIGN_PASSWORD`'] : []),
  ];
  return names.length === 0 ? '' : ` It needs secrets in the settings of the repository: ${names.join('; ')}.`;
};

/** From one version to the next. */
export const upgrades = (model: Model, helm: HelmDelivery): string =>
  renderTemplate('docs/delivery/upgrades.md', {
    raise: raise(model),
    follow: isFluxModel(model) ? followByFlux(model) : followByHelm(model, helm),
    crds: CRDS[helm.crds](model, isFluxModel(model)),
    back: isFluxModel(model) ? backByFlux(model) : backByHelm(model),
    alone: isFluxModel(model)
      ? `\n\nBy Helm alone, step 3 is ${followByHelm(model, helm)} Back again: ${backByHelm(model)}`
      : '',
  });

/** What is only raised by hand is no release for OLM. */
const raise = (model: Model): string => {
  const { olm } = model.delivery;
  return olm === undefined
    ? 'Raise `spec.version` in `operator.yaml`, run `npx generator-k8s-operator update`'
    : `Raise \`spec.version\` in \`operator.yaml\` by a release for OLM, which gets no version that is raised by hand:\n   \`${upgradeCommand(model, olm)}\``;
};

const followByFlux = (model: FluxModel): string => {
  const { imageAutomation, instance, git } = model.delivery.flux;
  if (imageAutomation !== undefined) return 'Flux finds the version, commits it, and installs it.';
  if (git !== undefined && 'tag' in git.ref)
    return `Clusters stay at the tag ${code(git.ref.tag)}: name the new one in \`spec.delivery.flux.git.tag\`, push it, and ${tell(model)}.`;
  if (git !== undefined) return 'Push the commit: Flux pulls it at the next interval.';
  if (instance) return 'Flux finds the version at the next interval, and installs it.';
  const [first = '', ...rest] = tell(model);
  return `${first.toUpperCase()}${rest.join('')}.`;
};

const tell = (model: FluxModel): string => {
  const folders = model.delivery.flux.environments.map((name) => `\`${tellCluster(model, name)}\``);
  return `tell each cluster${folders.length > 1 ? ', the first one first' : ''}: ${enumeration(folders)}`;
};

const followByHelm = (model: Model, helm: HelmDelivery): string => {
  const { name, namespace, version } = model;
  const upgrade = (chart: string, url: string): string =>
    `\`helm upgrade ${releaseName(chart)} ${url} --version ${version} --namespace ${namespace}${overHttp(model)}\``;
  const definitions = helm.crds === 'separate' ? `${upgrade(`${name}-crds`, helm.crdsChartUrl)}, then ` : '';
  return `${definitions}${upgrade(name, helm.chartUrl)}, with the new version.`;
};

/** To the version before: Flux goes where it is told to, older or newer. */
const backByFlux = (model: FluxModel): string => {
  const { imageAutomation, instance, git } = model.delivery.flux;
  if (imageAutomation !== undefined)
    return 'write the former version into `operator/version.yaml` of the environment, and remove the markers there: Flux would commit the newer one again.';
  if (git !== undefined)
    return 'tag' in git.ref ? 'name the former tag, as above.' : '`git revert` the commit, and push.';
  if (instance)
    return 'write the former version as `semver` into the patch in `flux-instance.yaml`, and apply it: Flux would take the newest again.';
  return `check out the tag of the former version, and ${tell(model)}.`;
};

const backByHelm = ({ name, namespace }: Model): string =>
  `\`helm rollback ${releaseName(name)} --namespace ${namespace} --wait\`.`;

const CRDS: Readonly<Record<HelmDelivery['crds'], (model: Model, isFlux: boolean) => string>> = {
  templated: () => 'The chart brings changed CustomResourceDefinitions along.',
  separate: ({ name }) =>
    `Changed CustomResourceDefinitions come with the chart \`${name}-crds\`, which is upgraded before \`${name}\`.`,
  static: ({ name }, isFlux) =>
    `${isFlux ? 'Flux brings changed CustomResourceDefinitions along. ' : ''}\`helm upgrade\` leaves CustomResourceDefinitions as they are: apply them before, with \`kubectl apply --server-side --force-conflicts --filename charts/${name}/crds\`.`,
};

/** In the order in which nothing hangs. */
export const uninstall = (model: Model, helm: HelmDelivery): string => {
  const crds = model.apis.map(({ crdName }) => crdName).join(' ');
  const tenants = isFluxModel(model) ? model.delivery.flux.tenants : [];
  const namespaces = [model.namespace, ...tenants.map(({ namespace }) => namespace)];
  return renderTemplate('docs/delivery/uninstall.md', {
    commands: commands(...(isFluxModel(model) ? removeByFlux(model) : removeByHelm(model, helm))),
    alone: isFluxModel(model) ? `By Helm alone:\n\n${commands(...removeByHelm(model, helm))}\n\n` : '',
    notAtOnce: isFluxModel(model)
      ? `, not all at once by \`kubectl delete --kustomize\`, which waits for nothing before the next`
      : '',
    stays: [
      ...(model.apis.length === 0
        ? []
        : [
            `the CustomResourceDefinitions, and with them all objects of their kinds (\`kubectl delete crd ${crds}\`);`,
          ]),
      `the ${namespaces.length === 1 ? 'namespace' : 'namespaces'}, with whatever else is there (\`kubectl delete namespace ${namespaces.join(' ')}\`)${isFluxModel(model) ? ';' : '.'}`,
      ...(isFluxModel(model) ? [fluxStays(model)] : []),
    ].join(' '),
  });
};

const removeByFlux = (model: FluxModel): readonly string[] => {
  const { operator, instances, tenants, access } = fluxNames(model);
  // What the release was applied as has to be there until it is gone.
  const last = isShared(model) ? [operator, access] : [operator];
  const names = [...(isShared(model) ? [tenants] : []), ...(servedApis(model).length > 0 ? [instances] : []), ...last];
  const environment = model.delivery.flux.environments.at(-1)!;
  return [
    // Otherwise what is deleted comes back.
    ...(model.delivery.flux.instance
      ? [
          `kubectl annotate fluxinstance flux --namespace ${FLUX_NAMESPACE} fluxcd.controlplane.io/reconcile=disabled`,
          `kubectl patch kustomization flux-system --namespace ${FLUX_NAMESPACE} --type merge --patch '{"spec": {"suspend": true}}'`,
        ]
      : []),
    ...names.map((name) => `kubectl delete kustomization ${name} --namespace ${FLUX_NAMESPACE}`),
    ...(model.delivery.flux.instance
      ? []
      : [`kubectl delete --kustomize deploy/flux/clusters/${environment} --ignore-not-found`]),
  ];
};

/** Flux may have other things to do in this cluster. */
const fluxStays = ({ delivery: { flux } }: FluxModel): string =>
  flux.instance
    ? `Flux itself, and what it pulled these manifests by (\`kubectl delete fluxinstance flux --namespace ${FLUX_NAMESPACE}\`, then \`helm uninstall flux-operator --namespace ${FLUX_NAMESPACE}\`).`
    : `Flux itself (\`kubectl delete --filename ${FLUX_MANIFEST}\`).`;

/** Commands by which all objects of its kinds go. */
export const objectsRemoval = (model: Model): readonly string[] =>
  servedApis(model).map(
    ({ crdName, scope }) => `kubectl delete ${crdName} --all${scope === 'Cluster' ? '' : ' --all-namespaces'}`,
  );

const removeByHelm = (model: Model, helm: HelmDelivery): readonly string[] => [
  ...objectsRemoval(model),
  `helm uninstall ${releaseName(model.name)} --namespace ${model.namespace}`,
  ...(helm.crds === 'separate'
    ? [`helm uninstall ${releaseName(`${model.name}-crds`)} --namespace ${model.namespace}`]
    : []),
];
