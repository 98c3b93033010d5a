/** File-based catalogs before opm, which makes, reads and judges those of the field. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { afterAll, describe, expect, test } from 'vitest';
import { toYaml } from '../../generators/core/emit/yaml.ts';
import type { ReleaseHistory } from '../../generators/core/model/release.ts';
import type { BundleContent } from '../../generators/core/olm/bundle-content.ts';
import { bundleBlob } from '../../generators/core/olm/catalog/bundle-blob.ts';
import { chainFault, type ChainFault } from '../../generators/core/olm/catalog/chain.ts';
import type { Channel } from '../../generators/core/olm/catalog/channels.ts';
import { catalogDockerfile, indexIgnore } from '../../generators/core/olm/catalog/dockerfile.ts';
import { catalogDocuments, fileBasedCatalog } from '../../generators/core/olm/catalog/file-based-catalog.ts';
import { mermaidGraph } from '../../generators/core/olm/catalog/mermaid.ts';
import { catalogReadme } from '../../generators/core/olm/catalog/readme.ts';
import { parseRange } from '../../generators/core/olm/version-range.ts';
import { readBundle } from '../../generators/core/olm/read-bundle.ts';
import { withOurIds } from '../judges/opm-picture.ts';
import { ifAvailable } from '../judges/availability.ts';
import { exampleModels } from '../judges/examples.ts';
import { judge } from '../judges/judges.ts';
import { opm, opmComplaint } from '../judges/opm.ts';
import { sharedModel } from '../unit/models.ts';
import { bundleFiles, bundleOf, catalogReleases, PACKAGE, writeFiles } from '../unit/olm/catalog/bundles.ts';
import { oddBundles } from '../unit/olm/catalog/odd-bundles.ts';
import { BAD } from '../unit/olm/catalog/bad-histories.ts';
import { GOOD } from '../unit/olm/catalog/histories.ts';
import { memcachedApi, memcachedModel, version } from '../unit/olm/memcached-model.ts';
import { randomChannels, randomRanges } from '../unit/olm/catalog/random.ts';

const scratch = mkdtempSync(join(tmpdir(), 'catalog-'));
afterAll(() => rmSync(scratch, { recursive: true }));

let folders = 0;
/** Writes files into a folder of their own and answers it. */
const write = (files: Readonly<Record<string, string>>): string => {
  const root = join(scratch, String(folders++));
  mkdirSync(root);
  writeFiles(root, files);
  return root;
};

const yaml = (documents: readonly object[]): string => documents.map(toYaml).join('---\n');
const MIGRATED = ['--migrate-level', 'bundle-object-to-csv-metadata', '-o', 'yaml'];
const available = (await ifAvailable(() => judge('opm'))) !== undefined;

const storage = version();
const older = version({ name: 'v1alpha0', storage: false });
const second = memcachedApi({ kind: 'Cache', plural: 'caches', crdName: 'caches.cache.example.com', scope: 'Cluster' });
const base = bundleOf(memcachedModel());
const bundles: Readonly<Record<string, BundleContent>> = {
  ...Object.fromEntries(
    Object.entries(exampleModels()).map(([name, model]) => [`the example ${name}`, bundleOf(model)]),
  ),
  'two versions': bundleOf(memcachedModel({ apis: [memcachedApi({ storage, versions: [storage, older] })] })),
  'two kinds': bundleOf(memcachedModel({ apis: [memcachedApi(), second] })),
  'an operator that shares its objects': bundleOf(sharedModel()),
  ...oddBundles(base),
};

describe.skipIf(!available)('opm renders as we do the bundle of', () => {
  test.each(Object.keys(bundles))('%s', async (name) => {
    const folder = write(bundleFiles(bundles[name]!));
    const template = 'ghcr.io/acme/memcached-operator-bundle:v{{.Version}}';
    const [theirs] = loadAll(await opm('render', folder, '--alpha-image-ref-template', template, ...MIGRATED));
    const { image } = theirs as { readonly image: string };
    expect(bundleBlob(readBundle(folder).content!, image)).toEqual(theirs);
  });
});

const documentsOf = (history: ReleaseHistory): readonly object[] =>
  catalogDocuments(fileBasedCatalog(PACKAGE, history, catalogReleases(base, history)));

describe.skipIf(!available)('the catalog of', () => {
  describe.each(Object.keys(GOOD))('%s', (title) => {
    const history = GOOD[title]!;
    const documents = documentsOf(history);
    const readme = catalogReadme({
      packageName: PACKAGE,
      displayName: 'Memcached Operator',
      history,
      image: 'ghcr.io/acme/catalog:v1',
      bundleImage: ({ version: of }) => `ghcr.io/acme/bundle:v${of}`,
      installations: { v1: { limits: [] }, v0: { limits: [] } },
    });
    const folder = (): string =>
      write({ [`${PACKAGE}/catalog.yaml`]: yaml(documents), '.indexignore': indexIgnore(), 'README.md': readme });

    test('is accepted, and the same when opm has read it', async () => {
      const catalog = folder();
      expect(await opmComplaint(catalog)).toBe('');
      expect(loadAll(await opm('render', catalog, '-o', 'yaml'))).toEqual(JSON.parse(JSON.stringify(documents)));
    });

    test('is served as the image does it: its cache can be made beforehand', async () => {
      const cache = write({});
      await opm('serve', folder(), `--cache-dir=${cache}`, '--cache-only');
      expect(readdirSync(cache)).not.toEqual([]);
    });

    test('has the picture that opm draws, under other identifiers', async () => {
      const drawn = await opm('alpha', 'render-graph', '--draw-v0-semantics', folder());
      expect(mermaidGraph(PACKAGE, history)).toBe(withOurIds(drawn, PACKAGE));
    });
  });

  test('whoever does not leave out its README is refused', async () => {
    const catalog = {
      [`${PACKAGE}/catalog.yaml`]: yaml(documentsOf(GOOD['one release']!)),
      'README.md': '# No catalog',
    };
    await expect(opm('validate', write(catalog))).rejects.toThrow('missing root schema field');
  });
});

describe.skipIf(!available)('what we refuse', () => {
  test.each(Object.keys(BAD))('%s', async (title) => {
    const { history, refused } = BAD[title]!;
    const folder = write({ [`${PACKAGE}/catalog.yaml`]: yaml(documentsOf(history)) });
    expect((await opmComplaint(folder)) !== '').toBe(refused);
  });
});

describe.skipIf(!available)('by the same rules as opm, of all packages of one catalog,', () => {
  /** A catalog of packages with one channel each. */
  const catalogOf = (channels: readonly Channel[]): readonly object[] =>
    channels.flatMap(({ entries, name: pkg }) => [
      { schema: 'olm.package', name: pkg, defaultChannel: 'only' },
      { schema: 'olm.channel', name: 'only', package: pkg, entries },
      ...entries.map(({ name }, index) => ({
        schema: 'olm.bundle',
        name,
        package: pkg,
        image: 'example.com/bundle:1',
        properties: [{ type: 'olm.package', value: { packageName: pkg, version: `0.${index}.0` } }],
      })),
    ]);
  /** The first thing that is said of each package. */
  const complaints = async (channels: readonly Channel[]): Promise<Readonly<Record<string, string>>> => {
    const said = (await opmComplaint(write({ 'all/catalog.yaml': yaml(catalogOf(channels)) }))).split(
      'invalid package ',
    );
    return Object.fromEntries(
      said.slice(1).map((part) => [/^"(.*?)"/.exec(part)![1], /(?:\n.*invalid .*:)*\n\W*(.*)/.exec(part)![1]]),
    );
  };

  test('chains: one head, no circle, nothing stranded', async () => {
    const channels = randomChannels(300);
    const theirs = await complaints(channels);
    const ours = channels.map((channel) => [channel.name, inWords(chainFault(channel))]);
    expect(ours).toEqual(channels.map(({ name }) => [name, theirs[name] ?? '']));
    const kinds = new Set(channels.map((channel) => chainFault(channel)?.kind));
    expect(kinds).toEqual(new Set(['cycle', 'no-head', 'several-heads', 'stranded', undefined]));
  });

  const inWords = (fault: ChainFault | undefined): string => {
    switch (fault?.kind) {
      case undefined:
        return '';
      case 'no-head':
        return 'no channel head found in graph';
      case 'several-heads':
        return `multiple channel heads found in graph: ${fault!.names.join(', ')}`;
      case 'cycle':
        return `detected cycle in replaces chain of upgrade graph: ${fault!.names.join(' -> ')}`;
      case 'stranded':
        return `channel contains one or more stranded bundles: ${fault!.names.join(', ')}`;
    }
  };

  test('ranges of versions', async () => {
    const ranges = randomRanges(400);
    const channels = ranges.map((skipRange, index) => ({ name: `p${index}`, entries: [{ name: 'b', skipRange }] }));
    const theirs = await complaints(channels);
    const taken = ranges.map((range, index) => [range, theirs[`p${index}`] === undefined]);
    expect(ranges.map((range) => [range, typeof parseRange(range) === 'function'])).toEqual(taken);
    expect(taken.filter(([, isTaken]) => isTaken).length).toBeGreaterThan(50);
    expect(taken.filter(([, isTaken]) => isTaken !== true).length).toBeGreaterThan(50);
  });
});

test.skipIf(!available)("the Dockerfile is opm's own, but for the platform that the cache is made on", async () => {
  const onBuilder = '--platform=$BUILDPLATFORM ';
  const image = /^FROM --platform=\S+ (\S+) AS/m.exec(catalogDockerfile())![1]!;
  const folder = write({ 'catalog/a.yaml': '' });
  await opm('generate', 'dockerfile', join(folder, 'catalog'), '-i', image, '-b', image);
  // Docker warns of `as` beside `FROM`.
  expect(catalogDockerfile().replace(onBuilder, '')).toBe(
    readFileSync(join(folder, 'catalog.Dockerfile'), 'utf8').replace(' as builder', ' AS builder'),
  );
});
