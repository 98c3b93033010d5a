import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { emitReadme } from '../../../generators/core/emit/project/readme.ts';
import { RUNTIME_VERSION } from '../../../generators/core/emit/project/runtime-dependency.ts';
import { emitController } from '../../../generators/core/emit/source/controller.ts';
import { emitReconcile } from '../../../generators/core/emit/source/reconcile.ts';
import type { Model } from '../../../generators/core/model/model.ts';
import { projectFiles } from '../../../generators/core/plan/project.ts';
import { sourceFiles } from '../../../generators/core/plan/source.ts';
import generator from '../../../package.json' with { type: 'json' };
import runtime from '../../../runtime/package.json' with { type: 'json' };
import { kindOf, memcachedApi, memcachedModel, version } from '../models.ts';
import { nasty } from './nasty.ts';

const REPOSITORY = join(import.meta.dirname, '../../..');
const BIN = join(REPOSITORY, 'node_modules/.bin');
const scratch = mkdtempSync(join(tmpdir(), 'emit-source-'));
afterAll(() => rmSync(scratch, { recursive: true }));

const plan = async (model: Model) => [...projectFiles(model), ...(await sourceFiles(model))];

/** The project on disk, with what it depends on taken from this repository. */
const write = async (name: string, model: Model): Promise<string> => {
  const folder = join(scratch, name);
  for (const { path, content } of await plan(model)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  for (const dependency of ['typescript', 'vitest', '@types/node']) {
    mkdirSync(dirname(join(folder, 'node_modules', dependency)), { recursive: true });
    symlinkSync(join(REPOSITORY, 'node_modules', dependency), join(folder, 'node_modules', dependency));
  }
  symlinkSync(join(REPOSITORY, 'runtime'), join(folder, 'node_modules/k8s-operator-runtime'));
  return folder;
};

describe.each([
  ['an operator of one kind', memcachedModel()],
  ['an operator without kinds', memcachedModel({ apis: [] })],
  ['an operator that is hard to print', nasty],
])('%s', (name, model) => {
  const folder = write(name.replaceAll(' ', '-'), model);

  test('is formatted', async () => {
    const settings = join(scratch, 'format.json');
    writeFileSync(settings, JSON.stringify({ printWidth: 120, singleQuote: true }));
    const { stdout } = spawnSync(join(BIN, 'oxfmt'), ['--list-different', '-c', settings, 'src', 'vitest.config.ts'], {
      cwd: await folder,
      encoding: 'utf8',
    });
    expect(stdout).toBe('');
  });

  test('has types', async () => {
    const { stdout } = spawnSync(join(BIN, 'tsc'), ['--customConditions', 'source'], {
      cwd: await folder,
      encoding: 'utf8',
    });
    // The runtime is checked where it is written.
    expect(stdout.split('\n').filter((line) => /^(src|vitest)/.test(line))).toEqual([]);
  });

  test('is free of likely mistakes', async () => {
    expect(execFileSync(join(BIN, 'oxlint'), ['--deny-warnings'], { cwd: await folder, encoding: 'utf8' })).toContain(
      'Found 0 warnings and 0 errors.',
    );
  });
});

test('the same model gives the same files', async () => {
  expect(await plan(nasty)).toEqual(await plan(nasty));
});

test('versions are those of the packages', () => {
  const ci = projectFiles(memcachedModel()).find(({ path }) => path === '.github/workflows/ci.yaml');
  expect(ci?.content).toContain(`generator-k8s-operator@${generator.version} check`);
  expect(RUNTIME_VERSION).toBe(runtime.version);
});

test('only the first line of a managed source says that it is generated', async () => {
  const rows = await sourceFiles(memcachedModel());
  const marked = rows
    .filter(({ content }) => String(content).startsWith('// Generated from operator.yaml'))
    .map(({ path }) => path);
  expect(marked).toEqual(rows.filter(({ owner }) => owner === 'managed').map(({ path }) => path));
});

const watched = [kindOf('v1', 'Node')];

test.each([
  ['nothing', { children: [], watches: [] }, 'it'],
  ['what it owns', {}, 'it and of what it owns'],
  ['what it watches', { children: [], watches: watched }, 'it and of what it watches'],
  ['both', { watches: watched }, 'it, of what it owns and of what it watches'],
])('a controller says that it is woken by %s', (_, changes, expected) => {
  expect(emitController(memcachedModel(), memcachedApi(changes))).toContain(`woken by changes of ${expected}. */`);
});

test('of a kind without spec nothing says that it has one', () => {
  const storage = version({ schema: { type: 'object', properties: { size: { type: 'integer' } } } });
  const api = memcachedApi({ storage, children: [] });
  expect(emitController(memcachedModel(), api)).toContain('Keeps every Memcached as it asks;');
  expect(emitReconcile(api)).toContain('`memcached` asks for.');
});

test.each([
  ['A cache. It keeps\nthings for a while. It forgets.', 'A cache. It keeps things for a while.'],
  ['Keeps [rules](https://example.com/a) in e.g. two\nplaces.\n\nMore.', 'Keeps rules in e.g. two places.'],
  ['One that does not end', 'One that does not end'],
])('the README says of a kind that is described as %j: %s', (description, expected) => {
  const { schema } = version();
  const storage = version({ schema: { ...schema, description } });
  expect(emitReadme(memcachedModel({ apis: [memcachedApi({ storage })] }))).toContain(`| Namespaced | ${expected} |`);
});
