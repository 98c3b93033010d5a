/** The API server's paths. Names are checked here, once: nothing that a user wrote can change which resource a request is about. */
import type { Kind } from '../kind.ts';

/** Names an object of a known kind. */
export interface ObjectKey {
  readonly name: string;
  /** Not given for cluster-scoped kinds. */
  readonly namespace?: string | undefined;
}

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

const segment = (value: string, what: string): string => {
  // As apimachinery's IsValidPathSegmentName.
  if (typeof value !== 'string' || value === '' || value === '.' || value === '..' || /[/%]/.test(value))
    throw new TypeError(`${what} ${JSON.stringify(value)} is no valid name of an object.`);
  return encodeURIComponent(value);
};

/** The key by which an object of this kind is known: what is cluster-scoped has no namespace, whatever was given. Errors: `TypeError` where one is missing. */
export const ownKey = ({ kind, scope }: Kind, key: ObjectKey): ObjectKey => {
  if (scope === 'Cluster') return key.namespace === undefined ? key : { name: key.name };
  if (key.namespace === undefined)
    throw new TypeError(`${kind} ${JSON.stringify(key.name)}: the kind is namespaced, so a namespace must be given.`);
  return key;
};

/** The collection of a kind: in one namespace, or in all when it is not given. */
export const collectionPath = (kind: Kind, namespace?: string): string => {
  const base = kind.group === '' ? `/api/${kind.version}` : `/apis/${kind.group}/${kind.version}`;
  if (kind.scope === 'Cluster' || namespace === undefined) return `${base}/${kind.plural}`;
  return `${base}/namespaces/${segment(namespace, 'namespace')}/${kind.plural}`;
};

/** One object, or a subresource of it. */
export const objectPath = (kind: Kind, key: ObjectKey, subresource?: string): string => {
  const path = `${collectionPath(kind, ownKey(kind, key).namespace)}/${segment(key.name, `${kind.kind}: name`)}`;
  return subresource === undefined ? path : `${path}/${segment(subresource, 'subresource')}`;
};

/** `path?a=b`, without what is undefined. */
export const withQuery = (path: string, query: Query): string => {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${encodeURIComponent(String(value))}`],
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
};
