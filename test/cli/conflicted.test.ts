/** A project that git has merged, and could not: each file that it left with both sides is told once, and nothing is made of it. */
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { edit, example, folder, git, k8sOperator, read, tree, write } from './program.ts';

/** With a chart. */
const operator = (): string => {
  const parent = folder();
  expect(k8sOperator(parent, 'new', '--spec', example).code).toBe(0);
  return join(parent, 'memcached-operator');
};

/** Two branches that say something else in the same line of each file, merged. */
const merged = (root: string, lines: Readonly<Record<string, RegExp>>): void => {
  const change = (side: string): void => {
    for (const [path, line] of Object.entries(lines))
      edit(root, path, (text) => text.replace(line, (old) => `${old}${side}`));
    git(root, 'commit', '-qam', side);
  };
  git(root, 'init', '-q', '-b', 'main');
  git(root, 'add', '-A');
  git(root, 'commit', '-qm', 'base');
  git(root, 'checkout', '-q', '-b', 'theirs');
  change('8');
  git(root, 'checkout', '-q', 'main');
  change('9');
  expect(() => git(root, 'merge', '-q', 'theirs')).not.toThrow(/fatal/);
};

const FILES: readonly (readonly [path: string, line: RegExp])[] = [
  ['operator.yaml', /^ {2}domain: .*$/m],
  ['package.json', /"version": "[\d.]+/],
  ['README.md', /^# .*$/m],
  ['Dockerfile', /^FROM .*$/m],
  ['charts/memcached-operator/values.yaml', /^replicas: .*$/m],
  ['src/memcached/reconcile.ts', /^import .*$/m],
];

describe('conflict markers of git', () => {
  test.each(FILES)('in %s are one problem of check, at their place', (path, line) => {
    const root = operator();
    expect(read(root, path)).toMatch(line);
    merged(root, { [path]: line });
    const at =
      read(root, path)
        .split('\n')
        .findIndex((text) => text.startsWith('<<<<<<< ')) + 1;
    expect(at).toBeGreaterThan(0);
    const before = tree(root);
    expect(k8sOperator(root, 'check')).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(
        new RegExp(
          String.raw`^(?:  [^\n]* warning: [^\n]*\n)*  ${path.replaceAll('.', String.raw`\.`)}:${at}:1  has conflict markers of git \(<<<<<<<\)\. Decide for one side, and remove the markers\.\n1 problem\. Nothing was written\.\n$`,
        ),
      ) as never,
    });
    expect(k8sOperator(root, 'update')).toMatchObject({
      code: 1,
      err: expect.stringContaining('1 problem. Nothing was written.'),
    });
    expect(tree(root)).toEqual(before);
  });

  test('in all of the files that users write are told of each', () => {
    const root = operator();
    merged(root, Object.fromEntries(FILES.slice(1)));
    const { code, err } = k8sOperator(root, 'check');
    expect(code).toBe(2);
    expect(err.match(/^ {2}\S+:\d+:1 {2}has conflict markers/gm)).toHaveLength(FILES.length - 1);
    expect(err).toContain(`${FILES.length - 1} problems.`);
  });

  test('in the lock say how it is made again', () => {
    const root = operator();
    merged(root, { '.k8s-operator/lock.json': /"generator": "[\d.]+/ });
    const { code, err } = k8sOperator(root, 'update');
    expect({ code, err }).toEqual({
      code: 1,
      err: '  .k8s-operator/lock.json:3:1  has conflict markers of git (<<<<<<<). Delete it: the next update adopts the files that are as generated.\n1 problem. Nothing was written.\n',
    });
  });

  test('do not hold up who says --force: a README may be about them', () => {
    const root = operator();
    write(root, 'README.md', `${read(root, 'README.md')}\n<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> branch\n`);
    expect(k8sOperator(root, 'update').code).toBe(1);
    expect(k8sOperator(root, 'update', '--force')).toMatchObject({
      code: 0,
      out: expect.stringContaining('Nothing changed.'),
    });
  });
});
