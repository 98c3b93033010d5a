/** Which answers are worth asking again, and when: the rules of client-go's `withRetry`. */
import type { Clock } from '../clock.ts';

const LONGEST_WAIT = 30_000;

/** The server says "not now" (429, or 5xx with Retry-After): nothing was carried out. Without Retry-After only what is idempotent is sent again. */
export const mayRetry = (status: number, retryAfter: string | undefined, idempotent: boolean): boolean => {
  if (status === 429) return true;
  if (status >= 500 && retryAfter !== undefined) return true;
  return idempotent && (status === 502 || status === 503 || status === 504);
};

/** Milliseconds: Retry-After (seconds or a date) where given, else 100 ms doubled each time; at most 30 s; never in step with others. */
export const retryDelay = (clock: Clock, sent: number, retryAfter?: string): number => {
  const jitter = 1 + clock.random() / 5;
  const asked = retryAfter === undefined ? undefined : parseRetryAfter(retryAfter, clock.now());
  return Math.min(asked ?? 100 * 2 ** (sent - 1), LONGEST_WAIT) * jitter;
};

const parseRetryAfter = (value: string, now: number): number | undefined => {
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(milliseconds) && milliseconds >= 0 ? milliseconds : undefined;
};
