/** `check` in a project whose manifests users have edited. */
import { appendFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { main } from '../../../generators/core/command/main.ts';
import { GADGETS } from './project.ts';

const io = (cwd: string) => ({ cwd, version: '0.1.0' });

/** A new project of the spec. */
const project = async (): Promise<string> => {
  const folder = mkdtempSync(join(tmpdir(), 'check-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  writeFileSync(join(folder, 'spec.yaml'), GADGETS);
  const { code, err } = await main(['new', '--spec', 'spec.yaml', '--output', 'project'], io(folder));
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return join(folder, 'project');
};

const RUNTIME = 'deploy/flux/clusters/staging/runtime-info.yaml';

test('a new project has nothing wrong', async () => {
  const root = await project();
  expect(await main(['check'], io(root))).toMatchObject({ code: 0, err: '' });
});

test('what is wrong in users’ own files is told with its place, and exit code 2', async () => {
  const root = await project();
  appendFileSync(join(root, RUNTIME), '  TIER: 1\n');
  const { code, err, out } = await main(['check'], io(root));
  expect({ code, out }).toEqual({ code: 2, out: '' });
  expect(err).toMatch(
    /^ {2}deploy\/flux\/clusters\/staging\/runtime-info\.yaml:\d+:9 {2}data\.TIER: 1 is no text, and a ConfigMap has nothing else\. Quote it\.\n1 problem\. Nothing was written\.\n$/,
  );
});

test('for programs, too', async () => {
  const root = await project();
  appendFileSync(join(root, RUNTIME), '  TIER: 1\n');
  const { code, out } = await main(['check', '--json'], io(root));
  expect(code).toBe(2);
  expect(JSON.parse(out)).toMatchObject({
    outcome: 'problems',
    problems: [{ file: RUNTIME, path: 'data.TIER', severity: 'error', line: expect.any(Number) }],
  });
});

test('update says nothing of it, and writes what the spec says', async () => {
  const root = await project();
  appendFileSync(join(root, RUNTIME), '  TIER: 1\n');
  expect(await main(['update'], io(root))).toMatchObject({ code: 0, err: '' });
});
