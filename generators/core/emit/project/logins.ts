/** Where the release workflow pushes to, and as whom. */
import type { Model } from '../../model/model.ts';
import { releasedOlmImages } from './olm-images.ts';

export interface Login {
  /** 'ghcr.io' */
  readonly host: string;
  /** Names of the repository's secrets; absent at GitHub's own registry, which takes the token of the run. */
  readonly secrets?: { readonly username: string; readonly password: string };
}

export const GITHUB_REGISTRY = 'ghcr.io';

/** One for each registry, that of the image first. */
export const logins = (model: Model): readonly Login[] => {
  const {
    image,
    delivery: { helm, flux },
  } = model;
  const olmImages = releasedOlmImages(model).map(({ repository }) => repository);
  const urls = [helm?.chartUrl, flux?.git === undefined ? flux?.manifestsUrl : undefined];
  const artifacts = urls.flatMap((url) => (url === undefined ? [] : [url.replace(/^oci:\/\//, '')]));
  const hosts = [...new Set([image.repository, ...artifacts, ...olmImages].map(hostOf))];
  const others = hosts.filter((host) => host !== GITHUB_REGISTRY);
  return hosts.map((host) => {
    const index = others.indexOf(host);
    if (index === -1) return { host };
    const name = index === 0 ? 'REGISTRY' : `REGISTRY_${index + 1}`;
    return { host, secrets: { username: `${name}_USERNAME`, password: `${name}_PASSWORD` } };
  });
};

/** The part before the first slash, where it is a host; else it is Docker Hub's. */
const hostOf = (reference: string): string => {
  const [first = ''] = reference.split('/');
  return /[.:]|^localhost$/.test(first) && first !== reference ? first : 'docker.io';
};
