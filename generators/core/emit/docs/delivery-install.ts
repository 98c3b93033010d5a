/** From an empty cluster to the running operator: the commands, by Flux and by Helm alone. */
import type { HelmDelivery } from '../../model/delivery.ts';
import type { Model } from '../../model/model.ts';
import { servedApis } from '../../model/served.ts';
import { fluxNames, FLUX_NAMESPACE, type FluxModel } from '../flux/flux-model.ts';
import { chartSource, manifestsSourceKind } from '../flux/sources.ts';
import { renderTemplate } from '../template.ts';
import { bringsAnything } from './delivery-brought.ts';
import { commands, FLUX_MANIFEST, FLUX_OPERATOR, overHttp, PUBLISH, pushImage, word } from './delivery-text.ts';
import { releaseName } from './release-name.ts';

/** The section for Flux. */
export const fluxInstall = (model: FluxModel): string => {
  const { environments, instance } = model.delivery.flux;
  const environment = environments.at(-1)!;
  return renderTemplate('docs/delivery/flux.md', {
    tools: instance ? 'kubectl, Helm, Docker' : 'kubectl, Docker',
    commands: commands(...(instance ? byInstance(model) : byManifest(model))),
    pushing: pushing(model),
    secrets: bringsAnything(model)
      ? ' Before the cluster is told where to look, it needs [what nobody commits](#what-a-cluster-brings).'
      : '',
    done: instance ? 'The last shows what comes of it, until all is Ready: leave it with Ctrl-C. ' : '',
    others:
      environments.length === 1
        ? ''
        : ` The commands are for ${environment}; each of the [environments](#environments) has a folder of its own.`,
  });
};

/** How the image, and what Flux pulls, get to where it is pulled from. */
const deliver = (model: FluxModel): readonly string[] => [pushImage(model), ...releaseCommands(model)];

/** How what Flux pulls gets to where it is pulled from. */
export const releaseCommands = (model: FluxModel): readonly string[] => {
  const { git } = model.delivery.flux;
  return [
    ...(isPublished(model) ? [PUBLISH] : []),
    ...(git === undefined ? [] : [`git push origin ${word('tag' in git.ref ? git.ref.tag : git.ref.branch, 'HEAD')}`]),
  ];
};

const isPublished = (model: FluxModel): boolean =>
  chartSource(model) === 'OCIRepository' || manifestsSourceKind(model) === 'OCIRepository';

const pushing = (model: FluxModel): string => {
  const { git, helmRepository } = model.delivery.flux;
  const chart =
    helmRepository === undefined
      ? ''
      : ` The chart goes into the Helm repository by itself: \`helm package charts/${model.name}\` makes its file${
          model.delivery.helm.crds === 'separate' ? `, \`helm package charts/${model.name}-crds\` that of the CRDs` : ''
        }.`;
  const next = isPublished(model)
    ? `What follows is what the release workflow does for a tag in git${git === undefined ? '' : ', and a commit'}.`
    : 'What follows is what a release is: an image, and a commit that names it.';
  return `${next}${chart}`;
};

/** How a cluster is told where to look. */
export const tellCluster = ({ delivery: { flux } }: FluxModel, environment = flux.environments.at(-1)!): string => {
  const folder = `deploy/flux/clusters/${environment}`;
  return flux.instance
    ? `kubectl apply --filename ${folder}/flux-system/flux-instance.yaml`
    : `kubectl apply --kustomize ${folder}`;
};

const byManifest = (model: FluxModel): readonly string[] => {
  const { operator, instances } = fluxNames(model);
  const names = servedApis(model).length > 0 ? `${operator} ${instances}` : operator;
  return [
    `kubectl apply --server-side --filename ${FLUX_MANIFEST}`,
    ...deliver(model),
    tellCluster(model),
    `kubectl wait --namespace ${FLUX_NAMESPACE} --for condition=Ready --timeout 10m kustomization ${names}`,
  ];
};

const byInstance = (model: FluxModel): readonly string[] => [
  `helm install flux-operator ${FLUX_OPERATOR} --namespace ${FLUX_NAMESPACE} --create-namespace --wait`,
  ...deliver(model),
  tellCluster(model),
  `kubectl get kustomizations --namespace ${FLUX_NAMESPACE} --watch`,
];

/** The section for Helm. */
export const helmInstall = (model: Model, helm: HelmDelivery): string => {
  const { name, namespace, version } = model;
  const into = `--namespace ${namespace} --create-namespace`;
  const install = (from: (chart: string) => string, more: string): readonly string[] => [
    ...(helm.crds === 'separate'
      ? [`helm install ${releaseName(`${name}-crds`)} ${from(`${name}-crds`)} ${into}${more}`]
      : []),
    `helm install ${releaseName(name)} ${from(name)} ${into}${more} --wait`,
  ];
  const url = (chart: string): string => (chart === name ? helm.chartUrl : helm.crdsChartUrl);
  return renderTemplate('docs/delivery/helm.md', {
    name,
    release: releaseName(name),
    namespace,
    commands: commands(
      pushImage(model),
      ...install((chart) => `charts/${chart}`, ''),
      ...(servedApis(model).length === 0
        ? [`kubectl get deployments --namespace ${namespace}`]
        : [
            'kubectl apply --kustomize config/samples',
            `kubectl get ${servedApis(model)
              .map(({ crdName }) => crdName)
              .join(',')} --all-namespaces`,
          ]),
    ),
    published: commands(...install(url, ` --version ${version}${overHttp(model)}`)),
  });
};
