/** `check --against`: what breaks since a commit, another spec or CRDs, by the real bin and the real git. */
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { cli, edit, folder, git, k8sOperator, lastingFolder, NEW, run, tree, write } from './program.ts';

/** An operator in a repository, below its top: `main` has it, `empty` does not, and the tag `released` is `main`. */
let root: string;
beforeAll(() => {
  const top = lastingFolder();
  git(top, 'init', '--quiet', '--initial-branch=empty');
  git(top, 'commit', '--quiet', '--allow-empty', '--message=nothing yet');
  git(top, 'checkout', '--quiet', '-b', 'main');
  mkdirSync(join(top, 'operators'));
  k8sOperator(join(top, 'operators'), ...NEW);
  git(top, 'add', '.');
  git(top, 'commit', '--quiet', '--message=an operator');
  git(top, 'tag', 'released');
  root = join(top, 'operators/memcached-operator');
});

/** A clone of it, with an edit of operator.yaml and all that follows from it. */
const changed = (from: string, to: string): string => {
  const clone = folder();
  git(clone, 'clone', '--quiet', join(root, '../..'), '.');
  const project = join(clone, 'operators/memcached-operator');
  git(project, 'branch', '--quiet', 'empty', 'origin/empty');
  edit(project, 'operator.yaml', (text) => {
    expect(text).toContain(from);
    return text.replace(from, to);
  });
  expect(k8sOperator(project, 'update').code).toBe(0);
  return project;
};

const TIGHTER = ['maximum: 65535', 'maximum: 65000'] as const;
const BREAKS =
  /^ {2}operator\.yaml:\d+:19 {2}spec\.apis\[0\]\.versions\[0\]\.schema\.spec\.properties\.port\.maximum: breaks Memcached v1alpha1: the maximum was 65535 and is 65000 \(maximum\)\. .+\n1 change since main breaks somebody\. All files are as operator\.yaml says\.\n$/;

describe('a commit', () => {
  test.each([
    'main',
    'released',
    'HEAD',
    'HEAD~0',
    'main:operators/memcached-operator/operator.yaml',
    'main:./operator.yaml',
  ])('%s is what nothing breaks since, when nothing was changed', (against) => {
    expect(k8sOperator(root, 'check', '--against', against)).toEqual({
      code: 0,
      out: `Everything is as operator.yaml says.\nNothing breaks since ${against}.\n`,
      err: '',
    });
  });

  test('breaks by what is stricter', () => {
    const project = changed(...TIGHTER);
    expect(k8sOperator(project, 'check', '--against', 'main')).toEqual({
      code: 2,
      out: '',
      err: expect.stringMatching(BREAKS),
    });
    expect(k8sOperator(project, 'check')).toMatchObject({ code: 0 });
  });

  test('counts what is new, and warns of what documents', () => {
    const documented = changed('The port that the servers listen on.', 'The port.');
    edit(documented, 'operator.yaml', (text) =>
      text.replace('                port:\n', '                more: {type: string}\n$&'),
    );
    expect(k8sOperator(documented, 'update').code).toBe(0);
    expect(k8sOperator(documented, 'check', '--against=main')).toEqual({
      code: 0,
      out: 'Everything is as operator.yaml says.\nNothing breaks since main; new: 1 field.\n',
      err: expect.stringMatching(
        /^ {2}operator\.yaml:\d+:19 {2}.*\.description: Memcached v1alpha1: the description was .*\n$/,
      ),
    });
  });

  test('stands beside drift', () => {
    const project = changed(...TIGHTER);
    write(project, 'src/controllers.ts', 'mine\n');
    const { code, err } = k8sOperator(project, 'check', '--against', 'main');
    expect(code).toBe(2);
    expect(err).toMatch(
      /breaks Memcached v1alpha1.*\n {2}src\/controllers\.ts {2}was edited by hand\..*\n2 problems\./,
    );
  });

  test('is not looked at when the spec is wrong', () => {
    const project = changed(...TIGHTER);
    edit(project, 'operator.yaml', (text) => text.replace('maximum: 65000', 'maximun: 65000'));
    const { code, err } = k8sOperator(project, 'check', '--against', 'main');
    expect(code).toBe(2);
    expect(err).toMatch(/Did you mean "maximum"\?\n1 problem\. Nothing was written\.\n$/);
  });

  test('is one JSON document', () => {
    const { code, out, err } = k8sOperator(changed(...TIGHTER), 'check', '--against', 'main', '--json');
    expect({ code, err }).toEqual({ code: 2, err: '' });
    expect(JSON.parse(out)).toMatchObject({
      command: 'check',
      outcome: 'breaking',
      exitCode: 2,
      written: false,
      problems: [{ file: 'operator.yaml', line: expect.any(Number), column: 19, severity: 'error' }],
      against: {
        name: 'main',
        commit: expect.stringMatching(/^[0-9a-f]{40}$/),
        findings: [
          {
            api: 'memcacheds.cache.example.com',
            version: 'v1alpha1',
            property: '^.spec.port',
            rule: 'maximum',
            change: 'narrowed',
            old: 65535,
            new: 65000,
            severity: 'error',
          },
        ],
        added: { apis: 0, versions: 0, fields: 0 },
      },
    });
  });
});

describe('a path', () => {
  test.each([
    ['a spec', (old: string) => join(old, 'operator.yaml')],
    ['the folder of an operator', (old: string) => old],
    ['a CustomResourceDefinition', (old: string) => join(old, 'config/crd/cache.example.com_memcacheds.yaml')],
    ['a folder of them, with other files', (old: string) => join(old, 'config')],
  ])('of %s', (_title, path) => {
    const project = changed(...TIGHTER);
    expect(k8sOperator(project, 'check', '--against', path(root))).toMatchObject({
      code: 2,
      err: expect.stringContaining('the maximum was 65535 and is 65000 (maximum)'),
    });
    expect(k8sOperator(root, 'check', '--against', path(root))).toMatchObject({ code: 0, err: '' });
  });

  test('outside of a repository', () => {
    const project = folder();
    k8sOperator(project, ...NEW, '--output', '.');
    copyFileSync(join(project, 'operator.yaml'), join(project, 'old.yaml'));
    expect(k8sOperator(project, 'check', '--against', 'old.yaml')).toMatchObject({ code: 0, err: '' });
  });

  test('that is also a branch is the branch, unless it begins with a dot', () => {
    const project = changed(...TIGHTER);
    copyFileSync(join(project, 'operator.yaml'), join(project, 'main'));
    expect(k8sOperator(project, 'check', '--against', 'main').code).toBe(2);
    expect(k8sOperator(project, 'check', '--against', './main').code).toBe(0);
  });
});

describe('what cannot be read', () => {
  const NO_FILE = 'is neither a git ref nor a file here.';

  test.each([
    ['a near miss', 'mian', `mian  ${NO_FILE} Did you mean "main"?`],
    [
      'nothing like it',
      'v9.9.9-rc.1',
      `v9.9.9-rc.1  ${NO_FILE} Give a spec, a CustomResourceDefinition, or a folder of them, or a branch, tag or commit.`,
    ],
    ['a commit without the file', 'empty', 'empty:operator.yaml  commit '],
    ['a path that the commit lacks', 'main:nowhere.yaml', 'main:nowhere.yaml  commit '],
    ['a range', 'empty..main', `empty..main  ${NO_FILE}`],
    ['no commit, but all but one', '^main', `^main  ${NO_FILE}`],
    ['words of a shell', '$(touch x);`touch x`', NO_FILE],
    ['no file', './nowhere.yaml', './nowhere.yaml  does not exist.'],
    [
      'a file of something else',
      './package.json',
      './package.json  there is no spec in it, and no CustomResourceDefinition.',
    ],
    ['a folder without any', './src', './src  there is no spec in it, and no CustomResourceDefinition.'],
  ])('%s', (_title, against, message) => {
    const before = tree(root);
    const { code, out, err } = k8sOperator(root, 'check', '--against', against);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toContain(`  ${message}`);
    expect(err).toMatch(/\n1 problem\. Nothing was written\.\n$/);
    expect(tree(root)).toEqual(before);
  });

  test.each([
    [
      'a path',
      'main:config/crd',
      'A path begins at the root of the repository, or with "./" here: --against main:PATH.',
    ],
    ['a folder', 'main:./config/crd', 'Name a file in it: --against main:./config/crd/FILE.'],
    ['the root', 'main:', 'Name a file in it: --against main:FILE.'],
  ])('%s of a commit that is no file says where files are', (_title, against, hint) => {
    const { code, err } = k8sOperator(root, 'check', '--against', against);
    expect({ code, err }).toEqual({ code: 1, err: expect.stringContaining(hint) });
  });

  test.each(['--against=--output=x', '--against=-p', '--against=--help'])('no option of git: %s', (word) => {
    expect(k8sOperator(root, 'check', word)).toMatchObject({ code: 1, err: expect.stringContaining(NO_FILE) });
    expect(existsSync(join(root, 'x'))).toBe(false);
  });

  test.each([
    [['--against'], '--against needs a value. Write --against REF|FILE|DIR.'],
    [['--against='], '--against needs a value.'],
    [['--against', 'a', '--against', 'b'], '--against is given twice.'],
  ])('the words %j', (words, message) => {
    expect(k8sOperator(root, 'check', ...words)).toMatchObject({ code: 64, err: expect.stringContaining(message) });
  });

  test('in a shallow clone says how to fetch it', () => {
    const clone = folder();
    git(clone, 'clone', '--quiet', '--depth=1', '--branch=main', `file://${join(root, '../..')}`, '.');
    expect(
      k8sOperator(join(clone, 'operators/memcached-operator'), 'check', '--against', 'origin/empty'),
    ).toMatchObject({
      code: 1,
      err: expect.stringContaining(
        'This clone is shallow: fetch it with "git fetch --depth=1 origin empty", then use --against FETCH_HEAD.',
      ),
    });
  });

  test.each([
    ['there is no repository', process.env['PATH'] ?? '', /is no file here, and .* is in no git repository\./],
    ['there is no git', dirname(process.execPath), /is no file here, and git is not installed\./],
  ])('when %s', (_title, PATH, message) => {
    const project = folder();
    k8sOperator(project, ...NEW, '--output', '.');
    const args = [cli, 'check', '--against', 'main'];
    const { code, err } = run(process.execPath, args, { cwd: project, env: { ...process.env, PATH } });
    expect(code).toBe(1);
    expect(err).toMatch(message);
  });
});
