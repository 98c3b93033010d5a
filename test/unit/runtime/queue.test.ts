import { describe, expect, test } from 'vitest';
import { createQueue } from '../../../runtime/src/queue/queue.ts';
import { virtualClock } from 'k8s-operator-runtime/testing';

const started = () => {
  const clock = virtualClock();
  const queue = createQueue({ clock });
  const given: string[] = [];
  const take = async () => {
    const key = await queue.next();
    if (key !== undefined) given.push(key);
    return key;
  };
  return { clock, queue, given, take };
};

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
