/** A watch over HTTP: one JSON event a line, until the client goes, the time is over or the server stops. */
import type { ServerResponse } from 'node:http';
import type { Api, ResourceRequest } from '../requests/request.ts';
import { watch } from '../requests/watch.ts';
import { inForm, type Form } from './accept.ts';

export interface WatchTiming {
  /** Milliseconds between bookmarks. */
  readonly bookmarkInterval: number;
}

const DEFAULT_SECONDS = 1800;

export function streamWatch(
  api: Api,
  { bookmarkInterval }: WatchTiming,
  request: ResourceRequest,
  form: Form,
  outgoing: ServerResponse,
): void {
  const { resource, query } = request;
  const seconds = Number(query.get('timeoutSeconds') ?? 0) || DEFAULT_SECONDS;
  let opened = false;
  const pending: string[] = [];
  const write = (line: string) => (opened ? void outgoing.write(line) : void pending.push(line));
  const stream = watch(api, request, {
    send: ({ type, object }) =>
      write(`${JSON.stringify({ type, object: type === 'ERROR' ? object : inForm(form, resource, object) })}\n`),
    end: () => setImmediate(() => outgoing.end()),
  });
  // Only now is it sure that the watch is no refusal.
  outgoing.writeHead(200, { 'Content-Type': 'application/json' });
  outgoing.flushHeaders();
  opened = true;
  for (const line of pending) outgoing.write(line);
  const bookmarks = setInterval(stream.bookmark, bookmarkInterval);
  const timeout = setTimeout(() => {
    stream.bookmark();
    outgoing.end();
  }, seconds * 1000);
  outgoing.once('close', () => {
    clearInterval(bookmarks);
    clearTimeout(timeout);
    stream.stop();
  });
}
