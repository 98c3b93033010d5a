/**
 * `deploy/flux/image-automation`: Flux finds new versions of the chart in its registry, and commits them to git.
 *
 * It edits one file in each environment, `operator/version.yaml`, on the lines with a marker. That file is the user's: in one that is
 * generated each commit would be an edit by hand, to be refused by the next `k8s-operator update`.
 */
import { toYaml } from '../yaml.ts';
import { FLUX_NAMESPACE, fluxNames, type FluxModel, INTERVAL, SOURCE_API } from './flux-model.ts';
import { versionTag } from './tag.ts';

const IMAGE_API = 'image.toolkit.fluxcd.io/v1';

/** What is in the registry. */
export const imageRepository = (model: FluxModel): object => {
  const { helm, flux } = model.delivery;
  return {
    apiVersion: IMAGE_API,
    kind: 'ImageRepository',
    metadata: metadata(model),
    spec: {
      image: helm.chartUrl.replace(/^oci:\/\//, ''),
      interval: INTERVAL,
      ...(flux.insecure && { insecure: true }),
      ...(flux.secret !== undefined && { secretRef: { name: flux.secret } }),
    },
  };
};

/** Which of it is wanted: the newest version in the range. */
export const imagePolicy = (model: FluxModel): object => ({
  apiVersion: IMAGE_API,
  kind: 'ImagePolicy',
  metadata: metadata(model),
  spec: {
    imageRepositoryRef: { name: model.name },
    policy: { semver: { range: model.delivery.flux.imageAutomation?.range } },
  },
});

/** Where it is written. */
export const imageUpdateAutomation = (model: FluxModel): object => {
  const { git, imageAutomation } = model.delivery.flux;
  return {
    apiVersion: IMAGE_API,
    kind: 'ImageUpdateAutomation',
    metadata: metadata(model),
    spec: {
      interval: INTERVAL,
      sourceRef: { kind: 'GitRepository', name: fluxNames(model).manifests },
      git: {
        checkout: { ref: git?.ref },
        commit: {
          author: { name: 'flux', email: `flux@${model.domain}` },
          messageTemplate: `Deliver another version of ${model.name}\n\n${CHANGES}`,
        },
        push: { branch: imageAutomation?.branch },
      },
      update: { path: './deploy/flux/clusters', strategy: 'Setters' },
    },
  };
};

const CHANGES = '{{ range .Changed.Changes -}}\n- {{ .OldValue }} -> {{ .NewValue }}\n{{ end -}}\n';

const metadata = ({ name }: FluxModel) => ({ name, namespace: FLUX_NAMESPACE });

/** An environment's own version of the chart: a patch of its source, and of that of the CRDs' chart, which has the same version. */
export const versionPatch = (model: FluxModel): string => {
  const { operator, crds } = fluxNames(model);
  const names = model.delivery.helm.crds === 'separate' ? [operator, crds] : [operator];
  const marker = `# {"$imagepolicy": "${FLUX_NAMESPACE}:${model.name}:tag"}`;
  return names
    .map((name) =>
      toYaml({
        apiVersion: SOURCE_API,
        kind: 'OCIRepository',
        metadata: { name, namespace: model.namespace },
        spec: { ref: { tag: versionTag(model.version) } },
      }).replace(/^( *tag: .*)$/m, `$1 ${marker.replaceAll('$', '$$$$')}`),
    )
    .join('---\n');
};
