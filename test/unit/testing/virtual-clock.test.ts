import { expect, test } from 'vitest';
import type { Clock } from 'k8s-operator-runtime';
import { skewedClock, virtualClock } from 'k8s-operator-runtime/testing';

test('timers fire in the order of their times, those of one time as they were set, also those that timers set', async () => {
  const clock = virtualClock();
  const fired: string[] = [];
  const at = (name: string, milliseconds: number) =>
    clock.schedule(milliseconds, () => void fired.push(`${name}@${clock.elapsed()}`));
  at('late', 30);
  at('first', 10);
  at('second', 10);
  at('cancelled', 5)();
  clock.schedule(20, () => void Promise.resolve().then(() => at('nested', 5)));
  await clock.advance(29);
  expect(fired).toEqual(['first@10', 'second@10', 'nested@25']);
  expect([clock.elapsed(), clock.timers()]).toEqual([29, 1]);
  expect(await clock.next()).toBe(1);
  expect(await clock.next()).toBeUndefined();
  expect(fired.at(-1)).toBe('late@30');
});

test('the wall clock can be set without moving timers', async () => {
  const clock = virtualClock({ start: Date.UTC(2026, 5, 1) });
  let fired = false;
  clock.schedule(100, () => (fired = true));
  clock.set(Date.UTC(2027, 0, 1));
  expect([clock.now(), clock.elapsed(), fired]).toEqual([Date.UTC(2027, 0, 1), 0, false]);
  await clock.advance(100);
  expect([clock.now(), fired]).toEqual([Date.UTC(2027, 0, 1) + 100, true]);
});

test('chance is a number, or follows from a seed', () => {
  const some = (clock: Clock) => Array.from({ length: 5 }, clock.random);
  expect(some(virtualClock({ random: 0.25 }))).toEqual([0.25, 0.25, 0.25, 0.25, 0.25]);
  const seeded = some(virtualClock({ random: { seed: 7 } }));
  expect(some(virtualClock({ random: { seed: 7 } }))).toEqual(seeded);
  expect(some(virtualClock({ random: { seed: 8 } }))).not.toEqual(seeded);
  expect(new Set(seeded).size).toBe(5);
  expect(seeded.every((number) => number >= 0 && number < 1)).toBe(true);
});

test.each<[string, Parameters<typeof skewedClock>[0], number, number]>([
  ['ahead', { offset: 3_600_000 }, 3_601_000, 1_000],
  ['behind', { offset: -60_000 }, -59_000, 1_000],
  ['too fast', { speed: 2 }, 2_000, 500],
  ['too slow', { speed: 0.5 }, 500, 2_000],
])('a clock that is %s', async (_name, skew, shows, fires) => {
  const right = virtualClock({ start: 0 });
  const clock = skewedClock(skew, right);
  let fired: number | undefined;
  clock.schedule(1_000, () => (fired = right.elapsed()));
  await right.advance(1_000);
  expect(clock.now()).toBe(shows);
  await right.advance(1_000);
  expect(fired).toBe(fires);
});
