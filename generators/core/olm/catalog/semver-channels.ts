/**
 * The channels that opm makes of a semver template: a port of operator-registry v1.73.0, alpha/template/semver/semver.go,
 * generateChannels and linkChannels. For each of candidate, fast and stable there is a channel for each major version, each minor
 * version, or both; the last release of each minor version replaces the last of the one before it and skips all between.
 */
import { type Channel, type ChannelEntry, compareBytes } from './channels.ts';
import { bundleName } from '../../model/bundle-name.ts';
import { compareVersions, parseVersion, type Version } from '../version.ts';

/** From the least stable. */
export const ARCHETYPES = ['candidate', 'fast', 'stable'] as const;
export type Archetype = (typeof ARCHETYPES)[number];

/** From the one that opm prefers less. */
const STREAMS = ['major', 'minor'] as const;
export type Stream = (typeof STREAMS)[number];

export interface SemverChannels {
  /** By name. */
  readonly channels: readonly Channel[];
  readonly defaultChannel: string;
}

/** Versions are SemVer; of those in one archetype no two differ in build metadata only. `preferred` decides between two default channels. */
export const semverChannels = (
  packageName: string,
  versions: Readonly<Record<Archetype, readonly string[]>>,
  streams: readonly Stream[],
  preferred: Stream,
): SemverChannels => {
  const links = ARCHETYPES.flatMap((archetype) =>
    STREAMS.filter((stream) => streams.includes(stream)).flatMap((stream) =>
      lowestFirst(versions[archetype]).map((parsed) => ({
        archetype,
        stream,
        version: parsed.version,
        name: bundleName(packageName, parsed.text),
        channel: channelName(archetype, stream, parsed.version),
      })),
    ),
  );
  const edges = new Map(edgesOf(links).map((edge) => [`${edge.channel} ${edge.name}`, edge]));
  const names = [...new Set(links.map(({ channel }) => channel))].toSorted(compareBytes);
  return {
    channels: names.map((channel) => ({
      name: channel,
      entries: links
        .filter((link) => link.channel === channel)
        .map(({ name }) => channelEntry(name, edges.get(`${channel} ${name}`))),
    })),
    defaultChannel: defaultChannel(links, preferred),
  };
};

const channelEntry = (name: string, edge: Edge | undefined): ChannelEntry => ({
  name,
  ...(edge !== undefined && edge.replaces !== '' && { replaces: edge.replaces }),
  ...(edge !== undefined && edge.skips.length > 0 && { skips: edge.skips }),
});

/** The name of the channel that a version is in. */
export const channelName = (archetype: Archetype, stream: Stream, { major, minor }: Version): string =>
  stream === 'major' ? `${archetype}-v${major}` : `${archetype}-v${major}.${minor}`;

interface Link {
  readonly archetype: Archetype;
  readonly stream: Stream;
  readonly version: Version;
  readonly name: string;
  readonly channel: string;
}

interface Edge {
  readonly channel: string;
  readonly name: string;
  readonly replaces: string;
  readonly skips: readonly string[];
}

/** The upgrades to the last release of each minor version. */
const edgesOf = (links: readonly Link[]): readonly Edge[] => {
  const edges: Edge[] = [];
  /** The last release of the minor version before. */
  let replaces = '';
  let passed = new Set<string>();
  const finish = ({ channel, name }: Link): void => {
    const skips = [...passed].filter((other) => other !== replaces).toSorted(compareBytes);
    edges.push({ channel, name, replaces, skips });
  };
  links.forEach((link, index) => {
    const next = links[index + 1];
    const isApart =
      next === undefined ||
      next.archetype !== link.archetype ||
      next.stream !== link.stream ||
      next.version.major !== link.version.major;
    const isLast = isApart || next.version.minor !== link.version.minor;
    if (isLast) finish(link);
    if (isApart) {
      replaces = '';
      passed = new Set();
      return;
    }
    if (isLast) replaces = link.name;
    passed.add(link.name);
  });
  return edges;
};

/** Of the most stable archetype the channel that begins with the highest version. */
const defaultChannel = (links: readonly Link[], preferred: Stream): string => {
  const firsts = links.filter(({ channel }, index) => links.findIndex((link) => link.channel === channel) === index);
  const [best] = firsts.toSorted(
    (a, b) =>
      ARCHETYPES.indexOf(b.archetype) - ARCHETYPES.indexOf(a.archetype) ||
      compareVersions(b.version, a.version) ||
      Number(b.stream === preferred) - Number(a.stream === preferred),
  );
  return best?.channel ?? '';
};

const lowestFirst = (versions: readonly string[]): readonly { readonly text: string; readonly version: Version }[] =>
  versions
    .map((text) => ({ text, version: parseVersion(text)! }))
    .toSorted((a, b) => compareVersions(a.version, b.version));
