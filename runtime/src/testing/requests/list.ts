/** GET of one object or a list: selectors, pages from one snapshot, revisions. */
import { forbiddenField, unsupported } from '../cause.ts';
import type { JsonObject } from '../json.ts';
import type { Resource } from '../resources/resource.ts';
import { StatusError, badRequest, expired } from '../status.ts';
import { refuse } from './options.ts';
import type { Api, ResourceRequest } from './request.ts';
import { selectorOf } from './selector.ts';

const CONTINUE_EXPIRED =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without the continue parameter, or use the continue token in this response to retrieve the remainder of the results. Continuing with the provided token results in an inconsistent list - objects that were created, modified, or deleted between the time the first chunk was returned and now may show up in the list.';

/** Whether the key is in the namespace of the request, if it has one. */
export const inScope = ({ resource, namespace, name }: ResourceRequest, key: string): boolean => {
  const inNamespace = !resource.namespaced || namespace === undefined || key.startsWith(`${namespace}/`);
  return inNamespace && (name === undefined || key === name || key.endsWith(`/${name}`));
};

/** Everything that the request selects, now. */
export function selectedObjects(api: Api, request: ResourceRequest): JsonObject[] {
  const matches = selectorOf(request.resource, request.query);
  const all = api.store.list(request.resource.collection).filter(([key]) => inScope(request, key));
  return all.map(([, object]) => request.resource.rules.present(object)).filter(matches);
}

/** The revision of a token that goes on with whatever is there. */
const LATEST = -1;

interface Position {
  readonly revision: number;
  readonly after: string;
}

export function list(api: Api, request: ResourceRequest): JsonObject {
  const { resource, query } = request;
  const limit = Number(query.get('limit') ?? 0);
  const from = readContinue(query.get('continue') ?? '');
  const exact = from === undefined ? requestedRevision(api, query) : undefined;
  const revision = (from?.revision === LATEST ? undefined : from?.revision) ?? exact ?? api.store.revision;
  const snapshot = api.store.listAt(resource.collection, revision);
  if (snapshot === undefined)
    throw from === undefined
      ? expired(`The resourceVersion for the provided list is too old.`)
      : expired(CONTINUE_EXPIRED, writeContinue({ revision: LATEST, after: from.after }));
  const matches = selectorOf(resource, query);
  const selected = snapshot
    .filter(([key]) => inScope(request, key) && (from === undefined || key > from.after))
    .map(([key, object]) => [key, resource.rules.present(object)] as const)
    .filter(([, object]) => matches(object));
  const page = limit > 0 ? selected.slice(0, limit) : selected;
  const last = page.at(-1)?.[0];
  const more = page.length < selected.length && last !== undefined;
  const remaining =
    more && !query.get('labelSelector') && !query.get('fieldSelector')
      ? { remainingItemCount: selected.length - page.length }
      : {};
  return {
    kind: resource.listKind,
    apiVersion: resource.apiVersion,
    metadata: {
      resourceVersion: String(revision),
      ...(resource.isCustom && { continue: '' }),
      ...(more && { continue: writeContinue({ revision, after: last }), ...remaining }),
    },
    items: page.map(([, object]) => listItem(resource, object)),
  };
}

/** Items of built-in kinds come without kind and apiVersion. */
export function listItem(resource: Resource, object: JsonObject): JsonObject {
  if (resource.isCustom) return object;
  const { kind, apiVersion, ...rest } = object;
  return kind === undefined && apiVersion === undefined ? object : rest;
}

/** The revision of `resourceVersionMatch=Exact`; any other request is answered from now. */
function requestedRevision(api: Api, query: URLSearchParams): number | undefined {
  const text = query.get('resourceVersion') ?? '';
  const match = query.get('resourceVersionMatch') ?? '';
  const forbidden = [
    ...(match !== '' && text === ''
      ? [forbiddenField('resourceVersionMatch', 'resourceVersionMatch is forbidden unless resourceVersion is provided')]
      : []),
    ...(query.has('sendInitialEvents')
      ? [forbiddenField('sendInitialEvents', 'sendInitialEvents is forbidden for list')]
      : []),
  ];
  if (forbidden.length > 0) refuse('ListOptions', forbidden);
  if (match !== '' && match !== 'Exact' && match !== 'NotOlderThan')
    refuse('ListOptions', [unsupported('resourceVersionMatch', match, ['Exact', 'NotOlderThan', ''])]);
  if (text === '' || text === '0') {
    if (match === 'Exact' && text === '0')
      refuse('ListOptions', [
        forbiddenField('resourceVersionMatch', 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'),
      ]);
    return undefined;
  }
  const revision = parseRevision(text);
  checkNotAhead(api, revision);
  return match === 'Exact' || (match === '' && Number(query.get('limit') ?? 0) > 0) ? revision : undefined;
}

export function parseRevision(text: string): number {
  if (!/^\d+$/.test(text))
    throw badRequest(
      `Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  return Number(text);
}

export function checkNotAhead(api: Api, revision: number): void {
  if (revision <= api.store.revision) return;
  const message = `Timeout: Too large resource version: ${revision}, current: ${api.store.revision}`;
  throw new StatusError(504, 'Timeout', message, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version', field: '' }],
    retryAfterSeconds: 1,
  });
}

const writeContinue = (position: Position): string => Buffer.from(JSON.stringify(position)).toString('base64url');

function readContinue(token: string): Position | undefined {
  if (token === '') return undefined;
  try {
    const { revision, after } = JSON.parse(Buffer.from(token, 'base64url').toString()) as Partial<Position>;
    if (typeof revision === 'number' && typeof after === 'string') return { revision, after };
  } catch {
    // Told below.
  }
  throw badRequest('continue key is not valid: it does not come from this server');
}
