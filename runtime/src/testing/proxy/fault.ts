/** What can go wrong with a request or a watch, and with which. */
import type { Kind } from '../../kind.ts';
import { isWrite, type ProxiedRequest, type Verb } from './request.ts';

/**
 * One fault. Of requests:
 * - `status`: answered by the proxy, with a meta/v1 Status; the server never hears of it. `retryAfter` in seconds;
 * - `reset`: the connection is reset, before the server hears of it;
 * - `lose`: the server carries it out; instead of the answer the connection is reset;
 * - `hang`: no answer, ever;
 * - `delay`: passed on after so many milliseconds;
 * - `sever`: the client is cut off for good, as if its machine were gone: `before` the server hears of the request, or `after` it was carried out.
 *
 * Of watches, those that are open as well as those that begin:
 * - `gone`: the event that says 410 Expired, then the end of the stream;
 * - `truncate`: the next event stops half-way, and the stream ends;
 * - `malform`: in place of the next event a line that is no JSON;
 * - `end`: the end of the stream, as when the server's timeout is over;
 * - `hold`: events are kept until the fault is removed, then sent in order.
 */
export type Fault =
  | {
      readonly type: 'status';
      readonly code: number;
      readonly reason?: string;
      readonly message?: string;
      readonly retryAfter?: number;
    }
  | { readonly type: 'reset' }
  | { readonly type: 'lose' }
  | { readonly type: 'hang' }
  | { readonly type: 'delay'; readonly milliseconds: number }
  | { readonly type: 'sever'; readonly when: 'before' | 'after' }
  | { readonly type: 'gone' }
  | { readonly type: 'truncate' }
  | { readonly type: 'malform' }
  | { readonly type: 'end' }
  | { readonly type: 'hold' };

/** Which requests a fault is for; what is not given does not matter. */
export interface Where {
  /** `writes`: whatever changes something; `reads`: the rest. */
  readonly verbs?: readonly Verb[] | 'writes' | 'reads';
  readonly kind?: Kind;
  /** '' for the object itself. */
  readonly subresource?: string;
  readonly namespace?: string;
  readonly name?: string;
  /** Anything else. */
  readonly matching?: (request: ProxiedRequest) => boolean;
  /** So many that would match are let through first. Default 0. */
  readonly skip?: number;
  /** So many are hit, then the fault is over. Default: all, until it is removed. */
  readonly times?: number;
}

/** A fault that is in force. */
export interface Injection {
  readonly fault: Fault;
  /** Takes it back; what it holds goes on its way. */
  readonly remove: () => void;
  /** Requests, or watches, that it has hit. */
  readonly hits: () => number;
  /** Resolves with the first request that it hits. */
  readonly hit: Promise<ProxiedRequest>;
}

const OF_WATCHES = new Set(['gone', 'truncate', 'malform', 'end', 'hold']);

/** Whether a fault is one of the events of watches, not of requests. */
export const isOfWatches = ({ type }: Fault): boolean => OF_WATCHES.has(type);

/** Whether a request is meant. */
export const isMeant = (where: Where, request: ProxiedRequest): boolean => {
  const { verbs, kind, subresource, namespace, name, matching } = where;
  if (verbs === 'writes' ? !isWrite(request.verb) : verbs === 'reads' && isWrite(request.verb)) return false;
  if (typeof verbs === 'object' && !verbs.includes(request.verb)) return false;
  if (kind !== undefined && (kind.plural !== request.resource || kind.group !== request.group)) return false;
  if (subresource !== undefined && subresource !== request.subresource) return false;
  if (namespace !== undefined && namespace !== request.namespace) return false;
  if (name !== undefined && name !== request.name) return false;
  return matching?.(request) ?? true;
};
