/** Requests to an API server in the words of Kubernetes: who asks for what, whichever way it is put in HTTP. */
import type { IncomingMessage } from 'node:http';
import { parseResourcePath } from '../server/path.ts';

/** In the words of RBAC; of paths that are no resource (/readyz, /apis) always `get`. */
export type Verb = 'get' | 'list' | 'watch' | 'create' | 'update' | 'patch' | 'delete' | 'deletecollection';

/** A request that came to the proxy. */
export interface ProxiedRequest {
  /** Milliseconds since the epoch, when it came. */
  readonly at: number;
  readonly verb: Verb;
  readonly method: string;
  /** Path and query. */
  readonly path: string;
  /** '' for the core group, and for paths that are no resource. */
  readonly group: string;
  /** `configmaps`; '' for paths that are no resource. */
  readonly resource: string;
  /** `status`, or ''. */
  readonly subresource: string;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly userAgent: string;
  /** HTTP status that the client was sent; 0 as long as, or because, there was none. */
  readonly status: number;
  /** Faults that it met, by type, in order. */
  readonly faults: readonly string[];
}

/** Whether the verb changes something. */
export const isWrite = (verb: Verb): boolean => verb !== 'get' && verb !== 'list' && verb !== 'watch';

const WRITES: Readonly<Record<string, Verb>> = { POST: 'create', PUT: 'update', PATCH: 'patch' };

/** Takes a request apart. */
export const describe = (incoming: IncomingMessage): ProxiedRequest => {
  const { method = 'GET', url: path = '/', headers } = incoming;
  const { pathname, searchParams } = new URL(path, 'http://proxy');
  const resource = parseResourcePath(pathname);
  const watching = ['true', '1'].includes(searchParams.get('watch') ?? '');
  const verb: Verb =
    WRITES[method] ??
    (method === 'DELETE'
      ? resource?.name === undefined
        ? 'deletecollection'
        : 'delete'
      : resource === undefined
        ? 'get'
        : watching
          ? 'watch'
          : resource.name === undefined
            ? 'list'
            : 'get');
  return {
    at: Date.now(),
    verb,
    method,
    path,
    group: resource?.group ?? '',
    resource: resource?.plural ?? '',
    subresource: resource?.subresource ?? '',
    namespace: resource?.namespace,
    name: resource?.name,
    userAgent: headers['user-agent'] ?? '',
    status: 0,
    faults: [],
  };
};
