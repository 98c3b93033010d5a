/** Which answers and failures are worth asking again, and when: the rules of client-go's `withRetry`. */
import type { Clock } from '../clock.ts';
import type { ConnectionError } from './connection-error.ts';
import type { TransportRequest } from './request.ts';

/** Times that a request is sent at most; the longer one while the server says when to come back (API priority and fairness does). */
const ATTEMPTS = 5;
const ATTEMPTS_AS_TOLD = 11;
const LONGEST_WAIT = 30_000;

export interface Refusal {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

/** 429, and 5xx with Retry-After: the server says "not now", nothing was carried out. Other 502, 503 and 504 only when idempotent. */
export const mayRetry = ({ status, retryAfter }: Refusal, request: TransportRequest, sent: number): boolean => {
  const told = retryAfter !== undefined && (status === 429 || status >= 500);
  if (sent >= (request.attempts ?? (told ? ATTEMPTS_AS_TOLD : ATTEMPTS))) return false;
  return told || status === 429 || (isIdempotent(request) && (status === 502 || status === 503 || status === 504));
};

/** What certainly was not sent, and what is idempotent. */
export const mayResend = (failure: ConnectionError, request: TransportRequest, sent: number): boolean =>
  sent < (request.attempts ?? ATTEMPTS) && (failure.unsent || isIdempotent(request));

/** Milliseconds: Retry-After (seconds or a date) where given, else 100 ms doubled each time; at most 30 s; never in step with others. */
export const retryDelay = (clock: Clock, sent: number, retryAfter?: string): number => {
  const jitter = 1 + clock.random() / 5;
  const asked = retryAfter === undefined ? undefined : parseRetryAfter(retryAfter, clock.now());
  return Math.min(asked ?? 100 * 2 ** (sent - 1), LONGEST_WAIT) * jitter;
};

const isIdempotent = ({ method, idempotent = method !== 'POST' }: TransportRequest): boolean => idempotent;

const parseRetryAfter = (value: string, now: number): number | undefined => {
  const milliseconds = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(milliseconds) && milliseconds >= 0 ? milliseconds : undefined;
};
