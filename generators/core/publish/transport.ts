/**
 * Requests to one registry over `fetch`. What may pass is tried again: connections that break, answers 408, 429 and 5xx, with growing
 * pauses or those that the registry asks for. Every request that is sent here may be sent twice. Promises an end: nothing waits for ever.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { type Around, codeOf, unreachable } from './unreachable.ts';

export interface Exchange {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT';
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | string;
  /** Whether a redirection is followed, as it is by default. */
  readonly redirect?: 'manual';
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** Where it came from in the end. */
  readonly url: string;
  /** It is a refusal, and no earlier try can have done what it refuses. */
  readonly isRefusal: boolean;
}

export interface Timing {
  /** How long a registry may take to answer, in milliseconds, besides the time for the bytes. */
  readonly answer: number;
  /** The slowest line that is borne. */
  readonly bytesPerMillisecond: number;
  /** Before the second try, the third …; there are no more. */
  readonly pauses: readonly number[];
  /** The longest pause that a registry may ask for. */
  readonly longestPause: number;
}

export const PATIENT: Timing = {
  answer: 30_000,
  bytesPerMillisecond: 16,
  pauses: [500, 1000, 2000, 4000],
  longestPause: 60_000,
};

export interface Line {
  /** Aborted when the user gives up. */
  readonly signal: AbortSignal;
  readonly timing: Timing;
  /** Tells why it takes longer. */
  readonly say: (words: string) => void;
  readonly around: Around;
}

export type Send = (exchange: Exchange) => Promise<Answer>;

/** Sends through a line. The answer is whatever the registry says in the end; a Fault when it says nothing. */
export const openLine = ({ signal, timing, say, around }: Line): Send => {
  let hasAnswered = false;
  const waitFor = async (milliseconds: number, why: string): Promise<void> => {
    say(`${why}; trying again in ${(milliseconds / 1000).toFixed(1)} s`);
    try {
      await pause(milliseconds, undefined, { signal });
    } catch {
      signal.throwIfAborted();
    }
  };
  return async (exchange) => {
    let mayBeDone = false;
    for (let tried = 0; ; tried += 1) {
      const next = timing.pauses[tried];
      const reply = await attempt(exchange, signal, timing);
      signal.throwIfAborted();
      const isRefused = 'answer' in reply && reply.answer.status >= 400 && reply.answer.status < 500;
      mayBeDone ||= !isRefused;
      if ('answer' in reply) {
        hasAnswered = true;
        const { status, headers } = reply.answer;
        const answer = { ...reply.answer, isRefusal: !mayBeDone };
        if (!PASSING.has(status) || next === undefined) return answer;
        const wait = Math.max(next, askedFor(headers) ?? 0);
        if (wait > timing.longestPause) return answer;
        await waitFor(wait, `${hostOf(exchange.url)} answers ${status}`);
      } else {
        const code = codeOf(reply.error);
        const at = hostOf(exchange.url);
        if (next === undefined || NEVER_PASSES.test(code) || !(hasAnswered || MAY_PASS.has(code)))
          throw unreachable(reply.error, around, at, tried + 1, timing.answer);
        await waitFor(next, `${at}: the connection broke`);
      }
    }
  };
};

const PASSING: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504]);

/** What may pass though nothing was ever heard from there. */
const MAY_PASS: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET', 'EAI_AGAIN']);

/** What is wrong with a request, a redirection or a certificate, and no matter of the network. */
const NEVER_PASSES = /^$|^ERR_|^UND_ERR_INVALID|CERT|LEAF_SIGNATURE/;

const hostOf = (url: string): string => new URL(url).host;

const attempt = async (
  { url, headers, ...rest }: Exchange,
  signal: AbortSignal,
  { answer: patience, bytesPerMillisecond }: Timing,
): Promise<{ readonly answer: Omit<Answer, 'isRefusal'> } | { readonly error: unknown }> => {
  const milliseconds = patience + (rest.body?.length ?? 0) / bytesPerMillisecond;
  const limit = AbortSignal.any([signal, AbortSignal.timeout(Math.ceil(milliseconds))]);
  try {
    const response = await fetch(url, {
      ...rest,
      headers: { 'user-agent': AGENT, ...headers },
      signal: limit,
    } as RequestInit);
    const body = await readBody(response);
    return { answer: { status: response.status, headers: response.headers, body, url: response.url || url } };
  } catch (error) {
    return { error };
  }
};

const AGENT = 'k8s-operator';

/** No manifest is larger; of an error a part is enough. */
const MOST_BYTES = 4 * 1024 * 1024;

const readBody = async (response: Response): Promise<Buffer> => {
  const chunks: Uint8Array[] = [];
  let total = 0;
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    total += chunk.length;
    // Leaving the loop ends the connection.
    if (total > MOST_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, MOST_BYTES);
};

/** What Retry-After asks for, in milliseconds: seconds, or a date. */
const askedFor = (headers: Headers): number | undefined => {
  const value = headers.get('retry-after');
  if (value === null) return undefined;
  const wait = /^\d+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - Date.now();
  return Number.isFinite(wait) ? wait : undefined;
};
