/** What the runtime's documents say in code is so: their TypeScript, and the operator's flags. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { usage } from '../../../runtime/src/manager/flags.ts';

const REPOSITORY = join(import.meta.dirname, '../../..');
const RUNTIME = join(REPOSITORY, 'runtime');
const textOf = (document: string): string => readFileSync(join(RUNTIME, document), 'utf8');
const folder = mkdtempSync(join(tmpdir(), 'code-blocks-'));
afterAll(() => rmSync(folder, { recursive: true }));

const blocksOf = (document: string): readonly string[] =>
  [...textOf(document).matchAll(/^```ts\n(.*?)^```/gms)].map(([, code = '']) => code);

const IMPORTS = `
import { controller, createManager, kind, type KubernetesObject } from 'k8s-operator-runtime';
import { Deployment } from 'k8s-operator-runtime/kinds';
import { embedded, startFaultProxy } from 'k8s-operator-runtime/testing';
import { expect } from 'vitest';
`;

/** What the document on testing takes for granted; a block may declare some of it anew. */
const GIVEN = `
interface Memcached extends KubernetesObject { spec: { size: number }; status?: { readyReplicas?: number } }
const Memcached = kind<Memcached>({ group: 'a', version: 'v1', kind: 'Memcached', plural: 'memcacheds', scope: 'Namespaced' });
const controllers = [controller(Memcached, { reconcile: async () => {}, owns: [Deployment] })];
const cluster = await embedded();
const proxy = await startFaultProxy({ kubeConfig: cluster.kubeConfig() });
const second = proxy;
const manager = createManager({ name: 'operator', controllers, kubeConfig: proxy.kubeConfig() });
`;

test('what stands there has types', () => {
  mkdirSync(join(folder, 'node_modules/@types'), { recursive: true });
  for (const name of ['vitest', 'typescript', '@types/node'])
    symlinkSync(join(REPOSITORY, 'node_modules', name), join(folder, 'node_modules', name));
  symlinkSync(RUNTIME, join(folder, 'node_modules/k8s-operator-runtime'));
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  writeFileSync(
    join(folder, 'tsconfig.json'),
    JSON.stringify({
      extends: join(REPOSITORY, 'tsconfig.json'),
      // What a block declares it need not use.
      compilerOptions: { noUnusedLocals: false },
      include: ['*.ts'],
      exclude: [],
    }),
  );
  // One program: the tests run what the beginning declares.
  writeFileSync(join(folder, 'readme.ts'), blocksOf('README.md').join('\n'));
  for (const [index, block] of blocksOf('docs/testing.md').entries())
    writeFileSync(join(folder, `testing-${index + 1}.ts`), `${IMPORTS}${GIVEN}{\n${block}\n}\nexport {};\n`);
  const { stdout } = spawnSync(join(REPOSITORY, 'node_modules/.bin/tsc'), { cwd: folder, encoding: 'utf8' });
  // The runtime is checked where it is written.
  expect(stdout.split('\n').filter((line) => /^(readme|testing)/.test(line))).toEqual([]);
});

test('its flags are those of operators, or of Node', () => {
  const named = [...textOf('README.md').matchAll(/`--([a-z-]+)/g)].map(([, flag]) => flag);
  const known = new Set([
    'max-semi-space-size',
    ...[...usage('x').matchAll(/^ {2}--([a-z-]+)/gm)].map(([, flag]) => flag),
  ]);
  expect(named.filter((flag) => !known.has(flag))).toEqual([]);
  expect(named).toContain('leader-elect');
});
