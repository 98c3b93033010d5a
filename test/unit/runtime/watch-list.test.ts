/** The watcher on servers that stream lists (WatchList), and on those that do not. */
import { describe, expect, test } from 'vitest';
import { failure, reset } from './scripted-server.ts';
import { event, followAll, initialEventsEnd, list, open, stream } from './scripted-watch.ts';
import { widget } from './widget.ts';

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
