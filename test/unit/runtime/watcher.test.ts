/** The watcher: pages, bookmarks, what is too old, broken, cut or unreadable. */
import { expect, test } from 'vitest';
import { failure, reset, type Step } from './scripted-server.ts';
import { bookmark, event, follow, list, stream } from './scripted-watch.ts';
import { widget } from './widget.ts';

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

test('a stream in which bookmarks have come is dead without them', async () => {
  const quiet: Step = (_request, response) => void response.writeHead(200).write(bookmark('6'));
  const { seen, asked } = await follow([list('5', []), quiet, stream(event('ADDED', widget('a', '7')))]);
  expect(seen).toEqual(['list  at 5', 'failed ConnectionError', '+a@7']);
  expect(asked).toEqual(['list', 'watch 5', 'watch 6', 'watch 7']);
});
