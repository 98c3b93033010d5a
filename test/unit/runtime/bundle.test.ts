/** What operators bundle is what they import. */
import { build } from 'esbuild';
import { expect, test } from 'vitest';

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
