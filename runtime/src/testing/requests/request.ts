/** A request to one resource as the handlers get it, and what all of them share. */
import type { Registry } from '../resources/registry.ts';
import type { Resource } from '../resources/resource.ts';
import type { Store } from '../store/store.ts';

export interface ResourceRequest {
  readonly method: string;
  readonly resource: Resource;
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  readonly subresource: string;
  readonly query: URLSearchParams;
  readonly contentType: string;
  readonly userAgent: string;
  /** The body's text; empty when there is none. */
  readonly body: string;
  /** Texts for `Warning` headers, filled by handlers. */
  readonly warnings: string[];
}

export interface Api {
  readonly store: Store;
  readonly registry: Registry;
  readonly now: () => Date;
}

/** RFC 3339 in seconds, as the API writes times. */
export const timeOf = (date: Date): string => `${date.toISOString().slice(0, 19)}Z`;

/** Who writes, for managedFields: `fieldManager`, or the program's name of the User-Agent. */
export const managerOf = ({ query, userAgent }: Pick<ResourceRequest, 'query' | 'userAgent'>): string =>
  (query.get('fieldManager') ?? '') || (userAgent.split('/')[0] ?? '').slice(0, 128) || 'unknown';
