/** A watch of widgets against a server that answers by a script, on a clock that runs 100 times as fast. */
import { afterEach, expect } from 'vitest';
import { createTransport, type KubeConfig } from 'k8s-operator-runtime';
import { sleep } from '../../../runtime/src/clock.ts';
import { watchCollection } from '../../../runtime/src/watch/watcher.ts';
import { failure, json, scriptedServer, type Step } from './scripted-server.ts';
import { type Widget, Widget as WidgetKind } from './widget.ts';

const FASTER = 100;
const fast = {
  now: Date.now,
  elapsed: () => performance.now() * FASTER,
  random: () => 0,
  schedule: (milliseconds: number, callback: () => void) => {
    const timer = setTimeout(callback, milliseconds / FASTER);
    return () => clearTimeout(timer);
  },
};
const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0)) await end();
});

export const list = (version: string, items: readonly Widget[], next?: string): Step =>
  json({ metadata: { resourceVersion: version, continue: next }, items });
export const event = (type: string, object: unknown): string => `${JSON.stringify({ type, object })}\n`;
export const stream =
  (...chunks: readonly string[]): Step =>
  (_request, response) => {
    response.writeHead(200);
    for (const chunk of chunks) response.write(chunk);
    response.end();
  };
export const initialEventsEnd = (version: string) =>
  event('BOOKMARK', {
    kind: 'Widget',
    metadata: { resourceVersion: version, annotations: { 'k8s.io/initial-events-end': 'true' } },
  });
/** A server without WatchList. */
export const refusal = failure(422, 'Invalid');
/** Stays open, as a watch does. */
export const open: Step = (_request, response) => void response.writeHead(200).flushHeaders();
/** Stays open after these. */
export const opened =
  (...chunks: readonly string[]): Step =>
  (_request, response) =>
    void response.writeHead(200).write(chunks.join(''));
export const bookmark = (version: string) =>
  event('BOOKMARK', { kind: 'Widget', metadata: { resourceVersion: version } });

/**
 * Runs a watch against a server without WatchList, which answers by a script to its end, and then for `longer` seconds of the watch's time: what
 * the handler saw, and what was asked for.
 */
export const follow = async (steps: readonly Step[], longer = 0) => {
  const { seen, asked } = await followAll([refusal, ...steps], longer);
  expect(asked[0]).toBe('stream');
  return { seen, asked: asked.slice(1) };
};

export const followAll = async (steps: readonly Step[], longer = 0) => {
  const server = await scriptedServer(...steps, open);
  const kubeConfig: KubeConfig = server.kubeConfig;
  const transport = createTransport({ kubeConfig, userAgent: 'test', clock: fast });
  const stop = new AbortController();
  const seen: string[] = [];
  const name = ({ metadata }: Widget) => `${metadata.name}@${metadata.resourceVersion}`;
  const running = watchCollection<Widget>({
    kind: WidgetKind,
    transport,
    clock: fast,
    signal: stop.signal,
    handler: {
      replace: (objects, version) => seen.push(`list ${objects.map(name).join(' ')} at ${version}`),
      apply: (object) => seen.push(`+${name(object)}`),
      remove: (object) => seen.push(`-${name(object)}`),
      failed: (error) => seen.push(`failed ${error.name}`),
      working: () => {},
    },
  });
  ends.push(async () => {
    stop.abort();
    await running;
    await transport.close();
    await server[Symbol.asyncDispose]();
  });
  while (server.requests.length <= steps.length) await new Promise((resolve) => setTimeout(resolve, 5));
  await sleep(fast, longer * 1000);
  const asked = server.requests.map((request) => {
    const query = new URL(request.split(' ')[1] ?? '', 'http://x').searchParams;
    if (query.get('watch') === null) return `list${query.get('continue') ?? ''}`;
    return query.get('sendInitialEvents') === 'true' ? 'stream' : `watch ${query.get('resourceVersion')}`;
  });
  return { seen, asked };
};
