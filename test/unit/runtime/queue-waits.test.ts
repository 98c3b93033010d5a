import { describe, expect, test } from 'vitest';
import { rateLimiter } from 'k8s-operator-runtime';
import { started } from './started-queue.ts';

describe('debounce', () => {
  test('a key comes when it has been quiet, each event begins anew', async () => {
    const { queue, clock, given, take } = started({ debounce: 1000 });
    void take();
    for (let i = 0; i < 5; i += 1) {
      queue.add('a');
      await clock.advance(900);
    }
    expect(given).toEqual([]);
    await clock.advance(99);
    expect(given).toEqual([]);
    await clock.advance(1);
    expect(given).toEqual(['a']);
  });

  test('does not put off a time that was asked for, nor a retry', async () => {
    const { queue, clock, given, take } = started({ debounce: 1000 });
    void take();
    queue.addAfter('a', 500);
    queue.add('a');
    await clock.advance(499);
    expect(given).toEqual([]);
    await clock.advance(1);
    expect(given).toEqual(['a']);
    void take();
    queue.addRateLimited('a');
    queue.done('a');
    await clock.advance(5);
    expect(given).toEqual(['a', 'a']);
  });
});

describe('retry fairness', () => {
  test('a run that an event starts within a wait uses no retry up and does not put the retry off', async () => {
    const { queue, clock } = started({ rateLimiter: rateLimiter.exponential({ first: 1000, longest: '1h' }) });
    const runs: number[] = [];
    const failing = async () => {
      for (let key = await queue.next(); key !== undefined; key = await queue.next()) {
        runs.push(clock.elapsed());
        queue.addRateLimited(key);
        queue.done(key);
      }
    };
    const worker = failing();
    queue.add('a');
    await clock.advance(1000);
    // The retry at 1000 failed: the next is due at 3000.
    for (let at = 1500; at < 3000; at += 500) {
      await clock.advance(500);
      queue.add('a');
    }
    await clock.advance(10_000);
    queue.shutDown();
    await worker;
    expect(runs).toEqual([0, 1000, 1500, 2000, 2500, 3000, 7000]);
  });

  test('what a run asks for replaces what the one before asked for', async () => {
    const { queue, clock } = started();
    queue.add('a');
    await queue.next();
    queue.addAfter('a', 1000);
    queue.done('a');
    queue.add('a');
    await queue.next();
    queue.forget('a');
    queue.done('a');
    await clock.advance(5000);
    expect(queue.length()).toBe(0);
    expect(clock.timers()).toBe(0);
  });
});

describe('rate limiters', () => {
  const waits = (limiter: ReturnType<typeof rateLimiter.exponential>, now = 0) =>
    [1, 2, 3, 4, 30].map((failures) => limiter('a', failures, now));

  test.each([
    ['exponential, by default', waits(rateLimiter.exponential()), [5, 10, 20, 40, 1_000_000]],
    [
      'exponential, in words',
      waits(rateLimiter.exponential({ first: '1s', longest: '5s' })),
      [1000, 2000, 4000, 5000, 5000],
    ],
    ['a bucket of two, ten a second', waits(rateLimiter.bucket({ perSecond: 10, burst: 2 })), [0, 0, 100, 200, 300]],
    ['one of your own', waits((_key, failures) => failures), [1, 2, 3, 4, 30]],
    [
      'the longest of two',
      waits(
        rateLimiter.maxOf(rateLimiter.exponential({ longest: 50 }), rateLimiter.bucket({ perSecond: 10, burst: 2 })),
      ),
      [5, 10, 100, 200, 300],
    ],
  ])('%s', (_name, given, expected) => expect(given).toEqual(expected));

  test('a bucket fills with time', () => {
    const limiter = rateLimiter.bucket({ perSecond: 10, burst: 2 });
    expect([0, 0, 0, 1000, 1000, 1000].map((now) => limiter('a', 1, now))).toEqual([0, 0, 100, 0, 0, 100]);
  });

  test.each([
    [() => rateLimiter.bucket({ perSecond: 0, burst: 1 }), 'rateLimiter.bucket: perSecond is 0, burst is 1.'],
    [() => rateLimiter.exponential({ first: 'soon' }), '"soon" is no duration.'],
  ])('what cannot work is refused: %#', (make, message) => expect(make).toThrow(message));
});
