/** A project of odd kinds, as its owner and a cluster meet it: compiled, linted, tested, rendered, and its samples created. */
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildModel } from '../../generators/core/model/build.ts';
import { jsonText } from '../../generators/core/model/json.ts';
import { examples } from '../../generators/core/emit/olm/examples.ts';
import { crd } from '../../generators/core/objects/crd.ts';
import { planFiles } from '../../generators/core/plan/files.ts';
import { loadSpec } from '../../generators/core/spec/load.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { startControlPlane, type ControlPlane } from '../control-plane/start.ts';
import { findTools } from '../control-plane/tools.ts';

const REPOSITORY = join(import.meta.dirname, '../..');
const { spec, problems } = loadSpec(readFileSync(join(REPOSITORY, 'test/odd/operator.yaml')), 'operator.yaml');
const model = buildModel(spec!);
const folder = mkdtempSync(join(tmpdir(), 'odd-'));
afterAll(() => rmSync(folder, { recursive: true }));

const run = (program: string, ...args: readonly string[]) => {
  const { status, stdout, stderr } = spawnSync(join(REPOSITORY, 'node_modules/.bin', program), args, {
    cwd: folder,
    encoding: 'utf8',
  });
  return { status, out: stdout + stderr };
};

/** The runtime from its sources: what is tested is what is in the tree. */
const FROM_SOURCE = `import config from './vitest.config.ts';
const resolve = { conditions: ['source'] };
export default { ...config, resolve, ssr: { resolve } };
`;

beforeAll(async () => {
  const settings = { path: 'format.json', content: '{ "printWidth": 120, "singleQuote": true }' };
  const config = { path: 'vitest.source.config.ts', content: FROM_SOURCE };
  for (const { path, content } of [...(await planFiles(model)), settings, config]) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  symlinkSync(join(REPOSITORY, 'node_modules'), join(folder, 'node_modules'));
});

test('the spec has warnings only', () => {
  expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  expect(problems.map(({ message }) => message).join('\n')).toContain('no sample could be derived');
});

test('is formatted', () => {
  expect(run('oxfmt', '--list-different', '-c', 'format.json', 'src')).toMatchObject({ out: '' });
});

test('has types', () => {
  const { out } = run('tsc', '--customConditions', 'source');
  // The runtime is checked where it is written.
  expect(out.split('\n').filter((line) => line.startsWith('src'))).toEqual([]);
});

test('is free of likely mistakes', () => {
  expect(run('oxlint', '--deny-warnings').out).toContain('Found 0 warnings and 0 errors.');
});

test('its own tests pass, but one that has no sample', () => {
  const report = join(folder, 'report.json');
  run('vitest', 'run', '--config', 'vitest.source.config.ts', '--reporter', 'json', '--outputFile', report);
  const { numPassedTests, numTodoTests, testResults } = JSON.parse(readFileSync(report, 'utf8')) as {
    readonly numPassedTests: number;
    readonly numTodoTests: number;
    readonly testResults: readonly {
      readonly message: string;
      readonly assertionResults: readonly { readonly failureMessages: readonly string[] }[];
    }[];
  };
  const failures = [
    ...testResults.map(({ message }) => message).filter((message) => message !== ''),
    ...testResults
      .flatMap(({ assertionResults }) => assertionResults)
      .flatMap(({ failureMessages }) => failureMessages),
  ];
  expect(failures).toEqual([]);
  expect({ numPassedTests, numTodoTests }).toEqual({ numPassedTests: model.apis.length - 1, numTodoTests: 1 });
});

const available = await controlPlaneAvailable('Odd kinds on a real API server');

describe.skipIf(!available)('a real API server', () => {
  let controlPlane: ControlPlane;
  let kubectl: string;
  let helm: string;
  const send = (args: readonly string[], input: string): string =>
    execFileSync(kubectl, [...args, '-f', '-'], {
      encoding: 'utf8',
      input,
      env: { ...process.env, KUBECONFIG: controlPlane.kubeConfigPath },
      stdio: ['pipe', 'pipe', 'pipe'],
      maxBuffer: 1 << 28,
    });
  const list = (items: readonly unknown[]): string => jsonText({ apiVersion: 'v1', kind: 'List', items });
  // Nobody answers the webhook that converts: only the stored version can be tried of that one.
  const samples = model.apis
    .filter(({ kind }) => kind !== 'Never')
    .flatMap((api) => (api.conversion?.strategy === 'Webhook' ? [api.sample] : examples(api)));

  beforeAll(async () => {
    ({ kubectl, helm } = await findTools());
    controlPlane = await startControlPlane({ controllers: false });
    send(['create', '--validate=strict'], list(model.apis.map(crd)));
    send(['wait', '--for=condition=Established', '--timeout=60s'], list(model.apis.map(crd)));
  });
  afterAll(() => controlPlane?.stop());

  test.each(samples.map((sample) => [`${String(sample.apiVersion)} ${String(sample.kind)}`, sample] as const))(
    'takes the sample of %s',
    (_, sample) => {
      const { name } = sample.metadata as { name: string };
      const created = send(['create', '--validate=strict', '--dry-run=server', '-o', 'json'], jsonText(sample));
      expect(JSON.parse(created)).toMatchObject({ kind: sample.kind, metadata: { name } });
    },
  );

  test('takes the CRDs as the chart and kustomize render them', () => {
    const chart = execFileSync(helm, ['template', 'odd', `charts/${model.name}`], { cwd: folder, encoding: 'utf8' });
    const built = execFileSync(kubectl, ['kustomize', 'config/crd'], { cwd: folder, encoding: 'utf8' });
    for (const text of [chart, built]) {
      const definitions = text.split(/^---\n/m).filter((part) => /^kind: CustomResourceDefinition$/m.test(part));
      expect(definitions).toHaveLength(model.apis.length);
      const answers = send(
        ['apply', '--server-side', '--force-conflicts', '--dry-run=server', '-o', 'json'],
        definitions.join('---\n'),
      );
      const items = (JSON.parse(answers) as { items: { metadata: { generation: number } }[] }).items;
      // A generation counts changes of the spec: there is none.
      expect(items.map(({ metadata }) => metadata.generation)).toEqual(items.map(() => 1));
    }
  });
});
