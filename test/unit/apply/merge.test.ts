import { describe, expect, test } from 'vitest';
import { mergeFile } from '../../../generators/core/apply/merge.ts';

const merge = (path: string, base: string, yours: string, generated: string) => mergeFile(path, base, yours, generated);

describe('YAML', () => {
  const base = 'on: push\njobs:\n  test:\n    steps:\n      - run: npm ci\n      - run: npm test\n';

  test('comments and layout of the user stay', async () => {
    const yours = base.replace('on: push', '# when\non:   [push, pull_request]   # both');
    const generated = base.replace('npm test', 'npm run check');
    expect(await merge('ci.yaml', base, yours, generated)).toEqual({
      text: yours.replace('npm test', 'npm run check'),
    });
  });

  test('neighbouring keys do not collide, and comments are kept', async () => {
    const { text, conflict } = await merge(
      'v.yaml',
      'a: 1\nb: 1\n',
      '# mine\na: 2 # two\nb: 1\n',
      'a: 1\nb: 2\nc: 3\n',
    );
    expect(conflict).toBeUndefined();
    expect(text).toBe('# mine\na: 2 # two\nb: 2\nc: 3\n');
  });

  test('items that each side added to a list both stay', async () => {
    const yours = base.replace('      - run: npm ci', '      - run: echo mine\n      - run: npm ci');
    const generated = `${base}      - run: npm audit\n`;
    expect((await merge('ci.yaml', base, yours, generated)).text).toBe(`${yours}      - run: npm audit\n`);
  });

  test('one key changed on both sides is named', async () => {
    const { conflict } = await merge('v.yaml', 'a: {b: 1}\n', 'a: {b: 2}\n', 'a: {b: 3}\n');
    expect(conflict?.places).toEqual(['a.b']);
    expect(conflict?.marked).toContain('<<<<<<< yours');
  });

  test('what is no single sound document is merged by line', async () => {
    const { text } = await merge('t.yaml', '{{ a }}\n1\n2\n3\n', '{{ a }}\nmine\n2\n3\n', '{{ a }}\n1\n2\nnew\n');
    expect(text).toBe('{{ a }}\nmine\n2\nnew\n');
  });
});

describe('JSON', () => {
  test("the user's order, indent and deletions stay", async () => {
    const { text, conflict } = await merge(
      'p.json',
      '{"a":1,"b":1,"c":1}',
      '{\n\t"b": 1,\n\t"a": 1\n}\n',
      '{"a":1,"b":2,"c":1}',
    );
    expect(conflict).toBeUndefined();
    expect(text).toBe('{\n\t"b": 2,\n\t"a": 1\n}\n');
  });

  test('a deletion against a change is a conflict', async () => {
    expect((await merge('p.json', '{"a":{"b":1}}', '{"a":{}}', '{"a":{"b":2}}')).conflict?.places).toEqual(['a.b']);
  });

  test('__proto__ is a key like any other', async () => {
    const { text } = await merge('p.json', '{"a":1}', '{"a":1,"__proto__":{"x":1}}', '{"a":2}');
    expect(text).toContain('__proto__');
    expect(({} as { x?: number }).x).toBeUndefined();
  });

  test('a file that is no JSON any more is merged by line', async () => {
    expect(
      (
        await merge(
          'p.json',
          '{\n"a":1,\n"b":1,\n"c":1\n}\n',
          '{\n// mine\n"a":1,\n"b":1,\n"c":1\n}\n',
          '{\n"a":1,\n"b":1,\n"c":2\n}\n',
        )
      ).text,
    ).toBe('{\n// mine\n"a":1,\n"b":1,\n"c":2\n}\n');
  });
});

test('CRLF stays CRLF', async () => {
  expect((await merge('a', '1\n2\n3\n', 'mine\r\n2\r\n3\r\n', '1\n2\nnew\n')).text).toBe('mine\r\n2\r\nnew\r\n');
});
