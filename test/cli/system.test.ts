/** What the machine does to a run: no permission, no space, a signal, another run. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, readdirSync, statSync, symlinkSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { NEW, asOrdinaryUser, cli, edit, example, folder, k8sOperator, project, run, tree, write } from './program.ts';

describe('an ordinary user', () => {
  test('cannot write a read-only folder, is told so, and leaves it as it is', () => {
    const home = folder();
    const user = asOrdinaryUser(home);
    chmodSync(home, 0o555);
    const { code, out, err } = run(process.execPath, [cli, ...NEW], { cwd: home, ...user });
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toMatch(/permission denied\. .*\n1 problem\. Nothing was written\.\n$/);
    expect(readdirSync(home)).toEqual([]);
  });

  test('cannot update files in a read-only folder, and no other file is touched', () => {
    const root = project();
    edit(root, 'operator.yaml', (text) => text.replace('minimum: 0', 'minimum: 1'));
    const user = asOrdinaryUser(join(root, '..'));
    chmodSync(join(root, 'config/crd'), 0o555);
    const before = tree(root);
    const { code, err } = run(process.execPath, [cli, 'update'], { cwd: root, ...user });
    expect({ code, err }).toEqual({
      code: 1,
      err: expect.stringContaining('config/crd/cache.example.com_memcacheds.yaml  permission denied.'),
    });
    expect(tree(root)).toEqual(before);
  });
});

test.each(['operator.yaml', '.k8s-operator/lock.json', 'src/controllers.ts', 'charts'])(
  'what an ordinary user may not read is said so: %s',
  (path) => {
    const parent = folder();
    expect(k8sOperator(parent, 'new', '--spec', example).code).toBe(0);
    const root = join(parent, 'memcached-operator');
    const user = asOrdinaryUser(parent);
    chmodSync(join(root, path), 0o000);
    const { code, err } = run(process.execPath, [cli, 'update'], { cwd: root, ...user });
    chmodSync(join(root, path), 0o755);
    expect(code).toBe(1);
    expect(err).toMatch(/^ {2}(\S+) {2}permission denied\. Run as a user who may read it\.\n1 problem\./);
    expect(err.trimStart().startsWith(path)).toBe(true);
  },
);

test('a linked folder inside the project is not written through', () => {
  const [root, outside] = [project(), folder()];
  run('rm', ['-r', join(root, 'config')]);
  symlinkSync(outside, join(root, 'config'));
  const { code, err } = k8sOperator(root, 'update', '--force');
  expect({ code, err }).toEqual({
    code: 2,
    err: expect.stringContaining('is below config, which is a symbolic link.'),
  });
  expect(readdirSync(outside)).toEqual([]);
});

test('of runs at once one wins, and the tree is whole', async () => {
  const parent = folder();
  const codes = await Promise.all(
    Array.from({ length: 4 }, async () => {
      const child = spawn(process.execPath, [cli, ...NEW], { cwd: parent, stdio: 'ignore' });
      const [code] = (await once(child, 'exit')) as [number];
      return code;
    }),
  );
  expect(codes).toContain(0);
  expect(k8sOperator(join(parent, 'memcached-operator'), 'check')).toMatchObject({ code: 0, err: '' });
});

test('a disk that takes folders but no bytes leaves nothing in the way', () => {
  const root = project();
  edit(root, 'operator.yaml', (text) => text.replaceAll('Memcached', 'Cached'));
  const before = tree(root);
  const refused = run('sh', ['-c', `trap '' XFSZ; ulimit -f 0; exec "$@"`, 'sh', process.execPath, cli, 'update'], {
    cwd: root,
  });
  expect(refused).toMatchObject({ code: 1, out: '' });
  expect(tree(root)).toEqual(before);
  expect(k8sOperator(root, 'update')).toMatchObject({ code: 0, err: '' });
});

test('what a crash of the machine left without a name is undone', () => {
  const root = project();
  edit(root, 'operator.yaml', (text) => text.replaceAll('Memcached', 'Cached'));
  write(root, '.k8s-operator/.running/pid', '');
  expect(k8sOperator(root, 'update')).toMatchObject({ code: 1, err: expect.stringContaining('another run') });
  utimesSync(join(root, '.k8s-operator/.running'), 0, 0);
  expect(k8sOperator(root, 'update')).toMatchObject({ code: 0, err: '' });
});

test('a file keeps its mode', () => {
  const root = project();
  chmodSync(join(root, 'src/controllers.ts'), 0o600);
  expect(k8sOperator(root, 'api', 'cache/v1alpha1/Backup').code).toBe(0);
  expect(statSync(join(root, 'src/controllers.ts')).mode & 0o777).toBe(0o600);
});

test('a folder that is gone is said so', () => {
  const gone = run(
    'sh',
    ['-c', 'mkdir gone; cd gone; rmdir ../gone; exec "$@"', 'sh', process.execPath, cli, 'check'],
    {
      cwd: folder(),
    },
  );
  expect(gone).toMatchObject({ code: 2, err: expect.stringContaining('the current folder is gone') });
});

test('a run that is killed at any time leaves all or nothing, after the next run', async () => {
  const parent = folder();
  const root = join(parent, 'memcached-operator');
  for (const delay of [60, 90, 120, 150, 180, 210]) {
    const child = spawn(process.execPath, [cli, ...NEW], { cwd: parent, stdio: 'ignore' });
    setTimeout(() => child.kill('SIGKILL'), delay);
    await once(child, 'exit');
    expect(k8sOperator(parent, ...NEW).code).toBe(0);
    expect(k8sOperator(root, 'check')).toMatchObject({ code: 0, err: '' });
    run('rm', ['-r', root]);
  }
});

test.each([
  ['stdin', ['import', '-']],
  ['a pipe that nobody writes to', ['import', 'pipe.yaml']],
  ['a pipe as the spec', ['new', '--spec', 'pipe.yaml']],
])('Ctrl-C ends a run that waits for %s', async (_, args) => {
  const cwd = folder();
  run('mkfifo', [join(cwd, 'pipe.yaml')]);
  const child = spawn(process.execPath, [cli, ...args], { cwd, stdio: ['pipe', 'ignore', 'inherit'] });
  const timer = setInterval(() => child.kill('SIGINT'), 1000);
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  clearInterval(timer);
  // The shell makes 130 of the signal.
  expect([code, signal]).toEqual([null, 'SIGINT']);
  expect(readdirSync(cwd)).toEqual(['pipe.yaml']);
});
