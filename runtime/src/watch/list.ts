/**
 * The whole collection by pages of 500, all as of one resourceVersion: for API servers that do not stream lists.
 *
 * Guarantees: what the API server knows when it is asked, never a stale replica (no resourceVersion is given).
 * Errors: `Gone` when the pages took longer than the server's history lasts; `ApiError`, `ConnectionError`.
 */
import { apiError } from '../client/errors.ts';
import { acceptList } from '../client/metadata-only.ts';
import type { KubernetesObject } from '../object.ts';
import type { Transport } from '../transport/transport.ts';
import { DecodeError } from './event.ts';
import { describe, project, targetPath, type WatchTarget } from './target.ts';

export interface Listing<T extends KubernetesObject> {
  readonly objects: readonly T[];
  readonly version: string;
}

interface Page<T> {
  readonly metadata?: { readonly resourceVersion?: string; readonly continue?: string };
  readonly items?: readonly T[] | null;
}

const PAGE = 500;

/** Lists; `prepare` is called for each object before the next page is asked for. */
export const listCollection = async <T extends KubernetesObject>(
  transport: Transport,
  target: WatchTarget<T>,
  prepare: (object: T) => T,
  signal: AbortSignal,
): Promise<Listing<T>> => {
  const objects: T[] = [];
  for (let next: string | undefined; ;) {
    const path = targetPath(target, { limit: PAGE, continue: next });
    const page = await readPage<T>(transport, target, path, signal);
    for (const item of page.items ?? []) objects.push(prepare(project(item, target.kind)));
    const { resourceVersion: version, continue: more } = page.metadata ?? {};
    if (version === undefined) throw new DecodeError('a list without resourceVersion');
    if (more === undefined || more === '') return { objects, version };
    next = more;
  }
};

/** A function of its own, so that a page's text is garbage before the next one comes. */
const readPage = async <T extends KubernetesObject>(
  transport: Transport,
  target: WatchTarget<T>,
  path: string,
  signal: AbortSignal,
): Promise<Page<T>> => {
  const accept = acceptList(target.kind);
  const { status, body } = await transport.request({ method: 'GET', path, signal, ...(accept && { accept }) });
  if (status !== 200) throw apiError(status, body, describe('list', target));
  try {
    return JSON.parse(body) as Page<T>;
  } catch (cause) {
    throw new DecodeError(`a list of ${body.length} characters that is no JSON`, { cause });
  }
};
