/** A limit to how long something may take. */
import type { Clock } from '../clock.ts';
import { ConnectionError } from './connection-error.ts';

export interface Limit {
  /** Milliseconds. */
  readonly timeout: number;
  readonly signal: AbortSignal | undefined;
  /** Whom to blame. */
  readonly server: string;
}

/** Runs `action` with a signal that is aborted by the given one or after the time. Errors: `ConnectionError` of the code ETIMEDOUT then. */
export const withTimeout = async <T>(
  clock: Clock,
  { timeout, signal, server }: Limit,
  action: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const late = Object.assign(new Error(`the request took longer than ${timeout} ms`), { code: 'ETIMEDOUT' });
  const timer = new AbortController();
  const cancel = clock.schedule(timeout, () => timer.abort(late));
  try {
    return await action(signal === undefined ? timer.signal : AbortSignal.any([signal, timer.signal]));
  } catch (error) {
    throw error === late ? ConnectionError.from(late, server) : error;
  } finally {
    cancel();
  }
};
