import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { edit, folder, k8sOperator, project, read, tree, write } from './program.ts';

const MANAGED = 'src/controllers.ts';
const SEEDED = 'src/memcached/reconcile.ts';

describe('update', () => {
  test('refuses a generated file that was edited, names it, and writes nothing', () => {
    const root = project();
    edit(root, MANAGED, (text) => `${text}// mine\n`);
    edit(root, 'operator.yaml', (text) => text.replace('minimum: 0', 'minimum: 1'));
    const before = tree(root);
    const { code, out, err } = k8sOperator(root, 'update');
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toBe(
      `  ${MANAGED}  was edited by hand. Put the change into operator.yaml, or run "k8s-operator update --force".\n1 problem. Nothing was written.\n`,
    );
    expect(tree(root)).toEqual(before);
  });

  test('overwrites it by force', () => {
    const root = project();
    const before = tree(root);
    edit(root, MANAGED, (text) => `${text}// mine\n`);
    expect(k8sOperator(root, 'update', '--force').out).toContain(`update   ${MANAGED}`);
    expect(tree(root)).toEqual(before);
  });

  test('brings a change of the spec to everything but what is yours', () => {
    const root = project();
    edit(root, SEEDED, (text) => `${text}// mine\n`);
    edit(root, 'package.json', (text) => text.replace('"scripts": {', '"scripts": {\n    "mine": "echo mine",'));
    edit(root, 'operator.yaml', (text) => text.replace(/( *)minimum: 0/, '$1minimum: 0\n$1maximum: 7'));
    const { code, out } = k8sOperator(root, 'update');
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}update {3}config\/crd\/cache\.example\.com_memcacheds\.yaml +generated$/m);
    expect(read(root, SEEDED)).toMatch(/\/\/ mine\n$/);
    expect(read(root, 'package.json')).toContain('"mine": "echo mine"');
    expect(read(root, 'config/crd/cache.example.com_memcacheds.yaml')).toContain('maximum: 7');
    expect(k8sOperator(root, 'update').out).toBe('Nothing changed.\n');
    expect(k8sOperator(root, 'check').code).toBe(0);
  });

  test('shows hunks, and writes nothing in a dry run', () => {
    const root = project();
    edit(root, 'operator.yaml', (text) => text.replace('minimum: 0', 'minimum: 1'));
    const before = tree(root);
    const { code, out } = k8sOperator(root, 'update', '--dry-run', '--diff');
    expect(code).toBe(0);
    expect(out).toMatch(/^@@ -\d+,\d+ \+\d+,\d+ @@$/m);
    expect(out).toMatch(/^-\s+minimum: 0$/m);
    expect(out).toMatch(/Nothing was written \(dry run\)\.\n$/);
    expect(tree(root)).toEqual(before);
  });

  test('says where there is no operator', () => {
    expect(k8sOperator(folder(), 'update')).toMatchObject({
      code: 1,
      err: expect.stringContaining('k8s-operator new'),
    });
  });

  test('refuses a lock that is broken', () => {
    const root = project();
    write(root, '.k8s-operator/lock.json', '<<<<<<< HEAD\n');
    expect(k8sOperator(root, 'update')).toMatchObject({
      code: 1,
      err: expect.stringContaining('.k8s-operator/lock.json  is not JSON.'),
    });
  });

  test('adopts a tree whose lock is gone', () => {
    const root = project();
    const before = tree(root);
    rmSync(join(root, '.k8s-operator'), { recursive: true });
    expect(k8sOperator(root, 'update')).toMatchObject({
      code: 0,
      out: 'Only .k8s-operator/ was brought up to date.\n',
    });
    expect(tree(root)).toEqual(before);
  });
});

describe('check', () => {
  test('says nothing is wrong', () => {
    expect(k8sOperator(project(), 'check')).toEqual({
      code: 0,
      out: 'Everything is as operator.yaml says.\n',
      err: '',
    });
  });

  test.each([
    [
      'an edited file',
      (root: string) => edit(root, MANAGED, () => 'mine\n'),
      /src\/controllers\.ts {2}was edited by hand\./,
    ],
    ['a missing file', (root: string) => rmSync(join(root, MANAGED)), /src\/controllers\.ts {2}is missing\.\n/],
    [
      'a changed spec',
      (root: string) => edit(root, 'operator.yaml', (text) => text.replace('minimum: 0', 'minimum: 1')),
      /is out of date\.\n/,
    ],
    [
      'a wrong spec',
      (root: string) => edit(root, 'operator.yaml', (text) => text.replace('minimum:', 'minimun:')),
      /operator\.yaml:\d+:\d+ {2}spec\.apis\[0\].*Did you mean "minimum"\?/,
    ],
    [
      'a wrong spec and an edited file',
      (root: string) => (edit(root, MANAGED, () => ''), edit(root, 'operator.yaml', () => '')),
      /operator\.yaml.*\n {2}src\/controllers\.ts {2}was edited by hand[^]*2 problems\./,
    ],
    ['no spec', (root: string) => rmSync(join(root, 'operator.yaml')), /operator\.yaml {2}there is none/],
  ])('exits 2 for %s and writes nothing', (_, change, err) => {
    const root = project();
    change(root);
    const before = tree(root);
    const run = k8sOperator(root, 'check');
    expect(run.err).toMatch(err);
    expect(run.err).toMatch(/problems?\. Nothing was written\.\n$/);
    expect(run).toMatchObject({ code: 2, out: '' });
    expect(tree(root)).toEqual(before);
  });

  test('says once what mends all that drifted', () => {
    const root = project();
    edit(root, 'operator.yaml', (text) => text.replaceAll('Memcached', 'Cached'));
    const { code, err } = k8sOperator(root, 'check');
    expect(code).toBe(2);
    expect(err.match(/ {2}(?:is missing|is out of date|is no longer generated)\.$/gm)!.length).toBeGreaterThan(10);
    expect(err.match(/k8s-operator update/g)).toHaveLength(1);
    expect(err).toMatch(
      /\nRun "k8s-operator update": it makes all of it as operator\.yaml says\.\n\d+ problems\. Nothing was written\.\n$/,
    );
  });

  test('says nothing of it where it would be refused', () => {
    const root = project();
    edit(root, MANAGED, (text) => `${text}// mine\n`);
    expect(k8sOperator(root, 'check').err).toBe(
      `  ${MANAGED}  was edited by hand. Put the change into operator.yaml, or run "k8s-operator update --force".\n1 problem. Nothing was written.\n`,
    );
  });

  test('what is yours is no drift', () => {
    const root = project();
    edit(root, SEEDED, () => 'mine\n');
    rmSync(join(root, 'src/memcached/reconcile.test.ts'));
    edit(root, 'README.md', (text) => `${text}\nMine.\n`);
    edit(root, 'operator.yaml', (text) => `# mine\n${text}`);
    expect(k8sOperator(root, 'check')).toMatchObject({ code: 0, err: '' });
  });
});

describe('api', () => {
  test('adds to the spec with comments kept, and generates its files', () => {
    const root = project();
    edit(root, 'operator.yaml', (text) => text.replace('spec:', '# the reason\nspec:   # and more'));
    edit(root, SEEDED, (text) => `${text}// mine\n`);
    const before = read(root, 'operator.yaml');
    const { code, out } = k8sOperator(root, 'api', 'cache/v1alpha1/Redis');
    expect(code).toBe(0);
    expect(out).toMatch(/^ {2}update {3}operator\.yaml +yours$/m);
    expect(out).toMatch(/^ {2}create {3}src\/redis\/reconcile\.ts +yours$/m);
    const lines = new Set(read(root, 'operator.yaml').split('\n'));
    expect(before.split('\n').filter((line) => !lines.has(line))).toEqual([]);
    expect(read(root, SEEDED)).toMatch(/\/\/ mine\n$/);
    expect(k8sOperator(root, 'check').code).toBe(0);
  });

  test.each([
    ['an API that is there', ['api', 'cache/v1alpha1/Memcached'], 1, /already there/],
    ['no API', ['api', 'Memcached'], 1, /GROUP\/VERSION\/KIND/],
    ['none given', ['api'], 64, /GROUP\/VERSION\/KIND/],
    ['two', ['api', 'a/v1/B', 'a/v1/C'], 64, /Unexpected argument "a\/v1\/C"/],
    ['a dry run', ['api', 'cache/v1/Redis', '--dry-run'], 0, /^$/],
  ])('writes nothing for %s', (_, args, code, err) => {
    const root = project();
    const before = tree(root);
    const run = k8sOperator(root, ...args);
    expect(run.err).toMatch(err);
    expect(run.code).toBe(code);
    expect(tree(root)).toEqual(before);
  });

  test('writes nothing when a generated file was edited, the spec included', () => {
    const root = project();
    edit(root, MANAGED, () => 'mine\n');
    const before = tree(root);
    expect(k8sOperator(root, 'api', 'cache/v1/Redis').code).toBe(2);
    expect(tree(root)).toEqual(before);
  });
});

test('an update of the example keeps every comment of its spec', () => {
  const root = project();
  const before = readFileSync(join(root, 'operator.yaml'));
  k8sOperator(root, 'update', '--force');
  expect(readFileSync(join(root, 'operator.yaml'))).toEqual(before);
});

describe('a project that a newer version has made', () => {
  const newer = (generator: string): string => {
    const root = project();
    edit(root, '.k8s-operator/lock.json', (text) =>
      text.replace(/"generator": "[^"]*"/, `"generator": "${generator}"`),
    );
    return root;
  };

  test.each([
    ['check', 2],
    ['update', 1],
    ['publish', 1],
  ])('is not taken back by %s', (command, code) => {
    const root = newer('9.0.0');
    const before = tree(root);
    const run = k8sOperator(root, command);
    expect(run).toMatchObject({ code, out: '' });
    expect(run.err).toMatch(
      /^ {2}\.k8s-operator\/lock\.json {2}this project was made by generator-k8s-operator 9\.0\.0; this is \d\S*, which is older\. Use 9\.0\.0 or newer, or make it what .* makes, with "k8s-operator update --force"\.\n1 problem\. Nothing was (?:written|pushed)\.\n$/,
    );
    expect(tree(root)).toEqual(before);
  });

  test('is taken back by force', () => {
    const root = newer('9.0.0');
    expect(k8sOperator(root, 'update', '--force')).toMatchObject({ code: 0, err: '' });
    expect(k8sOperator(root, 'check')).toMatchObject({ code: 0, err: '' });
  });

  test('by an older one it is brought up to date, as ever', () => {
    const root = newer('0.0.1');
    expect(k8sOperator(root, 'update')).toMatchObject({ code: 0, err: '' });
    expect(read(root, '.k8s-operator/lock.json')).not.toContain('0.0.1');
  });
});
