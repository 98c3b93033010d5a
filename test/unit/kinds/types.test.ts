/** What code over the kinds must compile to, and what not: `tsc` is the judge, run as its users run it. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';

const repository = join(import.meta.dirname, '../../..');

/** Compiler messages about `body`, a statement list that sees the kinds and an owner `self`. */
const compile = (body: string, options: readonly string[] = []): string => {
  // Inside the repository, because that is where the packages resolve.
  const folder = mkdtempSync(join(repository, 'node_modules/.types-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const head = `
    import type { Desired } from '../../runtime/src/controller/reconcile.ts';
    import * as k from '../../runtime/src/kinds/index.ts';
    declare const self: { metadata: { name: string; namespace?: string }; spec: { size?: number; image: string; port: number | string; list: readonly string[] } };
    declare const labels: Readonly<Record<string, string>>;
    const metadata = { name: self.metadata.name };
  `;
  writeFileSync(
    join(folder, 'probe.ts'),
    `${head}\n${body}\nexport { self, labels, metadata, k };\nexport type { Desired };`,
  );
  const { stdout } = spawnSync(
    process.execPath,
    [
      join(repository, 'node_modules/typescript/bin/tsc'),
      '--ignoreConfig',
      '--noEmit',
      '--strict',
      '--skipLibCheck',
      '--target',
      'es2024',
      '--module',
      'nodenext',
      '--allowImportingTsExtensions',
      '--verbatimModuleSyntax',
      ...options,
      join(folder, 'probe.ts'),
    ],
    { cwd: repository, encoding: 'utf8' },
  );
  return stdout
    .split('\n')
    .filter((line) => line.includes('probe.ts'))
    .join('\n');
};

const deployment = `
  const deployment: Desired<k.Deployment> = {
    apiVersion: 'apps/v1', kind: 'Deployment', metadata: { ...metadata, labels },
    spec: {
      replicas: self.spec.size,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: { containers: [{ name: 'a', image: self.spec.image, args: self.spec.list, resources: { limits: { cpu: '1' } } }] },
      },
    },
  };
  const service: Desired<k.Service> = {
    apiVersion: 'v1', kind: 'Service', metadata,
    spec: { type: 'ClusterIP', selector: labels, ports: [{ port: 80, targetPort: self.spec.port }] },
  };
  const set: Desired<k.StatefulSet> = {
    apiVersion: 'apps/v1', kind: 'StatefulSet', metadata,
    spec: {
      selector: { matchLabels: labels }, serviceName: 'a',
      template: { metadata: { labels }, spec: { containers: [{ name: 'a', image: 'b' }] } },
      volumeClaimTemplates: [{ metadata: { name: 'data' }, spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } } }],
    },
  };
  const config: Desired<k.ConfigMap> = { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: self.spec.image } };
  const container: k.Container = { name: 'a' };
  const resources: k.ResourceRequirements = {};
  const template: k.PodTemplateSpec = {};
  export { deployment, service, set, config, container, resources, template };
`;

test.each([
  ['strict', []],
  ['exact optional properties too', ['--exactOptionalPropertyTypes', '--noUncheckedIndexedAccess']],
] as const)('templates as the generator writes them compile: %s', (_name, options) => {
  expect(compile(deployment, options)).toBe('');
});

test.each([
  ['a field that is not there', `const x: k.DeploymentSpec['replica'] = 1;`, /replica/],
  [
    'a wrong type',
    `const x: k.DeploymentSpec = { replicas: '3', selector: {}, template: {} };`,
    /'string' is not assignable to type 'number/,
  ],
  ['a missing required field', `const x: k.Container = { image: 'a' };`, /'name' is missing/],
  [
    'an object without its spec',
    `const x: Desired<k.Deployment> = { apiVersion: 'apps/v1', kind: 'Deployment', metadata };`,
    /not assignable to type 'Desired<Deployment>'/,
  ],
  [
    'another kind',
    `const x: Desired<k.Deployment> = { apiVersion: 'apps/v1', kind: 'DaemonSet', metadata, spec: { selector: {}, template: {} } };`,
    /DaemonSet/,
  ],
  [
    'a write to a shared object',
    `declare const x: k.Deployment; x.spec.template.spec!.containers.push({ name: 'a' });`,
    /'push' does not exist/,
  ],
])('refuses %s', (_name, body, message) => {
  expect(compile(body)).toMatch(message);
});
