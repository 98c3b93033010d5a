import { describe, expect, test } from 'vitest';
import { hashOf, NOBODY, type View, viewFrom, viewOf } from '../../../runtime/src/sharding/view.ts';

const keys = Array.from({ length: 10_000 }, (_, index) => `/example.com/Gadget/team-${index % 37}/object-${index}`);
const members = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `operator-7d9f-${index}`);
const owners = (view: View): readonly (string | undefined)[] => keys.map((key) => view.ownerOf(hashOf(key)));

describe('rendezvous hashing', () => {
  test.each([2, 3, 5, 10, 40])('gives each of %i members about as many keys', (count) => {
    const owned = new Map<string | undefined, number>();
    for (const owner of owners(viewOf(members(count)))) owned.set(owner, (owned.get(owner) ?? 0) + 1);
    expect(owned.size).toBe(count);
    const fair = keys.length / count;
    // Five standard deviations.
    const spread = 5 * Math.sqrt(fair * (1 - 1 / count));
    for (const number of owned.values()) expect(Math.abs(number - fair)).toBeLessThan(spread);
  });

  test('moves only keys of who joins or leaves', () => {
    const all = members(6);
    const before = owners(viewOf(all));
    const joined = owners(viewOf([...all, 'one-more']));
    const left = owners(viewOf(all.slice(1)));
    const moved = (after: readonly (string | undefined)[]) =>
      keys.flatMap((_, index) => (after[index] === before[index] ? [] : [index]));
    expect(new Set(moved(joined).map((index) => joined[index]))).toEqual(new Set(['one-more']));
    expect(new Set(moved(left).map((index) => before[index]))).toEqual(new Set([all[0]]));
  });

  test('is the same wherever it is computed, whatever the order', () => {
    const view = viewOf(['b', 'a', 'c', 'a']);
    expect(view.members).toEqual(['a', 'b', 'c']);
    expect(owners(viewFrom(view.id))).toEqual(owners(view));
    // What other members of other releases rely on.
    expect(['default/a', 'default/b', 'c'].map(hashOf)).toMatchInlineSnapshot(`
      [
        2216773055,
        3635618516,
        1185767313,
      ]
    `);
    expect(
      keys
        .slice(0, 12)
        .map((key) => view.ownerOf(hashOf(key)))
        .join(''),
    ).toMatchInlineSnapshot(`"aaccbccbbaaa"`);
  });

  test('gives nothing to nobody', () => {
    expect(NOBODY.ownerOf(hashOf('default/a'))).toBeUndefined();
    expect(viewFrom('')).toMatchObject({ id: '', members: [] });
  });
});
