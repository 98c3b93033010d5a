import { afterEach, describe, expect, test } from 'vitest';
import { createTransport, type KubeConfig } from 'k8s-operator-runtime';
import { watchCollection } from '../../../runtime/src/watch/watcher.ts';
import { failure, json, reset, scriptedServer, type Step } from './scripted-server.ts';
import { type Widget, Widget as WidgetKind, widget } from './widget.ts';

const FASTER = 500;
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

const list = (version: string, items: readonly Widget[], next?: string): Step =>
  json({ metadata: { resourceVersion: version, continue: next }, items });
const event = (type: string, object: unknown): string => `${JSON.stringify({ type, object })}\n`;
const stream =
  (...chunks: readonly string[]): Step =>
  (_request, response) => {
    response.writeHead(200);
    for (const chunk of chunks) response.write(chunk);
    response.end();
  };
const initialEventsEnd = (version: string) =>
  event('BOOKMARK', {
    kind: 'Widget',
    metadata: { resourceVersion: version, annotations: { 'k8s.io/initial-events-end': 'true' } },
  });
/** A server without WatchList. */
const refusal = failure(422, 'Invalid');
/** Stays open, as a watch does. */
const open: Step = (_request, response) => void response.writeHead(200).flushHeaders();
const bookmark = (version: string) => event('BOOKMARK', { kind: 'Widget', metadata: { resourceVersion: version } });

/** Runs a watch against a server without WatchList, which answers by a script to its end: what the handler saw, and what was asked for. */
const follow = async (steps: readonly Step[]) => {
  const { seen, asked } = await followAll([refusal, ...steps]);
  expect(asked[0]).toBe('stream');
  return { seen, asked: asked.slice(1) };
};

const followAll = async (steps: readonly Step[]) => {
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
  const asked = server.requests.map((request) => {
    const query = new URL(request.split(' ')[1] ?? '', 'http://x').searchParams;
    if (query.get('watch') === null) return `list${query.get('continue') ?? ''}`;
    return query.get('sendInitialEvents') === 'true' ? 'stream' : `watch ${query.get('resourceVersion')}`;
  });
  return { seen, asked };
};

test('lists in pages, then watches from there; bookmarks and events move the version on', async () => {
  const { seen, asked } = await follow([
    list('5', [widget('a', '1')], 'next'),
    list('5', [widget('b', '2')]),
    stream(event('MODIFIED', widget('a', '6')), event('DELETED', widget('b', '7'))),
    stream(bookmark('20')),
  ]);
  expect(seen).toEqual(['list a@1 b@2 at 5', '+a@6', '-b@7']);
  expect(asked).toEqual(['list', 'listnext', 'watch 5', 'watch 7', 'watch 20']);
});

test.each([
  ['in the stream', stream(event('ERROR', { kind: 'Status', code: 410, reason: 'Expired', message: 'too old' }))],
  ['as the answer', failure(410, 'Expired')],
])('lists again when the version is too old: %s', async (_, gone) => {
  const { seen, asked } = await follow([list('5', [widget('a', '1')]), gone, list('90', [widget('b', '80')])]);
  expect(seen).toEqual(['list a@1 at 5', 'list b@80 at 90']);
  expect(asked).toEqual(['list', 'watch 5', 'list', 'watch 90']);
});

test('lists that are too old before anything comes after them are a failure from the second on', async () => {
  const gone = failure(410, 'Expired');
  const { seen } = await follow([
    list('5', [widget('a', '1')]),
    gone,
    list('6', [widget('a', '1')]),
    gone,
    list('7', [widget('a', '1')]),
    stream(event('ADDED', widget('b', '8'))),
    gone,
    list('9', [widget('a', '1')]),
  ]);
  expect(seen).toEqual(['list a@1 at 5', 'list a@1 at 6', 'failed Expired', 'list a@1 at 7', '+b@8', 'list a@1 at 9']);
});

test('a page that is too old begins the list anew', async () => {
  const { seen } = await follow([
    list('5', [widget('a', '1')], 'next'),
    failure(410, 'Expired'),
    list('6', [widget('a', '1'), widget('b', '6')]),
  ]);
  expect(seen).toEqual(['failed Expired', 'list a@1 b@6 at 6']);
});

test('an event that was cut is asked for again', async () => {
  const whole = event('ADDED', widget('b', '7'));
  const { seen, asked } = await follow([
    list('5', []),
    stream(event('ADDED', widget('a', '6')), whole.slice(0, 20)),
    stream(whole),
  ]);
  expect(seen).toEqual(['list  at 5', '+a@6', 'failed DecodeError', '+b@7']);
  expect(asked).toEqual(['list', 'watch 5', 'watch 6', 'watch 7']);
});

test('an event that cannot be read is reported, nothing after it is taken before it; at last the list is asked for', async () => {
  const bad = stream(event('ADDED', widget('a', '6')), '{"type":"ADD\n', event('ADDED', widget('b', '8')));
  const worse = stream('nonsense\n');
  const { seen, asked } = await follow([
    list('5', []),
    bad,
    worse,
    worse,
    list('9', [widget('a', '6'), widget('b', '8')]),
  ]);
  expect(seen).toEqual([
    'list  at 5',
    '+a@6',
    'failed DecodeError',
    'failed DecodeError',
    'failed DecodeError',
    'list a@6 b@8 at 9',
  ]);
  expect(asked).toEqual(['list', 'watch 5', 'watch 6', 'watch 6', 'list', 'watch 9']);
});

test('a connection that breaks is watched again from the last version', async () => {
  const breaking: Step = (request, response) => {
    response.writeHead(200);
    response.write(event('ADDED', widget('a', '6')), () => setTimeout(() => request.socket.destroy(), 20));
  };
  const { seen, asked } = await follow([list('5', []), breaking, stream(event('ADDED', widget('b', '7')))]);
  expect(seen).toEqual(['list  at 5', '+a@6', 'failed ConnectionError', '+b@7']);
  expect(asked).toEqual(['list', 'watch 5', 'watch 6', 'watch 7']);
});

test('a kind that is not there is reported and waited for', async () => {
  const { seen } = await follow([
    (_request, response) => void response.writeHead(404).end('404 page not found\n'),
    list('5', [widget('a', '1')]),
  ]);
  expect(seen).toEqual(['failed NotFound', 'list a@1 at 5']);
});

test('429 and a reset are retried inside the list', async () => {
  const { seen } = await follow([
    failure(429, 'TooManyRequests', { 'retry-after': '1' }),
    reset,
    list('5', [widget('a', '1')]),
  ]);
  expect(seen).toEqual(['list a@1 at 5']);
});

describe('a server with WatchList', () => {
  test('streams the collection and then its changes; what changes before the list is complete is in it', async () => {
    const { seen, asked } = await followAll([
      stream(
        event('ADDED', widget('a', '1')) + event('ADDED', widget('b', '2')) + event('ADDED', widget('c', '3')),
        event('MODIFIED', widget('a', '6')) + event('DELETED', widget('b', '7')),
        initialEventsEnd('7') + event('ADDED', widget('d', '8')),
      ),
    ]);
    expect(seen).toEqual(['list a@6 c@3 at 7', '+d@8']);
    expect(asked).toEqual(['stream', 'watch 8']);
  });

  test('is asked so again when the stream says after the list that the version is too old, at first quietly', async () => {
    const expired = event('ERROR', { kind: 'Status', code: 410, reason: 'Expired' });
    const { seen, asked } = await followAll([
      stream(event('ADDED', widget('a', '1')), initialEventsEnd('5'), event('ADDED', widget('b', '6')), expired),
      stream(event('ADDED', widget('a', '1')), initialEventsEnd('9'), expired),
      stream(event('ADDED', widget('a', '1')), initialEventsEnd('10'), expired),
      stream(event('ADDED', widget('c', '1')), initialEventsEnd('11')),
    ]);
    expect(seen).toEqual([
      'list a@1 at 5',
      '+b@6',
      'list a@1 at 9',
      'list a@1 at 10',
      'failed Expired',
      'list c@1 at 11',
    ]);
    expect(asked).toEqual(['stream', 'stream', 'stream', 'stream', 'watch 11']);
  });

  test('is asked so again when the version is too old', async () => {
    const { seen, asked } = await followAll([
      stream(event('ADDED', widget('a', '1')), initialEventsEnd('5')),
      failure(410, 'Expired'),
      stream(event('ADDED', widget('b', '80')), initialEventsEnd('90')),
    ]);
    expect(seen).toEqual(['list a@1 at 5', 'list b@80 at 90']);
    expect(asked).toEqual(['stream', 'watch 5', 'stream', 'watch 90']);
  });

  test.each([
    ['is too old', failure(410, 'Expired'), 'Expired'],
    ['is busy', failure(429, 'TooManyRequests'), 'TooManyRequests'],
    ['breaks off', reset, 'ConnectionError'],
    ['cannot be read', stream(event('ADDED', widget('x', '1')), 'nonsense\n'), 'DecodeError'],
  ])('a list that %s begins anew, and nothing of it is taken', async (_, step, error) => {
    const { seen, asked } = await followAll([step, stream(event('ADDED', widget('a', '1')), initialEventsEnd('5'))]);
    expect(seen).toEqual([`failed ${error}`, 'list a@1 at 5']);
    expect(asked).toEqual(['stream', 'stream', 'watch 5']);
  });
});

describe('a server without WatchList', () => {
  test.each([400, 422])('that says so (%i) is asked once', async (code) => {
    const { seen, asked } = await followAll([
      failure(code, 'Invalid'),
      list('5', [widget('a', '1')]),
      failure(410, 'Expired'),
      list('9', [widget('b', '8')]),
    ]);
    expect(seen).toEqual(['list a@1 at 5', 'list b@8 at 9']);
    expect(asked).toEqual(['stream', 'list', 'watch 5', 'list', 'watch 9']);
  });

  test('that takes the request for a plain watch is asked for a list when it falls silent', async () => {
    const { seen, asked } = await followAll([open, list('5', [widget('a', '1')])]);
    expect(seen).toEqual(['failed NoInitialEvents', 'list a@1 at 5']);
    expect(asked).toEqual(['stream', 'list', 'watch 5']);
  });

  test('is none when it refuses the list too: then it is the selector', async () => {
    const { seen, asked } = await followAll([
      failure(400, 'BadRequest'),
      failure(400, 'BadRequest'),
      stream(event('ADDED', widget('a', '1')), initialEventsEnd('5')),
    ]);
    expect(seen).toEqual(['failed BadRequest', 'list a@1 at 5']);
    expect(asked).toEqual(['stream', 'list', 'stream', 'watch 5']);
  });
});

test('a stream in which bookmarks have come is dead without them', async () => {
  const quiet: Step = (_request, response) => void response.writeHead(200).write(bookmark('6'));
  const { seen, asked } = await follow([list('5', []), quiet, stream(event('ADDED', widget('a', '7')))]);
  expect(seen).toEqual(['list  at 5', 'failed ConnectionError', '+a@7']);
  expect(asked).toEqual(['list', 'watch 5', 'watch 6', 'watch 7']);
});
