/** One HTTP exchange: what is asked, in which form, and the answer; every refusal is a Status. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { gunzipSync } from 'node:zlib';
import type { JsonObject } from '../json.ts';
import { dispatch } from '../requests/dispatch.ts';
import type { Api, ResourceRequest } from '../requests/request.ts';
import { flag } from '../requests/options.ts';
import { StatusError, badRequest, internal, noSuchResource, notFound, notSupported } from '../status.ts';
import { formOf, inForm, wantsAggregated } from './accept.ts';
import { aggregated, apiGroup, apiGroupList, coreVersions, resourceList, versionInfo } from './discovery.ts';
import { parseResourcePath } from './path.ts';
import { streamWatch, type WatchTiming } from './stream.ts';

/** A path that no group version serves; answered in plain text. */
class PageNotFound extends Error {}

export async function handle(
  api: Api,
  timing: WatchTiming,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  try {
    const url = new URL(incoming.url ?? '/', 'http://localhost');
    if (incoming.method === 'GET' && answerFixed(api, url, incoming, outgoing)) return;
    const request = await readRequest(api, url, incoming);
    const form = formOf(incoming.headers.accept ?? '');
    if (request.method === 'GET' && request.subresource === '' && flag(url.searchParams, 'watch')) {
      streamWatch(api, timing, request, form, outgoing);
      return;
    }
    const { code, body } = dispatch(api, request);
    sendJson(outgoing, code, inForm(form, request.resource, body), request.warnings);
  } catch (error) {
    if (error instanceof PageNotFound) {
      outgoing.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('404 page not found\n');
      return;
    }
    const refusal =
      error instanceof StatusError
        ? error
        : internal(`Internal error occurred: ${(error as Error).stack ?? String(error)}`);
    sendJson(outgoing, refusal.code, refusal.status, [], refusal.details?.retryAfterSeconds);
  }
}

function sendJson(
  outgoing: ServerResponse,
  code: number,
  body: JsonObject,
  warnings: readonly string[] = [],
  retryAfter?: number,
): void {
  if (outgoing.headersSent) return void outgoing.end();
  for (const text of new Set(warnings)) outgoing.appendHeader('Warning', `299 - ${JSON.stringify(text)}`);
  if (retryAfter !== undefined) outgoing.setHeader('Retry-After', String(retryAfter));
  outgoing.writeHead(code, { 'Content-Type': 'application/json' }).end(JSON.stringify(body));
}

/** Health, version and discovery; whether the path was one of them. */
function answerFixed(api: Api, { pathname, host }: URL, incoming: IncomingMessage, outgoing: ServerResponse): boolean {
  const accept = incoming.headers.accept ?? '';
  const path = pathname.replace(/\/+$/, '') || '/';
  if (/^\/(healthz|readyz|livez)(\/|$)/.test(path)) {
    outgoing.writeHead(200, { 'Content-Type': 'text/plain' }).end('ok');
    return true;
  }
  if ((path === '/api' || path === '/apis') && wantsAggregated(accept)) {
    const type = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
    outgoing.writeHead(200, { 'Content-Type': type }).end(JSON.stringify(aggregated(api.registry, path === '/api')));
    return true;
  }
  const body = fixedAnswer(api, path, incoming.headers.host ?? host);
  if (body === undefined) return false;
  sendJson(outgoing, 200, body);
  return true;
}

function fixedAnswer({ registry }: Api, path: string, host: string): JsonObject | undefined {
  if (path === '/version') return versionInfo();
  if (path === '/api') return coreVersions(host);
  if (path === '/apis') return apiGroupList(registry);
  if (path === '/api/v1') return resourceList(registry, '', 'v1');
  const [, group = '', version] = /^\/apis\/([^/]+)(?:\/([^/]+))?$/.exec(path) ?? [];
  if (group === '') return undefined;
  if (version !== undefined) return resourceList(registry, group, version);
  const found = apiGroup(registry, group);
  return found && { kind: 'APIGroup', apiVersion: 'v1', ...found };
}

/** Groups of Kubernetes whose kinds exist elsewhere, but not here. */
const NOT_SERVED =
  /^(admissionregistration|apiregistration|certificates|flowcontrol\.apiserver|internal\.apiserver|resource|storagemigration|metrics)\.k8s\.io$/;

async function readRequest(api: Api, url: URL, incoming: IncomingMessage): Promise<ResourceRequest> {
  const path = parsePath(url.pathname);
  if (path === undefined) {
    if (url.pathname.startsWith('/openapi/')) throw notSupported('OpenAPI documents');
    throw new PageNotFound();
  }
  const resource = api.registry.find(path.group, path.version, path.plural);
  if (resource === undefined) {
    if (NOT_SERVED.test(path.group)) throw notSupported(`${path.plural}.${path.group}`);
    if (api.registry.versions(path.group).includes(path.version)) throw noSuchResource();
    throw new PageNotFound();
  }
  if (path.subresource !== '' && !resource.subresources.includes(path.subresource)) {
    if (resource.isCustom) throw notFound(resource, path.name ?? '');
    if (path.subresource === 'status' || path.subresource === 'scale') throw noSuchResource();
    throw notSupported(`the subresource ${resource.plural}/${path.subresource}`);
  }
  const { name, namespace, subresource } = path;
  const { method = 'GET', headers } = incoming;
  const head = { method, resource, namespace, name, subresource, query: url.searchParams };
  return {
    ...head,
    contentType: headers['content-type'] ?? '',
    userAgent: headers['user-agent'] ?? '',
    body: await readText(incoming),
    warnings: resource.deprecation === undefined ? [] : [resource.deprecation],
  };
}

function parsePath(pathname: string): ReturnType<typeof parseResourcePath> {
  try {
    return parseResourcePath(pathname);
  } catch {
    throw badRequest(`the path ${pathname} is not encoded correctly`);
  }
}

const LIMIT = 3 * 1024 * 1024;

async function readText(incoming: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LIMIT)
      throw new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${LIMIT}`, {});
    chunks.push(chunk);
  }
  const whole = Buffer.concat(chunks);
  return (incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(whole) : whole).toString('utf8');
}
