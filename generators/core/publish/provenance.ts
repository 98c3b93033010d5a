/** Where an artifact comes from. Of one commit there is one: never the hour at which it was packed, or the machine. */

export interface Provenance {
  /** When its source was made, in RFC 3339 and UTC. */
  readonly created?: string;
  /** The address of the repository: 'https://github.com/acme/memcached-operator'. */
  readonly source?: string;
  /** As Flux writes it: 'v0.1.0@sha1:3f1c…'. */
  readonly revision?: string;
}

/** Seconds since 1970 in RFC 3339; undefined where that is no time. */
export const timeOf = (seconds: string): string | undefined => {
  if (!/^\d{1,11}$/.test(seconds)) return undefined;
  return new Date(Number(seconds) * 1000).toISOString().replace('.000Z', 'Z');
};

/** The address of a repository without what differs between its clones: credentials, the way to it, `.git`. */
export const repositoryAddress = (remote: string): string | undefined => {
  const scp = /^(?:[^@/:]+@)?([^@/:]{2,}):(?!\/\/)\/?(.+)$/.exec(remote);
  const url = scp === null ? remote : `ssh://${scp[1]}/${scp[2]}`;
  if (!URL.canParse(url)) return undefined;
  const { protocol, hostname, port, pathname } = new URL(url);
  if (hostname === '' || !['https:', 'http:', 'ssh:', 'git:'].includes(protocol)) return undefined;
  const isWeb = protocol === 'https:' || protocol === 'http:';
  const path = pathname.replace(/\/+$/, '').replace(/\.git$/, '');
  return `${isWeb ? protocol : 'https:'}//${hostname}${isWeb && port !== '' ? `:${port}` : ''}${path}`;
};

/** A branch or tag, where one is known, and a commit; one of SHA-256 is longer. */
export const revisionOf = (commit: string, name: string | undefined): string =>
  `${name === undefined ? '' : `${name}@`}${commit.length === 64 ? 'sha256' : 'sha1'}:${commit}`;
