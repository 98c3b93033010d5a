/** Bundles on disk. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Fault, fileProblem } from '../../../../generators/core/apply/fault.ts';
import { openBundle } from '../../../../generators/core/olm/open-bundle.ts';
import { readBundle } from '../../../../generators/core/olm/read-bundle.ts';
import { checkBundle } from '../../../../generators/core/olm/validate/check-bundle.ts';
import { formatProblem } from '../../../../generators/core/spec/problem.ts';
import { ANNOTATIONS, CRD, CSV, DEPENDENCIES, FILES, ROLE, told, toldWith } from './bundle.ts';

const scratch = mkdtempSync(join(tmpdir(), 'read-bundle-'));
afterAll(() => rmSync(scratch, { recursive: true }));

let count = 0;
const write = (files: Readonly<Record<string, string>>): string => {
  const folder = join(scratch, String(count++));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
  }
  return folder;
};

test('all parts are there', () => {
  const bundle = readBundle(
    write({
      ...FILES,
      [DEPENDENCIES]: 'dependencies: [{type: olm.label, value: {label: a}}]\n',
      'metadata/properties.yaml': 'properties: [{type: a, value: 1}]\n',
      'tests/scorecard/config.yaml': 'kind: Configuration\n',
    }),
  );
  expect(bundle.files.map(({ path }) => path)).toEqual([
    CRD,
    CSV,
    ROLE,
    ANNOTATIONS,
    DEPENDENCIES,
    'metadata/properties.yaml',
    'tests/scorecard/config.yaml',
  ]);
  expect([bundle.csv, ...bundle.crds, ...bundle.others].map((document) => document?.path)).toEqual([CSV, CRD, ROLE]);
  expect(bundle.content?.annotations['operators.operatorframework.io.bundle.package.v1']).toBe('cache-operator');
  expect(bundle.content?.dependencies).toEqual([{ type: 'olm.label', value: { label: 'a' } }]);
  expect(bundle.content?.properties).toEqual([{ type: 'a', value: 1 }]);
  expect(bundle.csv!.source.file).toMatch(/\/manifests\/csv\.yaml$/);
  expect(checkBundle(bundle)).toEqual([]);
});

test('the order in which the files are given changes nothing', () => {
  const files = Object.entries({ ...FILES, 'manifests/a.yaml': FILES[CRD]! }).map(([path, text]) => ({
    path,
    bytes: Buffer.from(text),
  }));
  const bundle = openBundle('bundle', files.toReversed());
  expect(bundle.content).toEqual(openBundle('bundle', files).content);
  expect(bundle.crds.map(({ path }) => path)).toEqual(['manifests/a.yaml', CRD]);
});

test.each<[string, (text: string) => string]>([
  ['CRLF', (text) => text.replaceAll('\n', '\r\n')],
  ['a byte order mark', (text) => `\u{feff}${text}`],
  ['a line of --- before', (text) => `---\n${text}`],
  ['a line of --- behind', (text) => `${text}---\n`],
])('%s changes nothing', (_title, change) => {
  expect(told(Object.fromEntries(Object.entries(FILES).map(([path, text]) => [path, change(text)])))).toEqual([]);
});

test('JSON is read with its places', () => {
  const role =
    '{\n  "apiVersion": "rbac.authorization.k8s.io/v1",\n  "kind": "Rolle",\n  "metadata": {"name": "a"}\n}\n';
  expect(toldWith('manifests/role.json', role)).toEqual([
    'bundle/manifests/role.json:3:11  kind: OLM does not apply "Rolle" from a bundle. Did you mean "Role"?',
  ]);
});

test('manifests are where the annotations say', () => {
  const files = Object.fromEntries(
    Object.entries(FILES).map(([path, text]) => [
      path.replace('manifests/', 'deploy/'),
      text.replace(': manifests/', ': deploy/'),
    ]),
  );
  const bundle = readBundle(write(files));
  expect([bundle.manifestsFolder, bundle.csv?.path]).toEqual(['deploy', 'deploy/csv.yaml']);
});

test('what has neither folder is told of, and judged all the same', () => {
  const flat = Object.fromEntries([CSV, CRD].map((path) => [path.replace('manifests/', ''), FILES[path]!]));
  expect(told({ ...flat, 'csv.yaml': flat['csv.yaml']!.replace('Basic Install', 'Basic') })).toEqual([
    'bundle/csv.yaml:7:19  metadata.annotations.capabilities: "Basic" is no level of capability. There are: Basic Install, Seamless Upgrades, Full Lifecycle, Deep Insights, Auto Pilot.',
    'bundle/manifests  there are no files in this folder of the bundle. Put the ClusterServiceVersion and the CRDs there.',
    'bundle/metadata  there are no files in this folder of the bundle. Put annotations.yaml there.',
  ]);
});

test('an empty folder is no bundle', () => {
  const folder = join(scratch, 'empty');
  mkdirSync(folder);
  expect(checkBundle(readBundle(folder)).map(({ message }) => message)).toEqual([
    'there is no ClusterServiceVersion in it.',
    'there are no files in this folder of the bundle.',
    'there are no files in this folder of the bundle.',
  ]);
});

test('what is no file among the manifests is told, as OLM refuses it', () => {
  const folder = write(FILES);
  mkdirSync(join(folder, 'manifests/empty'));
  symlinkSync(join(folder, 'metadata'), join(folder, 'manifests/linked'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'manifests/lost.yaml'));
  expect(checkBundle(readBundle(folder, 'bundle')).map(formatProblem)).toEqual([
    'bundle/manifests/empty  is an empty folder among the manifests, which OLM refuses. Remove it.',
    'bundle/manifests/linked  is a link to a folder among the manifests, which OLM refuses. Remove it.',
    'bundle/manifests/lost.yaml  is a link that leads nowhere among the manifests, which OLM refuses. Remove it.',
  ]);
});

test('links are told that lead to nowhere or to folders, wherever they lie, as OLM opens every file', () => {
  const folder = write({ ...FILES, 'tests/a': '' });
  mkdirSync(join(folder, 'tests/empty'));
  symlinkSync(join(folder, 'metadata'), join(folder, 'tests/linked'));
  symlinkSync(join(folder, 'nowhere'), join(folder, 'metadata/lost.yaml'));
  expect(checkBundle(readBundle(folder, 'bundle')).map(formatProblem)).toEqual([
    "bundle/metadata/lost.yaml  is a link that leads nowhere, and OLM's validators open every file of a bundle. Remove it.",
    "bundle/tests/linked  is a link to a folder, and OLM's validators open every file of a bundle. Remove it.",
  ]);
});

test('a file that is too large to be read is a fault', () => {
  const folder = write({ ...FILES, 'tests/core': '' });
  truncateSync(join(folder, 'tests/core'), 2 ** 31 + 1);
  expect(() => readBundle(folder, 'bundle')).toThrow(
    new Fault(fileProblem('bundle/tests/core', 'is larger than 2 GiB.', 'Move it away.')),
  );
});

describe('a folder that', () => {
  test('is not there is a fault', () => {
    expect(() => readBundle(join(scratch, 'nowhere'))).toThrow(Fault);
  });

  test('is a file is a fault', () => {
    expect(() => readBundle(join(write(FILES), CSV))).toThrow(Fault);
  });

  test('links to itself is read once', () => {
    const folder = write(FILES);
    symlinkSync(folder, join(folder, 'again'));
    symlinkSync(join(folder, 'nowhere'), join(folder, 'dead'));
    symlinkSync(join(folder, ROLE), join(folder, 'role.yaml'));
    expect(readBundle(folder).files.map(({ path }) => path)).toEqual([CRD, CSV, ROLE, ANNOTATIONS, 'role.yaml']);
  });
});

test('a bundle that cannot be unpacked is told by its largest file', () => {
  const letters = Array.from({ length: 1200 * 256 }, (_, i) => ((i * 2_654_435_761) % 2 ** 32).toString(36)).join('');
  const problems = toldWith(
    'manifests/large.yaml',
    `apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata: {a: "${letters}"}\n`,
  );
  expect(problems).toEqual([
    expect.stringMatching(
      /^bundle {2}compressed the bundle has about \d+ KiB; OLM takes 1024 KiB at most\. Its largest file is manifests\/large\.yaml: /,
    ),
  ]);
});

test('what is no text is told at its first byte', () => {
  expect(toldWith('manifests/logo.png', Uint8Array.from([0x89, 0x50, 0x4e, 0x47]))).toEqual([
    'bundle/manifests/logo.png:1:1  this is no UTF-8 text: a byte begins no character. Save it as UTF-8, and give text.',
  ]);
});

test.each(['./bundle', 'bundle/', '.\\bundle', 'bundle'])('files in %s are named alike', (folder) => {
  const problems = checkBundle(openBundle(folder, []));
  expect(problems.map(({ file }) => file)).toEqual(['bundle/manifests', 'bundle/manifests', 'bundle/metadata']);
});
