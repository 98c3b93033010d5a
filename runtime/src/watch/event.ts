/**
 * One line of a watch, decoded.
 *
 * Guarantees: the line is parsed once, straight from its bytes, and what was parsed is what is handed out: no copies.
 */
import { apiError } from '../client/errors.ts';
import type { KubernetesObject } from '../object.ts';

export interface WatchEvent<T extends KubernetesObject> {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED' | 'BOOKMARK';
  readonly object: T;
}

/** A watch event that is no JSON, or none that we know. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';

  constructor(what: string, options?: ErrorOptions) {
    super(`Unreadable watch event: ${what}`, options);
  }
}

interface Undecoded {
  readonly type?: unknown;
  readonly object?: {
    readonly code?: number;
    readonly metadata?: { readonly name?: unknown; readonly resourceVersion?: unknown } | null;
  } | null;
}

/** Reads one line. `request` leads the message of what the server refuses. Errors: `DecodeError`; `ApiError` for an event of type ERROR (`Gone` for 410). */
export const decodeEvent = <T extends KubernetesObject>(line: Buffer, request: string): WatchEvent<T> => {
  let event: Undecoded | null;
  try {
    event = JSON.parse(line.toString('utf8'));
  } catch (cause) {
    throw new DecodeError(`${line.length} bytes that are no JSON`, { cause });
  }
  const type = event?.type;
  if (type === 'ERROR') throw apiError(event?.object?.code ?? 500, JSON.stringify(event?.object ?? {}), request);
  const metadata = event?.object?.metadata;
  if (type !== 'ADDED' && type !== 'MODIFIED' && type !== 'DELETED' && type !== 'BOOKMARK')
    throw new DecodeError(`its type is ${JSON.stringify(type ?? null)}`);
  if (typeof metadata?.resourceVersion !== 'string' || (type !== 'BOOKMARK' && typeof metadata.name !== 'string'))
    throw new DecodeError(`type ${type} without an object that has a name and a resourceVersion`);
  return event as unknown as WatchEvent<T>;
};

/** The bookmark after the last object of the initial list (KEP-3157). */
export const endsInitialEvents = ({ type, object }: WatchEvent<KubernetesObject>): boolean =>
  type === 'BOOKMARK' && object.metadata.annotations?.['k8s.io/initial-events-end'] === 'true';
