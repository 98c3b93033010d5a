/** Who reads what a run says may go away, or have no room for it: what was asked for is done all the same, and the exit code tells. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, test } from 'vitest';
import { NEW, cli, edit, folder, k8sOperator, project, run, tree } from './program.ts';
import { homeOf, operator, start, to } from './publishing.ts';

test('publish goes on when the reader of its progress goes away', async () => {
  const [root, registry] = [operator(), await start()];
  const child = spawn(process.execPath, [cli, 'publish', ...to(registry)], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: homeOf(root) },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let out = '';
  child.stdout.on('data', (text: Buffer) => (out += String(text)));
  child.stderr.once('data', () => child.stderr.destroy());
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(0);
  expect(out).toContain('2 artifacts pushed');
  expect([...registry.tags.keys()]).toHaveLength(2);
});

test('publish is no success when it cannot push, though nobody reads why', async () => {
  const [root, registry] = [
    operator(),
    await start({ fault: ({ method }) => (method === 'POST' ? { status: 403 } : undefined) }),
  ];
  const child = spawn(process.execPath, [cli, 'publish', ...to(registry)], {
    cwd: root,
    env: { PATH: process.env['PATH'], HOME: homeOf(root) },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  child.stderr.once('data', () => child.stderr.destroy());
  const [code] = (await once(child, 'close')) as [number];
  expect(code).toBe(1);
  expect(registry.tags.size).toBe(0);
});

describe('a report that nobody reads', () => {
  test.each([
    ['0', 0, (root: string) => root],
    [
      '2',
      2,
      (root: string) => {
        edit(root, 'src/controllers.ts', (text) => `${text}\n`);
        return root;
      },
    ],
  ])('does not change the exit code %s', (_, code, prepare) => {
    const cwd = prepare(project());
    const script = '"$@" 2>&1 | true; echo "${PIPESTATUS[0]}"';
    expect(run('bash', ['-c', script, 'bash', process.execPath, cli, 'check'], { cwd }).out).toBe(`${code}\n`);
  });
});

test('a report for which there is no room is said so, and what was written', () => {
  const parent = folder();
  const { code, err } = run('sh', ['-c', '"$@" > /dev/full', 'sh', process.execPath, cli, ...NEW], { cwd: parent });
  expect({ code, err }).toEqual({
    code: 1,
    err: 'stdout  no space is left on the device. Only the report is lost: the command has come to its end, with exit code 0.\n',
  });
  expect(Object.keys(tree(parent))).toContain('memcached-operator/operator.yaml');
  expect(k8sOperator(`${parent}/memcached-operator`, 'check')).toMatchObject({ code: 0 });
});
