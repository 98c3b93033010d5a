/**
 * Catalog templates: the short forms of a catalog that name bundles by their images and that `opm alpha render-template` makes whole.
 * Given the history and the image of each release, gives the basic template, which makes the catalog that `file-based-catalog.ts`
 * makes, and the semver template, which makes its channels by opm's own rules.
 */
import type { Release, ReleaseHistory } from '../../model/release.ts';
import type { Channel } from './channels.ts';
import { catalogDocuments, type CatalogRelease, fileBasedCatalog } from './file-based-catalog.ts';
import {
  type Archetype,
  ARCHETYPES,
  channelName,
  type SemverChannels,
  semverChannels,
  type Stream,
} from './semver-channels.ts';
import { compareVersions, parseVersion } from '../version.ts';

/** `olm.template.basic`: all of the catalog, but of each bundle its image alone. */
export const basicTemplate = (
  packageName: string,
  history: ReleaseHistory,
  releases: readonly CatalogRelease[],
): object => ({
  schema: 'olm.template.basic',
  entries: catalogDocuments(fileBasedCatalog(packageName, history, releases)).map((document) => {
    const { schema, image } = document as { readonly schema: string; readonly image?: string };
    return schema === 'olm.bundle' ? { schema, image } : document;
  }),
});

export interface SemverTemplate {
  /** `olm.semver`. */
  readonly template: object;
  /** What opm makes of it. */
  readonly catalog: SemverChannels;
  /** In what that is not the catalog of the history, a sentence each; for people. */
  readonly differences: readonly string[];
}

/**
 * `olm.semver`. `image` gives that of a release. Undefined where the channels do not fit: such a template has channels that begin with
 * candidate, fast or stable, and may go on with the major or minor version of the releases in them: `stable`, `fast-v1`, `candidate-v1.2`.
 */
export const semverTemplate = (
  packageName: string,
  history: ReleaseHistory,
  image: (release: Release) => string,
): SemverTemplate | undefined => {
  const { releases, defaultChannel } = history;
  const places = releases.flatMap((release) => release.channels.map((channel) => placeOf(channel, release.version)));
  if (places.some((place) => place === undefined)) return undefined;
  const members = (archetype: Archetype): readonly Release[] =>
    releases.filter(({ channels, version }) =>
      channels.some((channel) => placeOf(channel, version)?.archetype === archetype),
    );
  if (ARCHETYPES.some((archetype) => !areOrdered(members(archetype)))) return undefined;
  const named = new Set(places.map((place) => place!.stream));
  // A channel without a number is nearest to one for each major version.
  const streams = (['major', 'minor'] as const).filter((stream) => named.has(stream));
  const generated: readonly Stream[] = streams.length === 0 ? ['major'] : streams;
  const preferred = generated.includes('minor') && !/-v\d+$/.test(defaultChannel) ? 'minor' : generated[0]!;
  const catalog = semverChannels(
    packageName,
    {
      candidate: members('candidate').map(({ version }) => version),
      fast: members('fast').map(({ version }) => version),
      stable: members('stable').map(({ version }) => version),
    },
    generated,
    preferred,
  );
  const template = {
    Schema: 'olm.semver',
    GenerateMajorChannels: generated.includes('major'),
    GenerateMinorChannels: generated.includes('minor'),
    ...(generated.length === 2 && preferred === 'major' && { DefaultChannelTypePreference: 'major' }),
    ...Object.fromEntries(
      ARCHETYPES.map((archetype) => [archetype, members(archetype)] as const)
        .filter(([, found]) => found.length > 0)
        .map(([archetype, found]) => [
          `${archetype[0]!.toUpperCase()}${archetype.slice(1)}`,
          { Bundles: found.map((release) => ({ Image: image(release) })) },
        ]),
    ),
  };
  return { template, catalog, differences: differences(packageName, history, catalog) };
};

interface Place {
  readonly archetype: Archetype;
  readonly stream?: Stream;
}

const placeOf = (channel: string, version: string): Place | undefined => {
  const parsed = parseVersion(version);
  if (parsed === undefined) return undefined;
  const archetype = ARCHETYPES.find((name) => channel === name || channel.startsWith(`${name}-`));
  if (archetype === undefined) return undefined;
  if (channel === archetype) return { archetype };
  const stream = (['major', 'minor'] as const).find((kind) => channelName(archetype, kind, parsed) === channel);
  return stream === undefined ? undefined : { archetype, stream };
};

/** Whether opm can put them into an order: it refuses versions that differ in build metadata only. */
const areOrdered = (releases: readonly Release[]): boolean => {
  const versions = releases.map(({ version }) => parseVersion(version)!);
  return versions.every((version, index) =>
    versions.slice(index + 1).every((other) => compareVersions(version, other) !== 0),
  );
};

const differences = (packageName: string, history: ReleaseHistory, made: SemverChannels): readonly string[] => {
  const { channels, deprecations, package: own } = fileBasedCatalog(packageName, history, []);
  const names = (list: readonly Channel[]): readonly string[] => list.map(({ name }) => name);
  const ours = names(channels).filter((name) => !names(made.channels).includes(name));
  const theirs = names(made.channels).filter((name) => !names(channels).includes(name));
  const changed = channels.filter(({ name, entries }) => {
    const other = made.channels.find((channel) => channel.name === name);
    return other !== undefined && JSON.stringify(sorted(other)) !== JSON.stringify(sorted({ name, entries }));
  });
  return [
    ...(ours.length === 0 ? [] : [`It has no channel ${ours.join(', ')}.`]),
    ...(theirs.length === 0
      ? []
      : [`It has ${theirs.length === 1 ? 'a channel' : 'channels'} more: ${theirs.join(', ')}.`]),
    ...changed.map(
      ({ name }) =>
        `In the channel ${name} its upgrades follow from the versions alone, and are not those of the history.`,
    ),
    ...(made.defaultChannel === own.defaultChannel ? [] : [`Its default channel is ${made.defaultChannel}.`]),
    ...(deprecations.length === 0 ? [] : ['It says of nothing that it is deprecated.']),
  ];
};

/** Without what no meaning hangs on: the order of entries and of skips. */
const sorted = ({ entries }: Pick<Channel, 'name' | 'entries'>): unknown =>
  entries
    .map(
      ({ name, replaces = null, skips = [], skipRange = null }) =>
        [name, replaces, skips.toSorted(), skipRange] as const,
    )
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
