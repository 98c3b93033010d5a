/** From an empty cluster to the running operator: the commands, by Flux and by Helm alone. */
import type { HelmDelivery } from '../../model/delivery.ts';
import type { Model } from '../../model/model.ts';
import { servedApis } from '../../model/served.ts';
import { fluxNames, FLUX_NAMESPACE, type FluxModel } from '../flux/flux-model.ts';
import { chartSource, manifestsSourceKind } from '../flux/sources.ts';
import { renderTemplate } from '../template.ts';
import { releaseName } from './release-name.ts';
import { commands, PUBLISH, pushImage } from './delivery-text.ts';

/** The Flux that the manifests are written for; its image automation is no part of what is installed by default. */
const FLUX = 'https://github.com/fluxcd/flux2/releases/download/v2.9.5/install.yaml';
const FLUX_OPERATOR = 'oci://ghcr.io/controlplaneio-fluxcd/charts/flux-operator';

/** The section for Flux. */
export const fluxInstall = (model: FluxModel): string => {
  const environment = model.delivery.flux.environments.at(-1)!;
  const folder = `deploy/flux/clusters/${environment}`;
  const isPulled = chartSource(model) === 'OCIRepository' || manifestsSourceKind(model) === 'OCIRepository';
  const deliver = [
    pushImage(model),
    ...(isPulled ? [PUBLISH] : []),
    ...(manifestsSourceKind(model) === 'GitRepository' ? ['git push'] : []),
  ];
  const secrets =
    model.delivery.flux.secret === undefined
      ? ''
      : ' Before the cluster is told where to look, it needs [credentials](#credentials).';
  return renderTemplate('docs/delivery/flux.md', {
    commands: commands(
      ...(model.delivery.flux.instance ? byInstance(folder, deliver) : byManifest(model, folder, deliver)),
    ),
    pushing: isPulled
      ? `The next two are what the release workflow does for a tag in git.${secrets}`
      : `The next two are what a release is: an image, and a commit that names it.${secrets}`,
  });
};

const byManifest = (model: FluxModel, folder: string, deliver: readonly string[]): readonly string[] => {
  const { operator, instances } = fluxNames(model);
  const names = servedApis(model).length > 0 ? `${operator} ${instances}` : operator;
  return [
    `kubectl apply --server-side --filename ${FLUX}`,
    ...deliver,
    `kubectl apply --kustomize ${folder}`,
    `kubectl wait --namespace ${FLUX_NAMESPACE} --for condition=Ready --timeout 10m kustomization ${names}`,
  ];
};

const byInstance = (folder: string, deliver: readonly string[]): readonly string[] => [
  `helm install flux-operator ${FLUX_OPERATOR} --namespace ${FLUX_NAMESPACE} --create-namespace --wait`,
  ...deliver,
  `kubectl apply --filename ${folder}/flux-system/flux-instance.yaml`,
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
    published: commands(...install(url, ` --version ${version}`)),
  });
};
