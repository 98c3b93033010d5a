/**
 * One repository of a registry, by the OCI distribution specification 1.1: does it answer, what is under a tag, blobs, manifests. Every
 * operation may be done again. Errors are Faults with address, reason and remedy.
 */
import { Fault, fileProblem } from '../apply/fault.ts';
import { type Blob, digestOf, MANIFEST_TYPE } from './artifact.ts';
import { createAuthorizer } from './authorizer.ts';
import { findCredentials } from './credentials.ts';
import type { World } from './docker-config.ts';
import { printable } from './printable.ts';
import { type Repository, apiHost } from './reference.ts';
import { NO_PLAIN_HTTP, refusal } from './refusal.ts';
import { type Answer, type Exchange, type Line, openLine, type Timing } from './transport.ts';

export interface Registry {
  /** Resolves when it is one. */
  readonly ping: () => Promise<void>;
  /** What is under the tag, undefined when there is nothing. */
  readonly manifest: () => Promise<Stored | undefined>;
  readonly hasBlob: (digest: string) => Promise<boolean>;
  readonly putBlob: (blob: Blob) => Promise<void>;
  /**
   * Puts it under the tag, where `before` was, and looks whether it is there. Gives the Fault where it is certain that the tag is as it was;
   * rejects with one where it is not.
   */
  readonly putManifest: (manifest: Blob, before: string | undefined) => Promise<Fault | undefined>;
}

export interface Stored {
  readonly digest: string;
  readonly bytes: Buffer;
}

/** What a push needs of the world. */
export interface Connection {
  readonly signal: AbortSignal;
  readonly say: (words: string) => void;
  readonly world: World;
  readonly timing: Timing;
}

/** What is asked for under a tag: whatever may be there, for a tag is one of all of them. */
const ANY_MANIFEST = [
  MANIFEST_TYPE,
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  '*/*',
].join(', ');

/** The repository, and the tag of one artifact in it. */
export const openRegistry = (
  repository: Repository,
  tag: string,
  plainHttp: boolean,
  { signal, say, world, timing }: Connection,
): Registry => {
  const { host, path } = repository;
  const base = `${plainHttp ? 'http' : 'https'}://${apiHost(host)}`;
  const line: Line = { signal, timing, say, around: { host, plainHttp, env: world.env } };
  const send = openLine(line);
  const authorizer = createAuthorizer({
    host,
    plainHttp,
    scope: `repository:${path}:pull,push`,
    find: async () => findCredentials(repository, world, signal),
    send,
  });

  /** The registry itself, and not where it sends us. */
  const isOwn = (url: string): boolean => new URL(url).origin === new URL(base).origin;
  /** With credentials, when they are asked for; only to the registry itself, and only when it is the one who asks. */
  const ask = async (exchange: Exchange): Promise<Answer> => {
    for (let isRefusal = true; ;) {
      const authorization = isOwn(exchange.url) ? authorizer.header() : undefined;
      const headers = { ...exchange.headers, ...(authorization !== undefined && { authorization }) };
      const last = await send({ ...exchange, headers });
      isRefusal &&= last.isRefusal;
      const answer = { ...last, isRefusal };
      if (answer.status !== 401 || !isOwn(answer.url) || !(await authorizer.answer(answer))) return answer;
    }
  };
  const refused = (answer: Answer, what: string): Fault =>
    refusal(answer, { repository, tag, what, plainHttp, access: authorizer.words(), isOwn: isOwn(answer.url) });
  const urlOf = (rest: string): string => `${base}/v2/${path}/${rest}`;

  const ping = async (): Promise<void> => {
    const answer = await send({ method: 'GET', url: `${base}/v2/` });
    if (plainHttp && answer.url.startsWith('https:'))
      throw new Fault(fileProblem(host, 'it speaks HTTPS, and plain HTTP was asked for.', NO_PLAIN_HTTP));
    const isPage = answer.status === 200 && /^text\/html\b/i.test(answer.headers.get('content-type') ?? '');
    if (isPage) throw new Fault(fileProblem(host, 'there is no registry: /v2/ is a web page.', 'Check host and port.'));
    if ([200, 401, 403].includes(answer.status)) return;
    if (answer.status !== 404) throw refused(answer, 'talk to the registry');
    throw new Fault(fileProblem(host, 'there is no registry: it does not know /v2/.', 'Check host and port.'));
  };

  const manifest = async (): Promise<Stored | undefined> => {
    const answer = await ask({ method: 'GET', url: urlOf(`manifests/${tag}`), headers: { accept: ANY_MANIFEST } });
    if (answer.status === 404) return undefined;
    if (answer.status !== 200) throw refused(answer, 'read what is under the tag');
    return { digest: digestOf(answer.body), bytes: answer.body };
  };

  const hasBlob = async (digest: string): Promise<boolean> => {
    // Some send us to where it is kept, which says that it is there.
    const answer = await ask({ method: 'HEAD', url: urlOf(`blobs/${digest}`), redirect: 'manual' });
    if ([200, 302, 303, 307].includes(answer.status)) return true;
    if (answer.status === 404) return false;
    throw refused(answer, 'look for a blob');
  };

  /** An upload that broke off is begun anew: what the registry has kept of it is not known. */
  const putBlob = async ({ digest, bytes }: Blob): Promise<void> => {
    for (let tried = 0; ; tried += 1) {
      const begun = await ask({ method: 'POST', url: urlOf('blobs/uploads/') });
      if (begun.status !== 202) throw refused(begun, 'upload');
      const url = `${locationOf(begun, base, host)}digest=${encodeURIComponent(digest)}`;
      const headers = { 'content-type': 'application/octet-stream' };
      const answer = await ask({ method: 'PUT', url, headers, body: bytes });
      if (answer.status === 201 || answer.status === 204) return;
      // It may have come though the answer did not; or the place for it is gone.
      if (await hasBlob(digest)) return;
      if (tried >= MOST_UPLOADS || ![400, 404, 416].includes(answer.status)) throw refused(answer, 'upload');
      say(`${host} has lost the upload; beginning it again`);
    }
  };

  const putManifest = async (
    { mediaType, digest, bytes }: Blob,
    before: string | undefined,
  ): Promise<Fault | undefined> => {
    const headers = { 'content-type': mediaType };
    const answer = await ask({ method: 'PUT', url: urlOf(`manifests/${tag}`), headers, body: bytes });
    if (answer.isRefusal) return refused(answer, 'write the tag');
    const isDone = answer.status === 201 || answer.status === 200;
    const said = isDone ? (answer.headers.get('docker-content-digest') ?? undefined) : undefined;
    // An answer that was lost may have been a good one; and others may write the same tag at the same moment.
    const there = await manifest().catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
      if (said === digest) return { digest };
      throw isDone ? error : refused(answer, 'write the tag');
    });
    // Some tell for a while what was there before.
    if (there?.digest === digest || (said === digest && there?.digest === before)) return undefined;
    if (!isDone && there?.digest === before) return refused(answer, 'write the tag');
    throw new Fault(
      fileProblem(
        `${host}/${path}:${tag}`,
        `the registry has stored ${printable(there?.digest ?? said ?? 'nothing')} where ${digest} was sent.`,
        'Somebody else may have pushed at the same time: look at the tag, then run again.',
      ),
    );
  };

  return { ping, manifest, hasBlob, putBlob, putManifest };
};

const MOST_UPLOADS = 2;

/** Where a blob is to be put, ready for one more parameter. A registry behind a proxy may not know that it is spoken to by HTTPS. */
const locationOf = (begun: Answer, base: string, host: string): string => {
  const location = begun.headers.get('location') ?? '';
  const url = location === '' || !URL.canParse(location, begun.url) ? undefined : new URL(location, begun.url);
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '')
    throw new Fault(fileProblem(host, 'it does not say where to upload to.', 'Check that it is a registry.'));
  if (url.protocol === 'http:' && base.startsWith('https:')) {
    if (url.hostname !== new URL(base).hostname)
      throw new Fault(
        fileProblem(
          host,
          `it wants the upload at ${url.origin}, unencrypted.`,
          'Have the registry name an https:// address.',
        ),
      );
    url.protocol = 'https:';
    url.port = new URL(base).port;
  }
  url.hash = '';
  return `${url.href}${url.search === '' ? '?' : '&'}`;
};
