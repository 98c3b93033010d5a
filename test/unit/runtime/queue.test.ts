import { describe, expect, test } from 'vitest';
import { LOW_PRIORITY } from 'k8s-operator-runtime';
import { virtualClock } from 'k8s-operator-runtime/testing';
import type { QueueState } from '../../../runtime/src/queue/observer.ts';
import { createQueue } from '../../../runtime/src/queue/queue.ts';
import { started } from './started-queue.ts';

describe('the work queue', () => {
  test('gives a key once, however often it was added, in order', async () => {
    const { queue, given, take, clock } = started();
    for (const key of ['a', 'b', 'a', 'c', 'b']) queue.add(key);
    for (let i = 0; i < 4; i += 1) void take();
    await clock.advance(0);
    expect(given).toEqual(['a', 'b', 'c']);
  });

  test('gives a key to one worker at a time, and again if it was added meanwhile', async () => {
    const { queue, given, take, clock } = started();
    queue.add('a');
    await take();
    queue.add('a');
    queue.add('a');
    void take();
    void take();
    await clock.advance(0);
    expect(given).toEqual(['a']);
    queue.done('a');
    await clock.advance(0);
    expect(given).toEqual(['a', 'a']);
    queue.done('a');
    await clock.advance(0);
    expect(given).toEqual(['a', 'a']);
  });

  test('waits 5 ms, 10 ms, … 1000 s between failures, until forgotten', async () => {
    const { queue, clock } = started();
    const start = clock.now();
    let at = start;
    const waits: number[] = [];
    const failing = async (): Promise<void> => {
      for (let key = await queue.next(); key !== undefined; key = await queue.next()) {
        waits.push(clock.now() - at);
        at = clock.now();
        queue.addRateLimited(key);
        queue.done(key);
      }
    };
    queue.add('a');
    const worker = failing();
    await clock.advance(5_000_000);
    expect(waits.slice(0, 6)).toEqual([0, 5, 10, 20, 40, 80]);
    expect(waits.at(-1)).toBe(1_000_000);
    queue.forget('a');
    queue.shutDown();
    await worker;
  });

  test('keeps the earliest of several times', async () => {
    const { queue, given, take, clock } = started();
    queue.addAfter('a', 1000);
    queue.addAfter('a', 100);
    queue.addAfter('a', 500);
    void take();
    await clock.advance(99);
    expect(given).toEqual([]);
    await clock.advance(1);
    expect(given).toEqual(['a']);
  });

  test('gives nothing more out when it was shut down', async () => {
    const { queue, take } = started();
    const waiting = take();
    queue.add('a');
    await waiting;
    queue.add('b');
    queue.addAfter('c', 1);
    queue.shutDown();
    queue.add('d');
    expect(await queue.next()).toBeUndefined();
  });

  test('waits as long as asked for, also when the clock of the machine is set back meanwhile', async () => {
    const clock = virtualClock();
    let set = 0;
    const queue = createQueue({ clock: { ...clock, now: () => clock.now() + set, elapsed: clock.now } });
    queue.addAfter('a', 1000);
    set = -3_600_000;
    const next = queue.next();
    await clock.advance(1000);
    expect(await Promise.race([next, Promise.resolve('waiting')])).toBe('a');
  });
});

/** Takes what is ready, in order, each done at once. */
const drain = async (queue: ReturnType<typeof createQueue>): Promise<string[]> => {
  const keys: string[] = [];
  while (queue.length() > 0) {
    const key = (await queue.next()) ?? '';
    keys.push(key);
    queue.done(key);
  }
  return keys;
};

describe('priorities', () => {
  test.each<[string, readonly (readonly [string, number?])[], string]>([
    ['higher first, in order within one', [['a', -100], ['b', -100], ['c'], ['d', 5], ['e']], 'd c e a b'],
    [
      'a key that is added again keeps the higher one',
      [['a', -100], ['b', -100], ['c', -100], ['b'], ['b', -100]],
      'b a c',
    ],
    ['a lower one does not send it back', [['a'], ['b'], ['a', -100]], 'a b'],
  ])('%s', async (_name, added, order) => {
    const { queue } = started();
    for (const [key, priority] of added) queue.add(key, priority);
    expect((await drain(queue)).join(' ')).toBe(order);
  });

  test('that of a run holds for its retry and for what it asks for; that of what was added meanwhile for the next run', async () => {
    const { queue, clock } = started();
    const order = async (act: (key: string) => void) => {
      queue.add('a', LOW_PRIORITY);
      act((await queue.next()) ?? '');
      queue.done('a');
      await clock.advance(10);
      queue.add('b', -50);
      return (await drain(queue)).join(' ');
    };
    expect(await order(queue.addRateLimited)).toBe('b a');
    expect(await order((key) => queue.addAfter(key, 5))).toBe('b a');
    expect(await order((key) => queue.addAfter(key, 5, 1))).toBe('a b');
    expect(await order((key) => queue.add(key, 0))).toBe('a b');
  });

  test('what is low gets a turn of seventeen however much comes above it', async () => {
    const { queue } = started();
    queue.add('low', LOW_PRIORITY);
    const given: string[] = [];
    for (let i = 0; i < 40; i += 1) {
      queue.add(`a${i}`);
      queue.add(`b${i}`);
      const key = (await queue.next()) ?? '';
      given.push(key);
      queue.done(key);
    }
    expect(given.indexOf('low')).toBe(16);
  });
});

test('groups take turns: ten of one do not keep one of another waiting', async () => {
  const { queue } = started({ groupOf: (key) => key.slice(0, key.indexOf('/')) });
  for (let i = 0; i < 4; i += 1) queue.add(`big/${i}`);
  for (const key of ['small/0', 'other/0', 'small/1']) queue.add(key);
  expect(await drain(queue)).toEqual(['big/0', 'small/0', 'other/0', 'big/1', 'small/1', 'big/2', 'big/3']);
});

describe('what the queue tells of itself', () => {
  test('depth by priority, work in progress', async () => {
    let state: () => QueueState = () => expect.unreachable();
    const count = { added: 0, retried: 0, waited: 0, worked: 0 };
    const { queue, clock } = started({
      observer: {
        added: () => (count.added += 1),
        retried: () => (count.retried += 1),
        waited: (seconds) => (count.waited += seconds),
        worked: (seconds) => (count.worked += seconds),
        attach: (read) => (state = read),
      },
    });
    for (const key of ['a', 'b', 'c']) queue.add(key);
    queue.add('d', LOW_PRIORITY);
    await clock.advance(1000);
    await queue.next();
    await clock.advance(2000);
    await queue.next();
    await clock.advance(500);
    expect(state()).toEqual({
      depths: new Map([
        [0, 1],
        [-100, 1],
      ]),
      unfinishedSeconds: 3,
      longestSeconds: 2.5,
    });
    queue.add('a');
    queue.addRateLimited('b');
    for (const key of ['a', 'b']) queue.done(key);
    expect(state()).toMatchObject({ unfinishedSeconds: 0, longestSeconds: 0 });
    expect(count).toEqual({ added: 5, retried: 1, waited: 4, worked: 3 });
  });

  test('a key that is dropped comes no more, but what runs of it ends in peace', async () => {
    const { queue, clock } = started({ debounce: 0 });
    queue.add('a');
    await queue.next();
    queue.add('a');
    queue.drop('a');
    queue.add('b');
    queue.drop('b');
    queue.addAfter('c', 10);
    queue.drop('c');
    expect(queue.isActive('a')).toBe(true);
    queue.done('a');
    await clock.advance(100);
    expect(queue.length()).toBe(0);
    expect(clock.timers()).toBe(0);
  });
});

test('a hundred thousand keys come in order', async () => {
  const { queue } = started();
  const expected = Array.from({ length: 100_000 }, (_, index) => `${index}`);
  for (const key of expected) queue.add(key);
  expect(await drain(queue)).toEqual(expected);
});
