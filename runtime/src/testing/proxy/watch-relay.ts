/** A watch on its way through the proxy, line by line, so that it can be held back, cut or falsified where it matters. */
import type { ServerResponse } from 'node:http';
import { splitLines } from '../../transport/lines.ts';
import type { Fault } from './fault.ts';
import type { Injections } from './injections.ts';
import type { ProxiedRequest } from './request.ts';

export interface WatchRelay {
  readonly push: (chunk: Buffer) => void;
  /** The server has ended the stream. */
  readonly end: () => void;
  /** Faults have come or gone. */
  readonly changed: () => void;
}

const EXPIRED = {
  type: 'ERROR',
  object: {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message: 'too old resource version: 1 (2)',
    reason: 'Expired',
    code: 410,
  },
};
const GARBAGE = '{"type":"MODIFIED","object":{"metadata":{"name":\n';

/** `met` is told of each fault; `done` is called when nothing more will be sent, so that the server's end can be let go. */
export const relayWatch = (
  request: ProxiedRequest,
  injections: Injections,
  response: ServerResponse,
  told: { readonly met: (fault: Fault) => void; readonly done: () => void },
): WatchRelay => {
  const held: Buffer[] = [];
  let ended = false;
  let over = false;

  const finish = (last?: string | Buffer): void => {
    over = true;
    held.length = 0;
    if (last === undefined) response.end();
    else response.end(last);
    told.done();
  };
  const send = (line: Buffer): void => {
    if (over) return;
    const fault = injections.takeOfWatch(request, 'event');
    if (fault !== undefined) told.met(fault);
    if (fault?.type === 'truncate') return finish(line.subarray(0, line.length >> 1));
    response.write(fault?.type === 'malform' ? GARBAGE : Buffer.concat([line, NEWLINE]));
  };
  const changed = (): void => {
    if (over) return;
    const fault = injections.takeOfWatch(request, 'now');
    if (fault !== undefined) {
      told.met(fault);
      return finish(fault.type === 'gone' ? `${JSON.stringify(EXPIRED)}\n` : undefined);
    }
    if (held.length > 0 && !injections.holds(request)) for (const line of held.splice(0)) send(line);
    if (ended && held.length === 0 && !over) finish();
  };
  const lines = splitLines((line) => {
    if (injections.holds(request) || held.length > 0) held.push(Buffer.from(line));
    else send(line);
  });
  return {
    push: lines.push,
    end: () => {
      ended = true;
      changed();
    },
    changed,
  };
};

const NEWLINE = Buffer.from('\n');
