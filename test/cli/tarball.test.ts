/** What is published: the packed tarball, installed in an empty folder, with nothing but the npm registry. */
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { NEW, type Run, asOrdinaryUser, lastingFolder, project, repository, run, tree, write } from './program.ts';

let installed: string;
const npm = (cwd: string, ...args: readonly string[]): Run => run('npm', args, { cwd, ...asOrdinaryUser(cwd) });

beforeAll(() => {
  installed = lastingFolder();
  const packed = run('npm', ['pack', '--silent', '--ignore-scripts', '--pack-destination', installed], {
    cwd: repository,
  });
  write(installed, 'package.json', '{"private": true}');
  const { devDependencies } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
    devDependencies: Record<string, string>;
  };
  const cache = run('npm', ['config', 'get', 'cache'], { cwd: installed }).out.trim();
  const { code, err } = run(
    'npm',
    [
      'install',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      '--cache',
      cache,
      `./${packed.out.trim()}`,
      `yo@${devDependencies['yo']}`,
    ],
    { cwd: installed },
  );
  if (code !== 0) throw new Error(err);
  chmodSync(installed, 0o755);
}, 300_000);

describe('the tarball', () => {
  test('has what is needed, and no sources', () => {
    const files = Object.keys(tree(join(installed, 'node_modules/generator-k8s-operator')));
    expect(files).toEqual(
      expect.arrayContaining(['dist/cli.js', 'operator.schema.json', 'package.json', 'LICENSE', 'README.md']),
    );
    expect(files.filter((path) => path.endsWith('.ts') || path.endsWith('.hbs') || path.startsWith('test/'))).toEqual(
      [],
    );
  });

  test('has the documents that its README leads to: behind an air gap there are no others', () => {
    const files = tree(join(installed, 'node_modules/generator-k8s-operator'));
    const linked = [...String(files['README.md']).matchAll(/\]\((docs\/[^)#]+)/g)].map(([, path]) => path!);
    expect(linked).toContain('docs/cli.md');
    expect(linked.filter((path) => files[path] === undefined)).toEqual([]);
  });

  test('npx generator-k8s-operator makes what the checkout makes', () => {
    expect(run('npx', ['--no', 'generator-k8s-operator', ...NEW], { cwd: installed }).code).toBe(0);
    expect(tree(join(installed, 'memcached-operator'))).toEqual(tree(project()));
  });

  test('who comes by npx is told what npx runs; who has the bin, the bin', () => {
    const npx = run('npx', ['--no', 'generator-k8s-operator', 'check'], { cwd: installed });
    expect(npx).toMatchObject({ code: 2, err: expect.stringContaining('with "npx generator-k8s-operator new".') });
    const bin = run(process.execPath, [join(installed, 'node_modules/.bin/k8s-operator'), 'check'], { cwd: installed });
    expect(bin).toMatchObject({ code: 2, err: expect.stringContaining('with "k8s-operator new".') });
  });

  test('npx yo k8s-operator makes the same, as an ordinary user', () => {
    const { code } = npm(
      installed,
      'exec',
      '--no',
      'yo',
      '--',
      'k8s-operator',
      'yo-made',
      '--output=yo/memcached-operator',
      '--spec=memcached-operator/operator.yaml',
      '--skip-install',
    );
    expect(code).toBe(0);
    expect(tree(join(installed, 'yo/memcached-operator'))).toEqual(tree(project()));
  });
});
