/**
 * For clusters without internet: what is copied how, and who then looks where. Nodes pull images by a container runtime, which may have a
 * mirror; Flux and Helm pull charts and manifests by themselves, and know of no mirror.
 */
import { imageList } from '../air-gap/lists.ts';
import type { Model } from '../../model/model.ts';
import { type FluxModel, isFluxModel } from '../flux/flux-model.ts';
import { chartSource, manifestsSourceKind } from '../flux/sources.ts';
import { renderTemplate } from '../template.ts';
import { commands, FLUX_MANIFEST, FLUX_OPERATOR, FLUX_VERSION, PUBLISH } from './delivery-text.ts';
import { releaseName } from './release-name.ts';

/** The section. */
export const airGap = (model: Model): string => {
  // What was released may have had images of Docker Hub that are no more in the spec.
  const isQualified = model.delivery.olm?.catalogImage === undefined && !isShort(imageList(model));
  return renderTemplate('docs/delivery/air-gap.md', {
    copy: commands(
      copying('crane copy "$image" "registry.local/${image#*/}"', isQualified),
      copying('skopeo copy --all "docker://$image" "docker://registry.local/${image#*/}"', isQualified),
    ),
    bundle: commands('crane pull $(cat deploy/images.txt) images.tar'),
    artifacts: artifacts(model),
    flux: isFluxModel(model) ? `\n\n${flux(model)}` : '',
  });
};

/** A name without a host is Docker Hub's, and one without a slash too is in its library. */
const QUALIFY = `sed -E 's#^[^/]+$#library/&#; s#^([^/.:]+/)#docker.io/\\1#' deploy/images.txt`;

const copying = (command: string, isQualified: boolean): string =>
  isQualified
    ? `while read -r image; do ${command}; done < deploy/images.txt`
    : `${QUALIFY} | while read -r image; do ${command}; done`;

const isShort = (images: string): boolean => /^(?:[^/]+|[^/.:]+\/.*)$/m.test(images);

const artifacts = (model: Model): string => {
  const { helm } = model.delivery;
  if (helm === undefined) return '';
  const { name, namespace, version } = model;
  const settings =
    'Set `spec.image` and `spec.delivery.registry` in `operator.yaml` to that registry, run `npx generator-k8s-operator update`,';
  if (isFluxModel(model)) return `\n\n${byFlux(model, settings)}`;
  const copied = helm.chartUrl.replace(/^oci:\/\/[^/]+/, 'oci://registry.local');
  return `\n\nHelm pulls the chart by itself, so a mirror of the nodes does not help it. \`deploy/artifacts.txt\` has what it pulls; \`helm pull\` and \`helm push\` copy it, and so does crane. Then tell the chart where its image is:\n\n${commands(
    `while read -r artifact; do crane copy "$artifact" "registry.local/\${artifact#*/}"; done < deploy/artifacts.txt`,
    `helm install ${releaseName(name)} ${copied} --version ${version} --namespace ${namespace} --create-namespace --set image.repository=registry.local/${pathOf(model)}`,
  )}`;
};

const pathOf = ({ image }: Model): string => {
  const [first = '', ...rest] = image.repository.split('/');
  return /[.:]|^localhost$/.test(first) ? rest.join('/') : [first, ...rest].join('/');
};

const byFlux = (model: FluxModel, settings: string): string => {
  const { verify, git } = model.delivery.flux;
  if (chartSource(model) !== 'OCIRepository' && manifestsSourceKind(model) !== 'OCIRepository')
    return `Flux pulls charts and manifests by itself, so a mirror of the nodes does not help it: it has to reach ${
      git === undefined
        ? 'the Helm repository'
        : `the repository, or a copy of it that \`spec.delivery.flux.git.url\` names`
    }. ${settings} and commit that.`;
  const signed =
    verify === undefined
      ? ''
      : ' Sign what is pushed there by a key, which Flux checks without network; to see who a workflow is it needs the internet.';
  return `Flux pulls charts and manifests by itself, so a mirror of the nodes does not help it, and they say where they come from. ${settings} and publish there, from where that registry can be reached: \`${PUBLISH}\`.${signed} For a registry that answers under the same name as this one, \`oras copy --recursive\` copies what is in \`deploy/artifacts.txt\`, signatures included.`;
};

const flux = (model: FluxModel): string => {
  const copy = `while read -r image; do crane copy "$image" "registry.local/\${image#*/}"; done`;
  const list = `curl --silent --location ${FLUX_MANIFEST} > install.yaml`;
  const images = `sed -n 's/^ *image: //p' install.yaml | ${copy}`;
  if (!model.delivery.flux.instance)
    return `Flux has images of its own, which its manifest names:\n\n${commands(
      list,
      images,
      `sed 's#image: ghcr.io/#image: registry.local/#' install.yaml | kubectl apply --server-side --filename -`,
    )}`;
  const chart = FLUX_OPERATOR.replace('oci://', '');
  return `Flux has images of its own, which its manifest names, and the Flux Operator has a chart and an image, of whose version VERSION is one: \`helm show chart ${FLUX_OPERATOR}\` tells it. In \`flux-instance.yaml\`, \`spec.distribution\` then says \`version: ${FLUX_VERSION}\` and \`registry: registry.local/fluxcd\`:\n\n${commands(
    list,
    images,
    `crane copy ${chart}:VERSION ${chart.replace('ghcr.io', 'registry.local')}:VERSION`,
    'crane copy ghcr.io/controlplaneio-fluxcd/flux-operator:vVERSION registry.local/controlplaneio-fluxcd/flux-operator:vVERSION',
    `helm install flux-operator ${FLUX_OPERATOR.replace('ghcr.io', 'registry.local')} --version VERSION --namespace flux-system --create-namespace --set image.repository=registry.local/controlplaneio-fluxcd/flux-operator --wait`,
  )}`;
};
