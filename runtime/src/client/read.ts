/** Reads from the API server: one object, pages of a list, the whole list. */
import type { Kind } from '../kind.ts';
import type { KubernetesList, KubernetesObject } from '../object.ts';
import { Expired, NotFound } from './errors.ts';
import { acceptList, acceptObject } from './metadata-only.ts';
import { withType } from './object-type.ts';
import type { GetOptions, ListOptions } from './options.ts';
import { collectionPath, objectPath, type ObjectKey, withQuery } from './path.ts';
import type { Requests } from './request.ts';
import { fieldSelectorText, selectorText } from './selectors.ts';

const PAGE = 500;

/** undefined when there is no such object. Errors: `NotFound` when the server does not know the kind. */
export const get = async <T extends KubernetesObject>(
  { send }: Requests,
  kind: Kind<T>,
  key: ObjectKey,
  { resourceVersion, ...call }: GetOptions = {},
): Promise<T | undefined> => {
  const path = withQuery(objectPath(kind, key), { resourceVersion });
  try {
    return typedAs(await send<T>({ method: 'GET', path, accept: acceptObject(kind), ...call }), kind);
  } catch (error) {
    if (error instanceof NotFound && !error.unknownResource) return undefined;
    throw error;
  }
};

/** One page; `next` is the token of the page before. */
const page = async <T extends KubernetesObject>(
  { send }: Requests,
  kind: Kind<T>,
  { namespace, labels, fields, limit = PAGE, resourceVersion, resourceVersionMatch, signal, timeout }: ListOptions,
  next: string | undefined,
): Promise<KubernetesList<T>> => {
  const path = withQuery(collectionPath(kind, namespace), {
    limit: limit === 0 ? undefined : limit,
    continue: next,
    labelSelector: selectorText(labels),
    fieldSelector: fieldSelectorText(fields),
    // A token says itself which state is read.
    ...(next === undefined ? { resourceVersion, resourceVersionMatch } : {}),
  });
  const { metadata, items } = await send<{
    readonly metadata?: KubernetesList<T>['metadata'];
    readonly items?: readonly T[] | null;
  }>({ method: 'GET', path, accept: acceptList(kind), signal, timeout });
  return {
    apiVersion: kind.apiVersion,
    kind: `${kind.kind}List`,
    metadata: metadata ?? {},
    items: (items ?? []).map((item) => withType(typedAs(item, kind), kind)),
  };
};

/**
 * The pages of a list, each asked for when the one before was taken. When a token has expired, the rest is read as it is by then, by the
 * token that the server gives for that. Errors: `Expired` when it gives none.
 */
export async function* pages<T extends KubernetesObject>(
  requests: Requests,
  kind: Kind<T>,
  options: ListOptions = {},
): AsyncGenerator<KubernetesList<T>, void, undefined> {
  let next = options.continue;
  do {
    let one: KubernetesList<T>;
    try {
      one = await page(requests, kind, options, next);
    } catch (error) {
      const rest = next !== undefined && error instanceof Expired ? error.status.metadata?.continue : undefined;
      if (rest === undefined || rest === '') throw error;
      one = await page(requests, kind, options, rest);
    }
    yield one;
    next = one.metadata.continue;
  } while (next !== undefined && next !== '');
}

/** All of it, of one state: when a token expires on the way, all is read again in one answer, as client-go's pager does. */
export const list = async <T extends KubernetesObject>(
  requests: Requests,
  kind: Kind<T>,
  options: ListOptions = {},
): Promise<readonly T[]> => {
  const items: T[] = [];
  let next = options.continue;
  do {
    let one: KubernetesList<T>;
    try {
      one = await page(requests, kind, options, next);
    } catch (error) {
      // What came before a token that was given is not ours to read again.
      if (next === undefined || options.continue !== undefined || !(error instanceof Expired)) throw error;
      return (await page(requests, kind, { ...options, limit: 0 }, undefined)).items;
    }
    for (const item of one.items) items.push(item);
    next = one.metadata.continue;
  } while (next !== undefined && next !== '');
  return items;
};

/** Of a server that does not have metadata alone (an aggregated one may not) the rest is left out here. */
const typedAs = <T extends KubernetesObject>(object: T, kind: Kind<T>): T =>
  kind.projection === 'metadata'
    ? ({ apiVersion: kind.apiVersion, kind: kind.kind, metadata: object.metadata } as T)
    : object;
