/** Catalog templates made whole by opm, which pulls the bundles that they name from a registry on loopback. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { toYaml } from '../../generators/core/emit/yaml.ts';
import type { ReleaseHistory } from '../../generators/core/model/release.ts';
import {
  catalogDocuments,
  type CatalogRelease,
  fileBasedCatalog,
} from '../../generators/core/olm/catalog/file-based-catalog.ts';
import { ARCHETYPES, semverChannels } from '../../generators/core/olm/catalog/semver-channels.ts';
import { basicTemplate, semverTemplate } from '../../generators/core/olm/catalog/templates.ts';
import { ifAvailable } from '../judges/availability.ts';
import { judge } from '../judges/judges.ts';
import { type LoopbackRegistry, pushBundle, startRegistry } from '../judges/loopback-registry.ts';
import { opm } from '../judges/opm.ts';
import { bundleFiles, bundleOf, catalogReleases, PACKAGE } from '../unit/olm/catalog/bundles.ts';
import { GOOD, history, release } from '../unit/olm/catalog/histories.ts';
import { memcachedModel } from '../unit/olm/memcached-model.ts';

const available = (await ifAvailable(async () => [await judge('opm'), await judge('registry')])) !== undefined;
const base = bundleOf(memcachedModel());

describe.skipIf(!available)('opm makes of', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'templates-'));
  let registry: LoopbackRegistry;
  beforeAll(async () => {
    registry = await startRegistry();
  });
  afterAll(async () => {
    await registry?.stop();
    rmSync(scratch, { recursive: true });
  });

  /** The releases of a history, in the registry. */
  const pushed = async (of: ReleaseHistory): Promise<readonly CatalogRelease[]> => {
    const releases: CatalogRelease[] = [];
    for (const one of catalogReleases(base, of)) {
      const image = await pushBundle(registry.host, 'acme/bundle', bundleFiles(one.content), one.content.annotations);
      releases.push({ ...one, image });
    }
    return releases;
  };

  interface Document {
    readonly schema: string;
    readonly name: string;
    readonly defaultChannel?: string;
  }
  /** The catalog that it makes of a template. */
  const rendered = async (kind: 'basic' | 'semver', template: object): Promise<readonly Document[]> => {
    const file = join(scratch, 'template.yaml');
    writeFileSync(file, toYaml(template));
    const flags = ['--use-http', '--migrate-level', 'bundle-object-to-csv-metadata', '-o', 'yaml'];
    return loadAll(await opm('alpha', 'render-template', kind, file, ...flags)) as readonly Document[];
  };

  test.each(Object.keys(GOOD))('the basic template the catalog: %s', async (title) => {
    const releases = await pushed(GOOD[title]!);
    const catalog = catalogDocuments(fileBasedCatalog(PACKAGE, GOOD[title]!, releases));
    expect(await rendered('basic', basicTemplate(PACKAGE, GOOD[title]!, releases))).toEqual(catalog);
  });

  const fitting = Object.keys(GOOD).filter((title) => title !== 'prereleases and build metadata');

  test.each(fitting)('the semver template what is foretold: %s', async (title) => {
    const releases = await pushed(GOOD[title]!);
    const { template, catalog, differences } = semverTemplate(
      PACKAGE,
      GOOD[title]!,
      ({ version }) => releases.find((one) => one.version === version)!.image,
    )!;
    const documents = await rendered('semver', template);
    const channels = documents.filter(({ schema }) => schema === 'olm.channel');
    expect(channels.map(({ schema: _schema, ...channel }) => channel)).toEqual(
      catalog.channels.map((channel) => ({ ...channel, package: PACKAGE })),
    );
    expect(documents[0]).toMatchObject({ schema: 'olm.package', defaultChannel: catalog.defaultChannel });
    // Without a difference it is the same catalog to the last word.
    const own = catalogDocuments(fileBasedCatalog(PACKAGE, GOOD[title]!, releases));
    const same = JSON.stringify(sorted(documents)) === JSON.stringify(sorted(own as readonly Document[]));
    expect(same).toBe(differences.length === 0);
  });

  test('the channels of a semver template: ten releases in every way', async () => {
    const versions = [
      '0.1.0',
      '0.1.1-rc.2',
      '0.1.1',
      '0.2.0',
      '1.0.0-alpha',
      '1.0.0',
      '1.0.7',
      '1.4.0',
      '1.4.1',
      '2.0.0',
    ];
    const releases = await pushed(history(versions.map((version) => release(version))));
    const image = (version: string): string => releases.find((one) => one.version === version)!.image;
    const members = { candidate: versions, fast: versions.filter((_, at) => at % 3 > 0), stable: versions.slice(2, 8) };
    for (const streams of [['major'], ['minor'], ['major', 'minor']] as const)
      for (const preferred of streams) {
        const documents = await rendered('semver', {
          Schema: 'olm.semver',
          GenerateMajorChannels: streams.includes('major' as never),
          GenerateMinorChannels: streams.includes('minor' as never),
          DefaultChannelTypePreference: preferred,
          ...Object.fromEntries(
            ARCHETYPES.map((name) => [name, { Bundles: members[name].map((version) => ({ Image: image(version) })) }]),
          ),
        });
        const { channels, defaultChannel } = semverChannels(PACKAGE, members, streams, preferred);
        expect(documents[0]!.defaultChannel).toBe(defaultChannel);
        expect(documents.filter(({ schema }) => schema === 'olm.channel')).toEqual(
          channels.map(({ name, entries }) => ({ schema: 'olm.channel', package: PACKAGE, name, entries })),
        );
      }
  });
});

/** With the keys of all objects in one order. */
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, item]) => [key, sorted(item)]),
  );
};
