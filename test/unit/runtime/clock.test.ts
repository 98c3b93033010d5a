import { once } from 'node:events';
import { expect, test } from 'vitest';
import { systemClock } from 'k8s-operator-runtime';

test.each([-50, 0, 1])('a timer of %i ms fires, without a warning', async (milliseconds) => {
  const warned = once(process, 'warning', { signal: AbortSignal.timeout(100) }).catch(() => undefined);
  await new Promise<void>((resolve) => systemClock.schedule(milliseconds, resolve));
  expect(await warned).toBeUndefined();
});

test('a timer beyond the longest that Node has does not fire at once', async () => {
  let fired = false;
  const cancel = systemClock.schedule(2 ** 40, () => (fired = true));
  await new Promise((resolve) => setTimeout(resolve, 20));
  cancel();
  expect(fired).toBe(false);
});
