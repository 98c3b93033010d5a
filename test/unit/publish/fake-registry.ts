/**
 * A registry in this process, by the distribution specification, that can be made to fail: it keeps what was put into it, and refuses
 * what a real one refuses (blobs with another digest, manifests whose blobs are not there).
 */
import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';

export interface Seen {
  readonly method: string;
  /** With query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** How often the same method and path were seen before. */
  readonly before: number;
}

export interface Said {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface FakeOptions {
  /** What happens instead of an answer: another one, a connection that breaks, or none ever. */
  readonly fault?: (seen: Seen) => Said | 'reset' | 'hang' | undefined;
  /** Who may do what. Tokens are given by /token of the same server. */
  readonly login?: { readonly scheme: 'basic' | 'bearer'; readonly user: string; readonly password: string };
  /** Others may read. */
  readonly publicReads?: boolean;
  /** How the place for an upload is told. */
  readonly location?: 'relative' | 'absolute' | 'query';
  /** The answer to a manifest says its digest. */
  readonly saysDigest?: boolean;
  readonly tls?: { readonly cert: string; readonly key: string };
}

export interface FakeRegistry {
  /** '127.0.0.1:40123' */
  readonly host: string;
  readonly blobs: ReadonlyMap<string, Buffer>;
  /** By 'path:tag'. */
  readonly tags: ReadonlyMap<string, Buffer>;
  readonly seen: readonly Seen[];
  readonly put: (path: string, tag: string, manifest: string) => void;
  readonly close: () => Promise<void>;
}

/** Started. */
export const startFakeRegistry = async (options: FakeOptions = {}): Promise<FakeRegistry> => {
  const { fault, login, publicReads = false, location = 'relative', saysDigest = true, tls } = options;
  const blobs = new Map<string, Buffer>();
  const tags = new Map<string, Buffer>();
  const byDigest = new Map<string, Buffer>();
  const uploads = new Set<string>();
  const tokens = new Map<string, string>();
  const seen: Seen[] = [];
  let host = '';

  const answer = (request: Seen): Said => {
    const { method, path, headers, body } = request;
    const url = new URL(path, 'http://localhost');
    if (url.pathname === '/token') return token(request, url);
    if (!url.pathname.startsWith('/v2/')) return { status: 404, body: '<html>not found</html>' };
    const refused = authorise(request, url.pathname);
    if (refused !== undefined) return refused;
    if (url.pathname === '/v2/') return { status: 200, body: '{}' };
    const upload = /^\/v2\/(.+)\/blobs\/uploads\/(.*)$/.exec(url.pathname);
    if (upload !== null) return method === 'POST' ? begin(upload[1]!) : finish(upload[2]!, url, body);
    const [, name = '', kind, reference = ''] = /^\/v2\/(.+)\/(blobs|manifests)\/([^/]+)$/.exec(url.pathname) ?? [];
    if (kind === 'blobs') return get(blobs.get(reference), 'BLOB_UNKNOWN');
    if (kind === 'manifests' && method === 'PUT') return putManifest(name, reference, headers, body);
    if (kind === 'manifests') {
      const key = `${name}:${reference}`;
      return get(tags.get(key) ?? byDigest.get(key), 'MANIFEST_UNKNOWN');
    }
    return error(404, 'NAME_UNKNOWN');
  };

  const token = ({ method, headers, body }: Seen, url: URL): Said => {
    const form = method === 'POST' ? new URLSearchParams(body.toString()) : url.searchParams;
    const isKnown =
      method === 'POST'
        ? form.get('grant_type') === 'refresh_token' && form.get('refresh_token') === login?.password
        : headers.authorization === basic();
    if (!isKnown && (headers.authorization !== undefined || method === 'POST' || !publicReads))
      return error(401, 'UNAUTHORIZED');
    const issued = randomUUID();
    const scope = form.get('scope') ?? '';
    tokens.set(issued, isKnown ? scope : scope.replace(/:pull,push$/, ':pull'));
    return { status: 200, body: JSON.stringify(method === 'POST' ? { access_token: issued } : { token: issued }) };
  };

  const basic = () => `Basic ${Buffer.from(`${login?.user}:${login?.password}`).toString('base64')}`;

  const authorise = ({ method, headers }: Seen, path: string): Said | undefined => {
    if (login === undefined) return undefined;
    const name = /^\/v2\/(.+)\/(?:blobs|manifests)\//.exec(path)?.[1] ?? '';
    const challenge =
      login.scheme === 'basic'
        ? 'Basic realm="Fake, \\"quoted\\""'
        : `Bearer realm="http://${host}/token",service="fake",scope="repository:${name}:pull"`;
    const unauthorised = {
      ...error(401, 'UNAUTHORIZED', 'authentication required'),
      headers: { 'www-authenticate': challenge },
    };
    if (login.scheme === 'basic') return headers.authorization === basic() ? undefined : unauthorised;
    const scope = tokens.get(headers.authorization?.replace(/^Bearer /, '') ?? '');
    if (path === '/v2/') return scope === undefined ? unauthorised : undefined;
    const reads = method === 'GET' || method === 'HEAD';
    const allowed = [`repository:${name}:pull,push`, ...(reads ? [`repository:${name}:pull`] : [])];
    return scope !== undefined && allowed.includes(scope) ? undefined : unauthorised;
  };

  const begin = (name: string): Said => {
    const id = randomUUID();
    uploads.add(id);
    const path = `/v2/${name}/blobs/uploads/${id}${location === 'query' ? '?_state=a%2Fb~c%3D' : ''}`;
    return { status: 202, headers: { location: location === 'absolute' ? `http://${host}${path}` : path } };
  };

  const finish = (id: string, url: URL, body: Buffer): Said => {
    if (!uploads.delete(id)) return error(404, 'BLOB_UPLOAD_UNKNOWN');
    if (location === 'query' && !url.search.startsWith('?_state=a%2Fb~c%3D&')) return error(400, 'BLOB_UPLOAD_INVALID');
    const digest = url.searchParams.get('digest') ?? '';
    if (digest !== digestOf(body)) return error(400, 'DIGEST_INVALID');
    blobs.set(digest, body);
    return { status: 201 };
  };

  const putManifest = (name: string, reference: string, headers: Seen['headers'], body: Buffer): Said => {
    const manifest = JSON.parse(body.toString()) as {
      mediaType?: string;
      config: { digest: string };
      layers: { digest: string }[];
    };
    if (headers['content-type'] !== (manifest.mediaType ?? headers['content-type']))
      return error(400, 'MANIFEST_INVALID');
    if ([manifest.config, ...manifest.layers].some(({ digest }) => !blobs.has(digest)))
      return error(400, 'MANIFEST_BLOB_UNKNOWN');
    if (!reference.startsWith('sha256:')) tags.set(`${name}:${reference}`, body);
    byDigest.set(`${name}:${digestOf(body)}`, body);
    return { status: 201, ...(saysDigest && { headers: { 'docker-content-digest': digestOf(body) } }) };
  };

  const get = (bytes: Buffer | undefined, code: 'BLOB_UNKNOWN' | 'MANIFEST_UNKNOWN'): Said => {
    if (bytes === undefined) return error(404, code);
    const { mediaType = 'application/vnd.oci.image.manifest.v1+json' } = code === 'BLOB_UNKNOWN' ? BLOB : parse(bytes);
    return {
      status: 200,
      headers: { 'content-type': mediaType, ...(saysDigest && { 'docker-content-digest': digestOf(bytes) }) },
      body: bytes.toString('latin1'),
    };
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const [method, path] = [request.method ?? '', request.url ?? ''];
    const before = seen.filter((other) => other.method === method && other.path === path).length;
    const one: Seen = { method, path, headers: request.headers, body: Buffer.concat(chunks), before };
    seen.push(one);
    const said = fault?.(one) ?? answer(one);
    if (said === 'hang') return;
    if (said === 'reset') {
      request.socket.destroy();
      return;
    }
    const bytes = Buffer.from(said.body ?? '', 'latin1');
    response.writeHead(said.status, { ...said.headers, 'content-length': bytes.length });
    response.end(method === 'HEAD' ? undefined : bytes);
  };

  const listener = (request: IncomingMessage, response: ServerResponse): void =>
    void handle(request, response).catch(() => response.destroy());
  const server = tls === undefined ? createServer(listener) : createTlsServer({ ...tls }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  host = `127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    get host() {
      return host;
    },
    blobs,
    tags,
    seen,
    put: (path, tag, manifest) => void tags.set(`${path}:${tag}`, Buffer.from(manifest)),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

export const digestOf = (bytes: Uint8Array): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`;

const error = (status: number, code: string, message = code.toLowerCase().replaceAll('_', ' ')): Said => ({
  status,
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({ errors: [{ code, message }] }),
});

const BLOB = { mediaType: 'application/octet-stream' };

const parse = (bytes: Buffer): { readonly mediaType?: string } => {
  try {
    return JSON.parse(bytes.toString()) as { readonly mediaType?: string };
  } catch {
    return {};
  }
};
