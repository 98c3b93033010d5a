/**
 * `.github/workflows/release.yaml`: from a tag to an image, charts and manifests that are scanned, signed and published. What runs code of
 * others has no rights; what has rights runs none.
 */
import type { Model } from '../../model/model.ts';
import { renderTemplate } from '../template.ts';

/** The scanner runs without rights, and so by a version; it was attacked through its action and its tags in 2026. */
const TRIVY = '0.74.0';
const COSIGN_INSTALLER = 'v4.1.2';

/** The text of the file. */
export const emitReleaseWorkflow = (model: Model, generatorVersion: string): string => {
  const { name, image, delivery } = model;
  const hosts = [...new Set([hostOf(image.repository), hostOf(delivery.registry.replace(/^oci:\/\//, ''))])];
  const hasKey = delivery.flux?.verify !== undefined && 'secret' in delivery.flux.verify;
  return renderTemplate('github/release.yaml', {
    name,
    image: image.repository,
    tag: image.tag,
    generatorVersion,
    trivyVersion: TRIVY,
    cosignInstallerVersion: COSIGN_INSTALLER,
    permissions: permissions(hosts, hasKey),
    logins: hosts.map(login).join(''),
    signing: hasKey ? renderTemplate('github/release/key.yaml', {}) : '',
    key: hasKey ? '--key env://COSIGN_PRIVATE_KEY ' : '',
  });
};

const GITHUB = 'ghcr.io';

const permissions = (hosts: readonly string[], hasKey: boolean): string =>
  [
    ...(hosts.includes(GITHUB) ? ['      packages: write\n'] : []),
    ...(hasKey ? [] : ['      # Who signs is this workflow, at this tag.\n', '      id-token: write\n']),
  ].join('');

/** GitHub's own registry takes the token of the run, others what the repository has as secrets. */
const login = (host: string, _index: number, hosts: readonly string[]): string => {
  const others = hosts.filter((other) => other !== GITHUB);
  const prefix = others.indexOf(host) > 0 ? 'secrets.ARTIFACTS_REGISTRY' : 'secrets.REGISTRY';
  return renderTemplate('github/release/login.yaml', {
    host,
    username: host === GITHUB ? 'github.actor' : `${prefix}_USERNAME`,
    password: host === GITHUB ? 'github.token' : `${prefix}_PASSWORD`,
  });
};

/** The part before the first slash, where it is a host; else it is Docker Hub's. */
const hostOf = (reference: string): string => {
  const [first = ''] = reference.split('/');
  return /[.:]|^localhost$/.test(first) ? first : 'docker.io';
};
