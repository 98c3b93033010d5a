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

const TYPES = new Set(['ADDED', 'MODIFIED', 'DELETED', 'BOOKMARK']);

/** Reads one line of a watch. Errors: `DecodeError`; `ApiError` for an event of type ERROR (`Gone` for 410). */
export const decodeEvent = <T extends KubernetesObject>(line: Buffer, path: string): WatchEvent<T> => {
  let event: {
    readonly type?: unknown;
    readonly object?: { readonly code?: number; readonly metadata?: { readonly resourceVersion?: unknown } };
  };
  try {
    event = JSON.parse(line.toString('utf8'));
  } catch (cause) {
    throw new DecodeError(`${line.length} bytes that are no JSON`, { cause });
  }
  if (event?.type === 'ERROR')
    throw apiError(event.object?.code ?? 500, JSON.stringify(event.object ?? {}), `watch ${path.replace(/\?.*/, '')}`);
  if (
    typeof event?.type !== 'string' ||
    !TYPES.has(event.type) ||
    typeof event.object?.metadata?.resourceVersion !== 'string'
  ) {
    throw new DecodeError(`type ${JSON.stringify(event?.type ?? null)} without an object`);
  }
  return event as unknown as WatchEvent<T>;
};
