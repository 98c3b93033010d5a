import { mkdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NEW, example, folder, k8sOperator, project, read, tree, write } from './program.ts';

describe('new', () => {
  test('makes an operator, lists its files, and says what to type next', () => {
    const parent = folder();
    const { code, out, err } = k8sOperator(parent, ...NEW);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^ {2}create {3}operator\.yaml +yours$/m);
    expect(out).toMatch(/^ {2}create {3}src\/memcached\/reconcile\.ts +yours$/m);
    expect(out).toMatch(/^ {2}create {3}src\/controllers\.ts +generated$/m);
    expect(out).toMatch(
      /^\d+ files created in \d+\.\d s\.\nNext: {2}cd memcached-operator && npm install && npm run dev .*\n$/m,
    );
    const files = Object.keys(tree(join(parent, 'memcached-operator')));
    const listed = [...out.matchAll(/^ {2}create {3}(\S+)/gm)].map(([, path]) => path);
    expect(files.filter((path) => !path.startsWith('.k8s-operator/'))).toEqual(listed.toSorted());
    expect(files).toContain('.k8s-operator/lock.json');
    expect(files).not.toContain('.k8s-operator/.running');
  });

  test('gives the same bytes every time, wherever it is', () => {
    expect(tree(project())).toEqual(tree(project()));
  });

  test('a second time changes nothing and says so', () => {
    const root = project();
    const before = tree(root);
    expect(k8sOperator(join(root, '..'), ...NEW)).toMatchObject({ code: 0, out: 'Nothing changed.\n', err: '' });
    expect(k8sOperator(root, 'update')).toMatchObject({ code: 0, out: 'Nothing changed.\n', err: '' });
    expect(tree(root)).toEqual(before);
  });

  test('copies a spec, byte for byte, and takes the name from it', () => {
    const parent = folder();
    expect(k8sOperator(parent, 'new', '--spec', example).code).toBe(0);
    expect(read(parent, 'memcached-operator/operator.yaml')).toBe(readFileSync(example, 'utf8'));
  });

  test('takes the name from the folder, which may be this one and may be a repository', () => {
    const root = join(folder(), 'web-operator');
    mkdirSync(join(root, '.git'), { recursive: true });
    const { code, out } = k8sOperator(root, 'new', '--output', '.', '--domain', 'example.com', '--api', 'web/v1/Site');
    expect({ code, next: /^Next: .*$/m.exec(out)?.[0] }).toMatchObject({
      code: 0,
      next: expect.stringMatching(/^Next: {2}npm install/),
    });
    expect(read(root, 'operator.yaml')).toContain('name: web-operator');
  });

  test('--yes takes defaults', () => {
    const parent = folder();
    expect(k8sOperator(parent, 'new', 'redis-operator', '--yes').code).toBe(0);
    expect(read(parent, 'redis-operator/operator.yaml')).toMatch(/domain: example\.com[^]*kind: Redis/);
  });
});

describe('new writes nothing', () => {
  test.each([
    ['a dry run', [...NEW, '--dry-run'], 0, /^\d+ files would be created\.\nNothing was written \(dry run\)\.\n$/m],
    ['a dry run with a diff', [...NEW, '--dry-run', '--diff'], 0, /^\+\+\+ b\/operator\.yaml$/m],
  ])('in %s', (_, args, code, out) => {
    const parent = folder();
    const run = k8sOperator(parent, ...args);
    expect(run.code).toBe(code);
    expect(run.out).toMatch(out);
    expect(tree(parent)).toEqual({});
  });

  test.each([
    ['no name', ['new'], 64, /NAME {2,}the name[^]*--domain DOMAIN[^]*--api GROUP\/VERSION\/KIND/],
    ['no domain and API', ['new', 'x'], 64, /--domain DOMAIN[^]*--api/],
    ['a name that is none', ['new', 'Bad_Name', ...NEW.slice(2)], 1, /^ {2}NAME {2}.*"Bad_Name"/],
    ['a name that leaves the folder', ['new', '../x', ...NEW.slice(2)], 1, /^ {2}NAME {2}/],
    ['a name that leaves the folder, with a spec', ['new', '../x', '--spec', example], 1, /^ {2}NAME {2}/],
    [
      'a domain that is none',
      ['new', 'x', '--domain', 'exa mple', ...NEW.slice(4)],
      1,
      /^ {2}--domain {2}"exa mple" is no domain.*\n1 problem/,
    ],
    ['a wrong name and no image', ['new', 'Bad', ...NEW.slice(2)], 1, /^ {2}NAME .*\n1 problem/],
    [
      'a name that is too long',
      ['new', 'a'.repeat(57), ...NEW.slice(2)],
      1,
      /^ {2}NAME {2}.* has 57 characters.*\n1 problem/,
    ],
    ['a folder for a name', ['new', '.'], 1, /"\." is a folder, not a name\. Run "k8s-operator new --output \."/],
    [
      'everything wrong',
      ['new', 'Bad', '--domain', 'x', '--api', 'a'],
      1,
      /NAME [^]*--domain [^]*--api a [^]*3 problems/,
    ],
    [
      'an API that is none',
      ['new', 'x', '--domain', 'example.com', '--api', 'cache/Memcached'],
      1,
      /--api cache\/Memcached {2}.*GROUP\/VERSION\/KIND/,
    ],
    ['a spec that is not there', ['new', '--spec', 'nowhere.yaml'], 1, /nowhere\.yaml {2}does not exist/],
    ['a spec that is a folder', ['new', '--spec', '.'], 1, /\. {2}is not a file/],
    ['a spec and an API', ['new', '--spec', example, '--api', 'a/v1/B'], 64, /--api cannot be used with --spec/],
  ])('with %s', (_, args, code, err) => {
    const parent = folder();
    const run = k8sOperator(parent, ...args);
    expect(run.err).toMatch(err);
    expect(run).toMatchObject({ code, out: '' });
    expect(tree(parent)).toEqual({});
  });

  test.each([
    ['malformed YAML', 'a: [', /^ {2}spec\.yaml:1:\d/],
    ['an empty file', '', /spec\.yaml/],
    ['binary', '\0\u0001\0', /binary|UTF-8/],
    ['10 MB', `# ${'x'.repeat(10 * 1024 * 1024)}\n`, /MiB/],
    [
      'a misspelt field',
      readFileSync(example, 'utf8').replace('domain:', 'domian:'),
      /spec\.yaml:\d+:\d+ {2}spec\.domian: .*Did you mean "domain"\?/,
    ],
  ])('with a spec of %s', (_, text, err) => {
    const parent = folder();
    write(parent, 'spec.yaml', text);
    const run = k8sOperator(parent, 'new', 'x', '--spec', 'spec.yaml');
    expect(run).toMatchObject({ code: 1, out: '' });
    expect(run.err).toMatch(err);
    expect(run.err).toMatch(/Nothing was written\.\n$/);
    expect(Object.keys(tree(parent))).toEqual(['spec.yaml']);
  });

  test('into a folder that is not empty: what is there is listed', () => {
    const parent = folder();
    write(parent, 'memcached-operator/thesis.txt', 'mine\n');
    const { code, err } = k8sOperator(parent, ...NEW);
    expect(code).toBe(2);
    expect(err).toMatch(/is not empty:\n {2}thesis\.txt\n[^]*Nothing was written\.\n$/);
    expect(tree(parent)).toEqual({ 'memcached-operator/thesis.txt': 'mine\n' });
  });

  test('over an operator that is another', () => {
    const root = project();
    const before = tree(root);
    const run = k8sOperator(
      join(root, '..'),
      'new',
      basename(root),
      '--domain',
      'other.org',
      '--api',
      'a/v1/B',
      '--force',
    );
    expect(run.code).toBe(2);
    expect(run.err).toContain('run "k8s-operator update" in it');
    expect(tree(root)).toEqual(before);
  });

  test('over a file of yours, not even by force', () => {
    const parent = folder();
    write(parent, 'memcached-operator/src/controllers.ts', 'mine\n');
    expect(k8sOperator(parent, ...NEW, '--force').err).toContain('src/controllers.ts  is there already');
    expect(Object.keys(tree(parent))).toHaveLength(1);
    write(parent, 'memcached-operator/LICENSE', 'mine\n');
    write(parent, 'memcached-operator/src/controllers.ts', 'mine\n');
  });

  test('where a file is in the way', () => {
    const parent = folder();
    write(parent, 'file', '');
    expect(k8sOperator(parent, ...NEW, '--output', 'file')).toMatchObject({
      code: 1,
      err: expect.stringContaining('is a file'),
    });
    expect(k8sOperator(parent, ...NEW, '--output', 'file/below')).toMatchObject({
      code: 1,
      err: expect.stringMatching(/^ {2}file\/below {2}is a file, or below one, where the folder should be\./),
    });
    expect(tree(parent)).toEqual({ file: '' });
  });
});

test('a folder with other files is used by force', () => {
  const parent = folder();
  write(parent, 'memcached-operator/LICENSE', 'mine\n');
  expect(k8sOperator(parent, ...NEW, '--force').code).toBe(0);
  expect(read(parent, 'memcached-operator/LICENSE')).toBe('mine\n');
  expect(k8sOperator(join(parent, 'memcached-operator'), 'check').code).toBe(0);
});
