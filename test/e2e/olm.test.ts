/** The generated OLM bundle before the ecosystem's own judges: the validators of operator-framework/api and Operator SDK's scorecard. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import type { Model } from '../../generators/core/model/model.ts';
import { olmFiles } from '../../generators/core/plan/olm.ts';
import { ifAvailable } from '../judges/availability.ts';
import { exampleModels } from '../judges/examples.ts';
import { judge } from '../judges/judges.ts';
import { scorecard, SCORECARD_TESTS } from '../judges/scorecard.ts';
import { sharedModel } from '../unit/models.ts';
import { literal, memcachedApi, memcachedModel, version } from '../unit/olm/memcached-model.ts';

const scratch = mkdtempSync(join(tmpdir(), 'olm-'));
afterAll(() => rmSync(scratch, { recursive: true }));

let bundles = 0;
/** Writes the bundle and answers its folder. */
const write = (model: Model, change = (text: string) => text): string => {
  const root = join(scratch, String(bundles++));
  for (const { path, content } of olmFiles(model)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), change(String(content)));
  }
  return join(root, 'bundle');
};

const storage = version();
const older = version({ name: 'v1alpha0', storage: false });
const unserved = version({ name: 'v1alpha0', storage: false, served: false });
const kept = version({ name: 'v1alpha0', served: false });
const working = version({ storage: false });
const free = version({ spec: { host: { type: 'string' } } });
const { spec: _spec, ...bare } = memcachedApi().sample;
const { status: _status, ...silent } = memcachedApi({ children: [], storage: version({ spec: {}, status: {} }) });
const second = memcachedApi({
  kind: 'Cache',
  listKind: 'CacheList',
  plural: 'caches',
  singular: 'cache',
  crdName: 'caches.cache.example.com',
  directory: 'cache',
  variable: 'cache',
  scope: 'Cluster',
});
const sample = (kind: string) => ({
  apiVersion: 'cache.example.com/v1alpha1',
  kind,
  metadata: { name: 'sample' },
  spec: {},
});

const models: Readonly<Record<string, Model>> = {
  ...Object.fromEntries(Object.entries(exampleModels()).map(([name, model]) => [`the example ${name}`, model])),
  'one kind': memcachedModel(),
  'two versions': memcachedModel({ apis: [memcachedApi({ storage, versions: [storage, older] })] }),
  'a version that is not served': memcachedModel({ apis: [memcachedApi({ storage, versions: [storage, unserved] })] }),
  'a version that objects are stored in, and that is not served': memcachedModel({
    apis: [memcachedApi({ storage: working, versions: [working, kept] })],
  }),
  'a kind whose fields can all be left out': memcachedModel({
    apis: [memcachedApi({ sample: bare, storage: free, versions: [free] })],
  }),
  'two kinds, one cluster-wide': memcachedModel({ apis: [memcachedApi(), { ...second, sample: sample('Cache') }] }),
  'a kind without children, status or fields': memcachedModel({ apis: [{ ...silent, sample: sample('Memcached') }] }),
  'a kind with a status of fields only': memcachedModel({
    apis: [memcachedApi({ status: { fields: [['readyReplicas', literal(1)]], conditions: [], uses: [] } })],
  }),
  'an operator that shares its objects, with secure metrics': sharedModel(),
  'everything that a spec can say': memcachedModel({
    manager: { ...memcachedModel().manager, serviceMonitor: true },
    delivery: {
      registry: 'oci://ghcr.io/acme',
      olm: {
        ...memcachedModel().delivery.olm!,
        provider: { name: 'Acme', url: 'https://acme.example.com' },
        maintainers: [{ name: 'A. Person', email: 'person@example.com' }],
        links: [{ name: 'Documentation', url: 'https://docs.example.com' }],
        keywords: ['cache'],
        categories: ['Database', 'Networking'],
      },
    },
  }),
};

const olmcheck = await ifAvailable(() => judge('olmcheck'));

describe.skipIf(olmcheck === undefined)('the bundle validators', () => {
  const verdict = (bundle: string) => {
    const { status, stdout, stderr } = spawnSync(olmcheck!, [bundle, '1.36'], { encoding: 'utf8' });
    return { status, findings: `${stderr}${stdout}`.split('\n').filter((line) => /^(error|warning):/.test(line)) };
  };

  test.each(Object.keys(models))('find nothing in the bundle of %s', (name) => {
    expect(verdict(write(models[name]!))).toEqual({ status: 0, findings: [] });
  });

  test.each<[string, (text: string) => string, number, RegExp]>([
    [
      'an owned kind without its CRD',
      (text) => text.replace('name: v1alpha1', 'name: v1alpha2'),
      1,
      /owned CRD .* not found/,
    ],
    [
      'a short minKubeVersion',
      (text) => text.replace('minKubeVersion: 1.30.0', 'minKubeVersion: "1.30"'),
      1,
      /[Mm]inKubeVersion/,
    ],
    ['an unknown category', (text) => text.replace('capabilities:', 'categories: Cats\n    capabilities:'), 1, /Cats/],
    ['a channel that promises nothing', (text) => text.replaceAll('v1: stable', 'v1: beta'), 2, /channel/],
    [
      'a version that is owned and of whose kind the CRD has none',
      (text) => text.replace('    kind: Memcached\n    listKind', '    kind: Other\n    listKind'),
      1,
      /present in bundle .* but not defined in CSV/,
    ],
  ])('see %s', (_title, change, status, finding) => {
    const { findings, ...rest } = verdict(write(memcachedModel(), change));
    expect(rest).toEqual({ status });
    expect(findings.join('\n')).toMatch(finding);
  });
});

const scorecardTest = await ifAvailable(() => judge('scorecard-test'));

describe.skipIf(scorecardTest === undefined)('the scorecard', () => {
  const cases = Object.keys(models).flatMap((name) => SCORECARD_TESTS.map((check) => [check, name] as const));

  test.each(cases)('%s passes for %s', async (check, name) => {
    const { state, errors = [], suggestions = [] } = await scorecard(write(models[name]!), check);
    // The example of an object has no status: that is the operator's to write.
    const unexpected = suggestions.filter((text) => !text.includes('does not have status spec'));
    expect({ state, errors, unexpected }).toEqual({ state: 'pass', errors: [], unexpected: [] });
  });

  test('olm-spec-descriptors fails without them', async () => {
    const bundle = write(memcachedModel(), (text) => text.replace('specDescriptors:', 'actionDescriptors:'));
    expect(await scorecard(bundle, 'olm-spec-descriptors')).toMatchObject({ state: 'fail' });
  });
});
