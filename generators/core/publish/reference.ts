/** Addresses in registries, as Helm and Flux write them: `oci://HOST[:PORT]/PATH`. The grammar is that of distribution/reference. */
import { quote } from '../spec/near.ts';

export interface Repository {
  /** As it is written: 'ghcr.io', 'localhost:5000'. */
  readonly host: string;
  /** 'acme/charts/memcached-operator'; empty for a registry as a whole. */
  readonly path: string;
}

/** What is wrong with an address, in two sentences. */
export interface NoAddress {
  readonly message: string;
  readonly hint: string;
}

const PREFIX = 'oci://';
const HOST = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9A-Fa-f:.]+\])(?::\d{1,5})?$/;
const SEGMENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;

/** The registry, or the part of one, that an address names. */
export const parseAddress = (address: string): Repository | NoAddress => {
  const wrong = (what: string, hint: string): NoAddress => ({ message: `${quote(address)} ${what}`, hint });
  if (!address.startsWith(PREFIX))
    return wrong('is no address in a registry.', `Use oci://HOST/PATH, e.g. ${PREFIX}ghcr.io/acme.`);
  const [host = '', ...segments] = address.slice(PREFIX.length).replace(/\/+$/, '').split('/');
  if (host.includes('@'))
    return wrong('has credentials in it.', 'Leave them out, and log in with "docker login" or "helm registry login".');
  if (!HOST.test(host)) return wrong('names no host.', `Use oci://HOST/PATH, e.g. ${PREFIX}ghcr.io/acme.`);
  if (!isHost(host))
    return wrong(
      `begins with ${quote(host)}, which is no host of a registry.`,
      `Give the host too, e.g. ${PREFIX}ghcr.io/${host}; one on this machine is localhost:PORT.`,
    );
  const port = /:(\d+)$/.exec(host)?.[1];
  if (port !== undefined && (Number(port) < 1 || Number(port) > 65_535))
    return wrong(`names port ${port}, which there is not.`, 'Ports are 1 to 65535.');
  const last = segments.at(-1) ?? '';
  if (/[:@]/.test(last)) return wrong('ends in a tag.', 'Leave it out: the tag is the version.');
  const odd = segments.find((segment) => !SEGMENT.test(segment));
  if (odd !== undefined)
    return wrong(
      `has ${quote(odd)} in its path.`,
      'Paths have lower-case letters and digits, with ".", "_" or "-" between them.',
    );
  return { host, path: segments.join('/') };
};

/** A first word without dot and port is a folder of Docker Hub in the name of an image; nothing that a connection can be made to. */
const isHost = (host: string): boolean => host === 'localhost' || /[.:]/.test(host);

/** A part of a registry and what is below it. */
export const below = ({ host, path }: Repository, name: string): Repository => ({
  host,
  path: path === '' ? name : `${path}/${name}`,
});

/** Without `oci://`, as cosign and docker take it. */
export const plainAddress = ({ host, path }: Repository): string => (path === '' ? host : `${host}/${path}`);

/** As Helm and Flux take it. */
export const addressOf = (repository: Repository): string => `${PREFIX}${plainAddress(repository)}`;

const DOCKER_HUB: ReadonlySet<string> = new Set(['docker.io', 'index.docker.io', 'registry-1.docker.io']);

/** Docker Hub has other names than its own: in what is typed, where its API is, and where credentials are kept. */
export const isDockerHub = (host: string): boolean => DOCKER_HUB.has(host.toLowerCase());

/** The host that answers for it. */
export const apiHost = (host: string): string => (isDockerHub(host) ? 'registry-1.docker.io' : host);

/** The longest tag that registries take. */
export const LONGEST_TAG = 128;
