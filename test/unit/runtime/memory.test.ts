import { describe, expect, test } from 'vitest';
import { virtualClock } from 'k8s-operator-runtime/testing';
import { type ProcessMemory, releaseMemoryWhenQuiet, thisProcess } from '../../../runtime/src/manager/memory.ts';

const MB = 2 ** 20;

/** In which seconds garbage was collected, of a process that was busy for so many milliseconds of each. */
const collections = async (
  busy: readonly number[],
  { used = 10 * MB, takes = 0 }: { readonly used?: number; readonly takes?: number } = {},
): Promise<readonly number[]> => {
  const clock = virtualClock();
  let cpu = 0;
  let late = 0;
  const collected: number[] = [];
  const memory: ProcessMemory = {
    cpu: () => cpu,
    used: () => used,
    collect: () => {
      collected.push(Math.round(clock.now() / 1000));
      cpu += takes;
      late += takes;
    },
  };
  const begin = clock.now();
  const end = releaseMemoryWhenQuiet({ ...clock, elapsed: () => clock.now() + late }, memory);
  for (const milliseconds of busy) {
    cpu += milliseconds;
    await clock.advance(1_000);
  }
  end();
  expect(clock.timers()).toBe(0);
  return collected.map((second) => second - begin / 1000);
};

describe('garbage is collected', () => {
  test.each<[string, readonly number[], Parameters<typeof collections>[1], readonly number[]]>([
    ['never in a process that always had little to do', [10, 20, 40, 10], {}, []],
    ['never in one that is always busy', [500, 900, 100, 1_000], {}, []],
    ['once when work is over', [900, 900, 5, 5, 5], {}, [3]],
    ['not while there is some left', [900, 60, 60, 5], {}, [4]],
    ['after each work', [900, 5, 900, 5], {}, [2, 4]],
    ['and what that took is no work', [900, 5, 5, 5, 5], { takes: 10 }, [2]],
    ['for a hundredth of the time at most', [900, 5, 900, 5, 5, 5, 5], { takes: 40 }, [2, 6]],
    ['not where much is in use', [900, 5, 5], { used: 200 * MB }, []],
  ])('%s', async (_, busy, given, expected) => expect(await collections(busy, given)).toEqual(expected));

  test('for real', () => {
    let large: object | undefined = { list: Array.from({ length: 100_000 }, (_, index) => ({ index })) };
    const reference = new WeakRef(large);
    const before = thisProcess.used();
    large = undefined;
    return new Promise<void>((resolve) => setTimeout(resolve, 0)).then(() => {
      thisProcess.collect();
      expect(reference.deref()).toBeUndefined();
      expect(thisProcess.used()).toBeLessThan(before);
      expect(thisProcess.cpu()).toBeGreaterThan(0);
      expect('gc' in globalThis).toBe(false);
    });
  });
});
