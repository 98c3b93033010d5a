/** Charts as Helm makes and reads them: every claim is held against the real helm. */
import { spawn } from 'node:child_process';
import { chmodSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { describe, expect, onTestFinished, test } from 'vitest';
import { parse } from 'yaml';
import { packChart, readChart } from '../../../generators/core/publish/chart-package.ts';
import { pushArtifacts } from '../../../generators/core/publish/push.ts';
import { findTools } from '../../control-plane/tools.ts';
import { folder, managed, put, type Tree } from '../apply/tree.ts';
import { repository, TREE } from './odd-chart.ts';
import { type FakeRegistry, startFakeRegistry } from './fake-registry.ts';

const { helm } = await findTools();

interface Ran {
  readonly code: number | null;
  readonly output: string;
}

/** Not at once: the registry is in this process. */
const run = async (cwd: string, ...args: readonly string[]): Promise<Ran> =>
  new Promise((resolve, reject) => {
    const child = spawn(helm, args, { cwd, env: { ...process.env, HOME: cwd, XDG_CONFIG_HOME: join(cwd, '.config') } });
    let output = '';
    for (const stream of [child.stdout, child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (output += text));
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, output }));
  });

const packed = async (root: string, host = 'localhost:5000', created?: string) =>
  packChart(readChart(root, 'odd-operator', repository(host), []), created);

const entriesOf = async (bytes: Uint8Array): Promise<ReadonlyMap<string, string>> =>
  new Map(
    (await unpackTar(gunzipSync(bytes))).map(
      ({ header, data }) => [header.name, Buffer.from(data!).toString()] as const,
    ),
  );

const registryOf = async (): Promise<FakeRegistry> => {
  const registry = await startFakeRegistry();
  onTestFinished(() => registry.close());
  return registry;
};

const pushTo = async (root: string, registry: FakeRegistry): Promise<void> => {
  await pushArtifacts({
    artifacts: [await packed(root, registry.host)],
    plainHttp: () => true,
    overwrite: false,
    connection: {
      signal: new AbortController().signal,
      say: () => undefined,
      world: { env: {}, home: root, platform: 'linux' },
      timing: { answer: 5000, bytesPerMillisecond: 16, pauses: [], longestPause: 0 },
    },
    onTagging: () => undefined,
    onPushed: () => undefined,
  });
};

test('the package has what helm package puts into it', async () => {
  const root = folder(TREE);
  expect(await run(root, 'package', 'charts/odd-operator')).toMatchObject({ code: 0 });
  const theirs = await entriesOf(readFileSync(join(root, 'odd-operator-1.2.3-rc.1+build.5.tgz')));
  const ours = await entriesOf((await packed(root)).layer.bytes);
  expect([...ours.keys()].toSorted()).toEqual([...theirs.keys()].toSorted());
  const chart = 'odd-operator/Chart.yaml';
  expect([...ours.keys()][0]).toBe(chart);
  // Helm writes this file anew; that a later helm reads the same out of both is the next test's.
  const others = (entries: ReadonlyMap<string, string>) => new Map([...entries].filter(([name]) => name !== chart));
  expect(others(ours)).toEqual(others(theirs));
  expect(parse(ours.get(chart)!)).toMatchObject({ name: 'odd-operator', version: '1.2.3-rc.1+build.5' });
});

test('the manifest is what helm push makes of it, but for the hour', async () => {
  const [root, registry] = [folder(TREE), await registryOf()];
  await run(root, 'package', 'charts/odd-operator');
  const push = await run(
    root,
    'push',
    'odd-operator-1.2.3-rc.1+build.5.tgz',
    `oci://${registry.host}/helm`,
    '--plain-http',
  );
  expect(push).toMatchObject({ code: 0 });
  const manifestOf = (path: string) => JSON.parse(registry.tags.get(`${path}:1.2.3-rc.1_build.5`)!.toString());
  const theirs = manifestOf('helm/odd-operator');
  await pushTo(root, registry);
  const ours = manifestOf('acme/charts/odd-operator');
  // The config is the same blob, to the byte.
  expect(ours.config).toEqual(theirs.config);
  const { 'org.opencontainers.image.created': created, ...annotations } = theirs.annotations;
  expect(created).toMatch(/^\d{4}-/);
  expect(ours.annotations).toEqual(annotations);
  const [layer] = theirs.layers;
  expect(ours.layers).toEqual([{ ...layer, digest: expect.any(String), size: expect.any(Number) }]);
  // Which the specification has for what Helm leaves to the header.
  const mediaType = 'application/vnd.oci.image.manifest.v1+json';
  expect({ ...ours, annotations: {}, layers: [] }).toEqual({ ...theirs, mediaType, annotations: {}, layers: [] });
});

test('helm shows, pulls and renders it from the registry', async () => {
  const [root, registry] = [folder(TREE), await registryOf()];
  await pushTo(root, registry);
  const from = [`oci://${registry.host}/acme/charts/odd-operator`, '--version', '1.2.3-rc.1+build.5', '--plain-http'];
  const shown = await run(root, 'show', 'chart', ...from);
  expect(shown).toMatchObject({ code: 0, output: expect.stringContaining('version: 1.2.3-rc.1+build.5') });
  expect(await run(root, 'template', 'r', ...from)).toMatchObject({
    code: 0,
    output: expect.stringContaining('name: "r"'),
  });
  expect(await run(root, 'pull', ...from, '--untar', '--untardir', 'pulled')).toMatchObject({ code: 0 });
  expect(readFileSync(join(root, 'pulled/odd-operator/files/crds/a.yaml'), 'utf8')).toBe('a: {{ b }}\n');
});

describe('the digest', () => {
  const digest = async (tree: Tree, change?: (root: string) => void, created?: string): Promise<string> => {
    const root = folder(tree);
    change?.(root);
    return (await packed(root, undefined, created)).manifest.digest;
  };

  test('is the same for the same files, whatever machine they are on', async () => {
    const expected = await digest(TREE);
    expect(await digest(Object.fromEntries(Object.entries(TREE).toReversed()))).toBe(expected);
    expect(await digest(TREE, (root) => chmodSync(join(root, 'charts/odd-operator/values.yaml'), 0o755))).toBe(
      expected,
    );
    expect(await digest(TREE, (root) => put(root, { 'charts/odd-operator/notes/y.md': 'ignored' }))).toBe(expected);
  });

  test('is another one for other files, and another hour that is given', async () => {
    const all = [
      await digest(TREE),
      await digest({ ...TREE, 'charts/odd-operator/values.yaml': 'replicas: 2\n' }),
      await digest(TREE, undefined, '2026-01-01T00:00:00Z'),
    ];
    expect(new Set(all).size).toBe(3);
  });

  test('does not know what git did to the line ends of a generated file', async () => {
    const path = 'charts/odd-operator/README.md';
    const plan = [managed(path, 'one\ntwo\n')];
    const of = async (text: string): Promise<string> => {
      const root = folder({ ...TREE, [path]: text });
      return (await packChart(readChart(root, 'odd-operator', repository('localhost:5000'), plan), undefined)).manifest
        .digest;
    };
    expect(await of('one\r\ntwo\r\n')).toBe(await of('one\ntwo\n'));
    expect(await of('one\r\nthree\r\n')).not.toBe(await of('one\nthree\n'));
  });
});
