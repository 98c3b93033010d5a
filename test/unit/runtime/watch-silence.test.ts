/** Watches in which nothing comes: dead ones are asked for anew, healthy ones are left alone. */
import { expect, test } from 'vitest';
import { bookmark, event, follow, followAll, initialEventsEnd, list, open, opened, stream } from './scripted-watch.ts';
import { widget } from './widget.ts';

const AN_EVENT = stream(event('ADDED', widget('a', '9')));

test('a stream is not waited for when bookmarks have come in an earlier one', async () => {
  const { seen, asked } = await follow([list('5', []), stream(bookmark('6')), open, AN_EVENT]);
  expect(seen).toEqual(['list  at 5', '+a@9']);
  expect(asked).toEqual(['list', 'watch 5', 'watch 6', 'watch 6', 'watch 9']);
});

test('nor when a bookmark has ended its initial list', async () => {
  const { seen, asked } = await followAll([opened(initialEventsEnd('5')), AN_EVENT]);
  expect(seen).toEqual(['list  at 5', '+a@9']);
  expect(asked).toEqual(['stream', 'watch 5', 'watch 9']);
});

test('a stream that brought bookmarks and then nothing has failed', async () => {
  const { seen } = await followAll([opened(initialEventsEnd('5'), bookmark('6')), AN_EVENT]);
  expect(seen).toEqual(['list  at 5', 'failed ConnectionError', '+a@9']);
});

test('a server that never sent one is left alone', async () => {
  const { seen, asked } = await follow([list('5', [])], 200);
  expect(seen).toEqual(['list  at 5']);
  expect(asked).toEqual(['list', 'watch 5']);
});

test('one that sent none when it was asked anew is left alone too, until it sends one', async () => {
  const quiet = await followAll([opened(initialEventsEnd('5'))], 200);
  expect(quiet.seen).toEqual(['list  at 5']);
  expect(quiet.asked).toEqual(['stream', 'watch 5']);

  const woken = await followAll([opened(initialEventsEnd('5')), stream(bookmark('6')), open, AN_EVENT]);
  expect(woken.seen).toEqual(['list  at 5', '+a@9']);
  expect(woken.asked).toEqual(['stream', 'watch 5', 'watch 6', 'watch 6', 'watch 9']);
});
