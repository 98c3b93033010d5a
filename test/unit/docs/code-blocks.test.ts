/** The TypeScript in the runtime's documents is that of the runtime. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';

const REPOSITORY = join(import.meta.dirname, '../../..');
const folder = mkdtempSync(join(tmpdir(), 'code-blocks-'));
afterAll(() => rmSync(folder, { recursive: true }));

const blocksOf = (document: string): readonly string[] =>
  [...readFileSync(join(REPOSITORY, 'runtime', document), 'utf8').matchAll(/^```ts\n(.*?)^```/gms)].map(
    ([, code = '']) => code,
  );

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
  symlinkSync(join(REPOSITORY, 'runtime'), join(folder, 'node_modules/k8s-operator-runtime'));
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
