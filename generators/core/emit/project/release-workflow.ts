/**
 * `.github/workflows/release.yaml`: from a tag to images, charts and manifests that are scanned, signed and published. The project's own
 * code and packages run where there are no rights; where there are, only actions by their commits, the image's build and the generator.
 */
import type { Model } from '../../model/model.ts';
import { hostOf } from '../docs/delivery-text.ts';
import { renderTemplate, type View } from '../template.ts';
import { GITHUB_REGISTRY, type Login, logins } from './logins.ts';
import { type OlmImage, releasedOlmImages } from './olm-images.ts';

/** The scanner runs without rights, and so by a version; it was attacked through its action and its tags in 2026. */
const TRIVY = '0.74.0';

/** The text of the file. */
export const emitReleaseWorkflow = (model: Model, generatorVersion: string): string => {
  const { image, delivery } = model;
  const registries = logins(model);
  const olmImages = releasedOlmImages(model);
  const hasKey = delivery.flux?.verify !== undefined && 'secret' in delivery.flux.verify;
  return renderTemplate('github/release.yaml', {
    image: image.repository,
    tag: image.tag,
    olmEnv: olmImages.map(olmVariables).join(''),
    ...versionAt(model),
    olmCheck: olmImages.length === 0 ? '' : renderTemplate('github/release/olm-check.yaml', { generatorVersion }),
    generatorVersion,
    artifacts: delivery.helm === undefined ? '' : renderTemplate('github/release/publish.yaml', { generatorVersion }),
    olmImages: olmImages.map(olmStep).join(''),
    pushed: pushed(olmImages, delivery.helm !== undefined),
    trivyVersion: TRIVY,
    permissions: permissions(registries, hasKey),
    logins: registries.map(login).join(''),
    signing: hasKey ? renderTemplate('github/release/key.yaml', {}) : '',
    key: `${hasKey ? '--key env://COSIGN_PRIVATE_KEY ' : ''}${delivery.flux?.insecure === true ? '--allow-http-registry ' : ''}`,
    builder:
      delivery.flux?.insecure === true
        ? renderTemplate('github/release/plain-http.yaml', { host: hostOf(image.repository) })
        : '',
    configured: delivery.flux?.insecure === true ? ' --buildkitd-config "$RUNNER_TEMP/buildkitd.toml"' : '',
  });
};

/** A file that the generator writes the version into. */
const versionAt = ({ name, delivery }: Model): View =>
  delivery.helm === undefined
    ? { versionFile: `bundle/manifests/${name}.clusterserviceversion.yaml`, versionIndent: '  ' }
    : { versionFile: `charts/${name}/Chart.yaml`, versionIndent: '' };

/** What changes with a version stands here, so that steps stay as they are: who edits them has no conflict with each release. */
const olmVariables = ({ variable, repository, tag }: OlmImage): string =>
  `  ${variable}: "${repository}"\n  ${variable}_TAG: "${tag}"\n`;

const olmStep = ({ what, file, variable }: OlmImage): string =>
  renderTemplate('github/release/olm-image.yaml', { what, file, variable });

/** Lines of shell that print all that was pushed, by digests. */
const pushed = (olmImages: readonly OlmImage[], hasArtifacts: boolean): string =>
  [
    ...[{ variable: 'IMAGE', what: 'image' }, ...olmImages].map(
      ({ variable, what }) =>
        `node --print '\`\${process.env.${variable}}@\${require("./${what}.json")["containerimage.digest"]}\`'`,
    ),
    ...(hasArtifacts
      ? [String.raw`node --print 'require("./published.json").artifacts.map(({ reference }) => reference).join("\n")'`]
      : []),
  ]
    .map((line) => `            ${line}\n`)
    .join('');

const permissions = (registries: readonly Login[], hasKey: boolean): string =>
  [
    ...(registries.some(({ host }) => host === GITHUB_REGISTRY) ? ['      packages: write\n'] : []),
    ...(hasKey ? [] : ['      # Who signs is this workflow, at this tag.\n', '      id-token: write\n']),
  ].join('');

const login = ({ host, secrets }: Login): string =>
  renderTemplate('github/release/login.yaml', {
    host,
    username: secrets === undefined ? 'github.actor' : `secrets.${secrets.username}`,
    password: secrets === undefined ? 'github.token' : `secrets.${secrets.password}`,
  });
