/** What operators bundle is what they import. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { expect, onTestFinished, test } from 'vitest';

const bundle = async (contents: string): Promise<string> => {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    write: false,
    platform: 'node',
    format: 'esm',
    conditions: ['source'],
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
};

test.each<[string, string, string, RegExp]>([
  [
    'a kind, and no other kind',
    `import { Deployment } from 'k8s-operator-runtime/kinds'; console.log(Deployment);`,
    'deployments',
    /statefulsets|replicasets|pods/,
  ],
  [
    'helpers, and no client',
    `import { setCondition, hasCondition, setControllerReference, draft, Conflict } from 'k8s-operator-runtime';
     console.log(setCondition, hasCondition, setControllerReference, draft, Conflict);`,
    'AlreadyOwned',
    /merge-patch\+json|undici|prom-client/,
  ],
  [
    'an operator, with a reader of YAML and no second one',
    `import { run } from 'k8s-operator-runtime'; await run({ name: 'operator', controllers: [] });`,
    'YAMLException',
    /parseAllDocuments/,
  ],
  [
    'a client, and no manager',
    `import { createClient, waitFor } from 'k8s-operator-runtime'; console.log(createClient, waitFor);`,
    'merge-patch+json',
    /createManager|leader-election|prom-client/,
  ],
])('%s', async (_, source, wanted, unwanted) => {
  const text = await bundle(source);
  expect(text).toContain(wanted);
  expect(text).not.toMatch(unwanted);
});

test('the operator of the README, bundled as it says, is one file of less than 3 MB that runs', async () => {
  const readme = readFileSync(join(import.meta.dirname, '../../../runtime/README.md'), 'utf8');
  const [, source = ''] = /```ts\n(.*?)```/s.exec(readme) ?? [];
  const [, flags = '', banner = ''] = /npx esbuild operator\.ts ([^"]*)--banner:js="([^"]+)"/.exec(readme) ?? [];
  expect(flags.match(/--[a-z-]+/g)).toEqual([
    '--bundle',
    '--minify',
    '--keep-names',
    '--platform',
    '--format',
    '--outfile',
  ]);
  const out = mkdtempSync(join(tmpdir(), 'bundle-'));
  onTestFinished(() => rmSync(out, { recursive: true }));
  const outfile = join(out, 'operator.mjs');
  await build({
    stdin: { contents: source, resolveDir: import.meta.dirname, loader: 'ts' },
    bundle: true,
    minify: true,
    keepNames: true,
    platform: 'node',
    format: 'esm',
    banner: { js: banner },
    outfile,
    conditions: ['source'],
    logLevel: 'silent',
  });
  expect(statSync(outfile).size).toBeLessThan(3_000_000);
  expect(execFileSync(process.execPath, [outfile, '--help'], { encoding: 'utf8' })).toContain('memcached-operator');
});
