/** What becomes of a request in the proxy: the faults that it meets, then the server's answer. */
import type { ClientRequest, IncomingMessage, ServerResponse } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from './fault.ts';
import type { Injections } from './injections.ts';
import { describe, type ProxiedRequest } from './request.ts';
import { type Upstream, withoutHops } from './upstream.ts';
import { relayWatch, type WatchRelay } from './watch-relay.ts';

export interface Handling {
  readonly upstream: Upstream;
  readonly injections: Injections;
  readonly relays: Set<WatchRelay>;
  /** A request has come; the answer is where the rest about it is written down. */
  readonly record: (request: ProxiedRequest) => Entry;
  /** Resets the connection of a request. */
  readonly reset: (incoming: IncomingMessage) => void;
  /** Cuts all clients off for good. */
  readonly sever: () => void;
}

/** A request of the log, while it is being written. */
export type Entry = { -readonly [Name in keyof ProxiedRequest]: ProxiedRequest[Name] };

/** Answers a request, or does not, as the faults will have it. Never throws: a server that is not there shows as a reset. */
export const handle = async (
  handling: Handling,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> => {
  const { injections, upstream, reset, sever } = handling;
  const request = handling.record(describe(incoming));
  const met = ({ type }: Fault): void => {
    request.faults = [...request.faults, type];
  };
  let end: 'answer' | 'lose' | 'sever' = 'answer';
  for (const fault of injections.take(request)) {
    met(fault);
    if (fault.type === 'delay') await sleep(fault.milliseconds);
    else if (fault.type === 'lose') end = 'lose';
    else if (fault.type === 'sever' && fault.when === 'after') end = 'sever';
    else return stopShort(fault, request, handling, incoming, outgoing);
  }
  let sent: ClientRequest;
  try {
    sent = await upstream.open(incoming);
  } catch {
    return reset(incoming);
  }
  // Not if the answer is to be lost: what the client has sent is carried out.
  outgoing.once('close', () => {
    if (!outgoing.writableFinished && end === 'answer') sent.destroy();
  });
  sent.once('error', () => {
    if (!outgoing.writableFinished) reset(incoming);
  });
  sent.once('response', (answer) => {
    if (end !== 'answer') {
      const cut = end === 'sever' ? sever : () => reset(incoming);
      answer.resume().once('close', cut);
      return;
    }
    request.status = answer.statusCode ?? 0;
    outgoing.writeHead(request.status, answer.statusMessage, withoutHops(answer.headers));
    answer.once('error', () => reset(incoming));
    if (request.verb === 'watch' && request.status === 200) relay(handling, request, answer, outgoing, met);
    else answer.pipe(outgoing);
  });
  incoming.pipe(sent);
};

const relay = (
  { injections, relays }: Handling,
  request: ProxiedRequest,
  answer: IncomingMessage,
  outgoing: ServerResponse,
  met: (fault: Fault) => void,
): void => {
  outgoing.flushHeaders();
  const relay = relayWatch(request, injections, outgoing, { met, done: () => answer.destroy() });
  relays.add(relay);
  outgoing.once('close', () => relays.delete(relay));
  answer.on('data', relay.push).once('end', relay.end);
  relay.changed();
};

/** The server never hears of it. */
const stopShort = (
  fault: Fault,
  request: Entry,
  { reset, sever }: Handling,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): void => {
  incoming.resume();
  if (fault.type === 'reset') return reset(incoming);
  if (fault.type === 'sever') return sever();
  if (fault.type !== 'status') return;
  const { code, retryAfter, reason = REASONS[code] ?? 'InternalError', message = `injected: ${reason}` } = fault;
  request.status = code;
  const details = { name: request.name, group: request.group, kind: request.resource, retryAfterSeconds: retryAfter };
  const status = { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Failure', message, reason, details, code };
  const headers = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  outgoing.writeHead(code, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(status));
};

const REASONS: Readonly<Record<number, string>> = {
  400: 'BadRequest',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'NotFound',
  409: 'Conflict',
  410: 'Expired',
  422: 'Invalid',
  429: 'TooManyRequests',
  503: 'ServiceUnavailable',
  504: 'Timeout',
};
