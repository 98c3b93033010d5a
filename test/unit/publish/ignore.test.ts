import { describe, expect, test } from 'vitest';
import { goPattern } from '../../../generators/core/publish/go-match.ts';
import { helmIgnore } from '../../../generators/core/publish/helm-ignore.ts';
import { sourceIgnore } from '../../../generators/core/publish/source-ignore.ts';

describe("Go's patterns", () => {
  // From the tests of Go's path/filepath.
  test.each([
    ['abc', 'abc', true],
    ['*', 'abc', true],
    ['*c', 'abc', true],
    ['a*', 'a', true],
    ['a*', 'ab/c', false],
    ['a*/b', 'abc/b', true],
    ['a*/b', 'a/c/b', false],
    ['a*b*c*d*e*/f', 'axbxcxdxe/f', true],
    ['a*b*c*d*e*/f', 'axbxcxdxexxx/fff', false],
    ['a*b?c*x', 'abxbbxdbxebxczzx', true],
    ['a*b?c*x', 'abxbbxdbxebxczzy', false],
    ['ab[c]', 'abc', true],
    ['ab[b-d]', 'abc', true],
    ['ab[e-g]', 'abc', false],
    ['ab[^c]', 'abc', false],
    ['ab[^e-g]', 'abc', true],
    [String.raw`a\*b`, 'a*b', true],
    [String.raw`a\*b`, 'ab', false],
    ['a?b', 'a☺b', true],
    ['a[^a]b', 'a☺b', true],
    ['a???b', 'a☺b', false],
    ['[a-ζ]*', 'α', true],
    ['*[a-ζ]', 'A', false],
    ['a?b', 'a/b', false],
    ['a*b', 'a/b', false],
    [String.raw`[\]a]`, ']', true],
    [String.raw`[\-]`, '-', true],
    [String.raw`[x\-]`, 'z', false],
    ['[b-a]', 'b', false],
    ['*x', 'xxx', true],
    ['a.c', 'abc', false],
    ['a$', 'a$', true],
    ['(a|b)+', '(a|b)+', true],
  ])('%s, %s: %s', (pattern, text, matches) => {
    expect(goPattern(pattern)?.test(text)).toBe(matches);
  });

  test.each(['[]a]', '[-]', '[x-]', '[-x]', '[', '[^', '[^bc', 'a[', 'a[b', String.raw`a\ `.trim(), '[a-b-c]'])(
    '%s is none',
    (pattern) => {
      expect(goPattern(pattern)).toBeUndefined();
    },
  );
});

describe('.helmignore', () => {
  const ignored = (text: string, ...paths: readonly string[]): readonly boolean[] => {
    const ignores = helmIgnore(text);
    if (typeof ignores !== 'function') throw new Error(ignores.wrong);
    return paths.map((path) => ignores(path.replace(/\/$/, ''), path.endsWith('/')));
  };

  // From the tests of Helm's pkg/ignore.
  test.each([
    ['helm.txt', 'helm.txt', true],
    ['helm.*', 'helm.txt', true],
    ['helm.*', 'rudder.txt', false],
    ['*.txt', 'tiller.txt', true],
    ['*.txt', 'cargo/a.txt', true],
    ['cargo/*.txt', 'cargo/a.txt', true],
    ['cargo/*.*', 'cargo/a.txt', true],
    ['cargo/*.txt', 'mast/a.txt', false],
    ['ru[c-e]?er.txt', 'rudder.txt', true],
    ['templates/.?*', 'templates/.dotfile', true],
    ['.?*', '.dotfile', true],
    ['/a.txt', 'a.txt', true],
    ['/a.txt', 'cargo/a.txt', false],
    ['/cargo/a.txt', 'cargo/a.txt', true],
    ['cargo/', 'cargo/', true],
    ['cargo', 'cargo/', true],
    ['mast/', 'mast/', true],
    ['helm.txt/', 'helm.txt', false],
    ['!helm.txt', 'helm.txt', false],
    ['!helm.txt', 'tiller.txt', true],
    ['!cargo', 'cargo/', false],
    ['!cargo/', 'cargo/', false],
    ['!mast/', 'cargo/', true],
    ['# a comment', 'a comment', false],
  ])('%s: %s %s', (text, path, expected) => {
    expect(ignored(text, path)).toEqual([expected]);
  });

  test('hidden templates are left out, whatever it says', () => {
    expect(ignored('', 'templates/.x.yaml', '.helmignore', 'templates/x.yaml')).toEqual([true, false, false]);
  });

  test.each(['a/**', '[', 'x[a-'])('%s is refused', (line) => {
    expect(helmIgnore(`# first\n${line}\n`)).toEqual({ wrong: line });
  });
});

describe('.sourceignore', () => {
  const ignores = sourceIgnore(
    new Map([
      ['', '*.md\n/only-here\nsecret/\n!keep.png\n'],
      ['instances', '!README.md\n/base\n'],
    ]),
  );

  test.each([
    ['README.md', false, true],
    ['operator/README.md', false, true],
    ['instances/README.md', false, false],
    ['only-here', false, true],
    ['operator/only-here', false, false],
    ['operator/secret', true, true],
    ['operator/secret', false, false],
    ['instances/base', true, true],
    ['operator/base', true, false],
    ['picture.png', false, true],
    ['keep.png', false, false],
    ['.git', true, true],
    ['.gitignore', false, true],
    ['operator/release.yaml', false, false],
  ])('%s %s: %s', (path, isFolder, expected) => {
    expect(ignores(path, isFolder)).toBe(expected);
  });
});
