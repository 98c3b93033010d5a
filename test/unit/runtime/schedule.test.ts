import { expect, test } from 'vitest';
import { channel, cron, interval, type ObjectKey, silentLogger, type Source } from 'k8s-operator-runtime';
import { virtualClock } from 'k8s-operator-runtime/testing';
import { widget } from './widget.ts';

/** Starts a source of a controller of two widgets; answers when it woke which, in ISO time. */
const started = (source: Source, start = '2026-03-28T12:00:00Z') => {
  const clock = virtualClock({ start: Date.parse(start) });
  const woken: string[] = [];
  const stop = new AbortController();
  const running = Promise.withResolvers<void>();
  void source.start({
    enqueue: ({ name }: ObjectKey, priority) =>
      woken.push(
        `${new Date(clock.now()).toISOString().slice(0, 16)} ${name}${priority === undefined ? '' : ` ${priority}`}`,
      ),
    objects: () => [widget('a', '1'), widget('b', '1')],
    started: running.promise,
    signal: stop.signal,
    clock,
    log: silentLogger,
  });
  return { clock, woken, begin: running.resolve, stop: () => stop.abort() };
};

const DAY = 86_400_000;

test('an interval wakes all, or those selected, from when reconciles begin until the controller stops', async () => {
  const { clock, woken, begin, stop } = started(
    interval('10m', { select: ({ metadata }) => metadata.name === 'a', priority: 3 }),
  );
  await clock.advance(3_600_000);
  expect(woken).toEqual([]);
  begin();
  await clock.advance(1_500_000);
  expect(woken).toEqual(['2026-03-28T13:10 a 3', '2026-03-28T13:20 a 3']);
  stop();
  await clock.advance(DAY);
  expect(woken).toHaveLength(2);
  expect(clock.timers()).toBe(0);
});

test('cron wakes at its times, by the time zone and its daylight saving', async () => {
  const { clock, woken, begin, stop } = started(cron('0 4 * * *', { timezone: 'Europe/Berlin' }));
  begin();
  await clock.advance(2 * DAY);
  stop();
  expect(woken).toEqual(['2026-03-29T02:00 a', '2026-03-29T02:00 b', '2026-03-30T02:00 a', '2026-03-30T02:00 b']);
});

test('cron is UTC by default, and comes once at each time though a timer is early', async () => {
  const clock = virtualClock({ start: Date.parse('2026-01-01T00:00:00Z') });
  const early = {
    ...clock,
    schedule: (wait: number, act: () => void) => clock.schedule(wait > 1000 ? wait - 1 : wait, act),
  };
  const woken: string[] = [];
  const stop = new AbortController();
  void cron('@hourly').start({
    enqueue: ({ name }) => woken.push(`${new Date(clock.now()).toISOString().slice(11, 16)} ${name}`),
    objects: () => [widget('a', '1')],
    started: Promise.resolve(),
    signal: stop.signal,
    clock: early,
    log: silentLogger,
  });
  await clock.advance(2.5 * 3_600_000);
  stop.abort();
  expect(woken).toEqual(['01:00 a', '02:00 a']);
});

test.each([
  [() => cron('every day'), 'cron("every day"): '],
  [() => cron('0 0 * * *', { timezone: 'Nowhere/Else' }), 'Invalid timezone'],
  [() => cron('0 0 30 2 *'), 'it never comes'],
  [() => interval(0), 'interval: the period is 0.'],
  [() => interval('often'), '"often" is no duration.'],
])('what cannot work is refused: %#', (make, message) => expect(make).toThrow(message));

test('a channel keeps what is pushed early, each key once, and reaches every controller later', () => {
  const orders = channel();
  orders.push({ namespace: 'default', name: 'early' });
  orders.push({ namespace: 'default', name: 'early' });
  const one = started(orders);
  const two = started(orders);
  orders.push(widget('late', '1'), { priority: 5 });
  expect(one.woken.map((line) => line.slice(17))).toEqual(['early', 'late 5']);
  expect(two.woken.map((line) => line.slice(17))).toEqual(['late 5']);
  two.stop();
  orders.push(widget('last', '1'));
  expect(two.woken).toHaveLength(1);
  expect(one.woken).toHaveLength(3);
});
