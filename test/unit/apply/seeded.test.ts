/** What is said of a seeded file whose code and spec have parted. */
import { describe, expect, test } from 'vitest';
import { apply, changes, folder, read, seeded } from './tree.ts';

describe('a seeded file that was written before the spec declared children', () => {
  const note = (names: string): string =>
    `does not call ${names} of ./children.ts, which operator.yaml declares: add it.`;
  test.for<[name: string, text: string, note: string | undefined]>([
    ['calls neither', '// under `children`\nlog();\n', note('children() and status()')],
    ['calls one', 'await apply(children(object));\n', note('status()')],
    ['calls both', 'await apply(children(object));\nawait setStatus(status(object));\n', undefined],
    ['by other names', "import { children as owned, status as report } from './children.ts';\n", undefined],
  ])('%s', async ([, text, expected]) => {
    const root = folder();
    await apply(root, [seeded('a', text)]);
    const { changes: found } = await changes(root, [{ ...seeded('a', 'new\n'), calls: ['children', 'status'] }]);
    expect(found).toMatchObject([{ path: 'a', action: 'keep' }]);
    expect(found[0]?.note).toBe(expected);
    expect(read(root)).toEqual({ a: text });
  });
});
