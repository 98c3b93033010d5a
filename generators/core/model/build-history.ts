/** The release history of the spec, and what a release would be if it were made now: its channels, and what it replaces. */
import { highest } from '../olm/version.ts';
import type { OlmSpec, ReleaseSpec } from '../spec/olm-spec.ts';
import type { Release, ReleaseHistory } from './release.ts';

const DEFAULT_CHANNEL = 'stable';

/** The history, the release of a version as the history has it or as it would be now, and the channels of the one after what was released. */
export const buildHistory = (
  olm: OlmSpec,
  version: string,
): { readonly history: ReleaseHistory; readonly release: Release; readonly nextChannels: readonly string[] } => {
  const { deprecated, deprecatedChannels = {} } = olm;
  const releases = (olm.releases ?? []).map(buildRelease);
  const release = releases.find((one) => one.version === version) ?? nextRelease(version, nextChannels(olm), releases);
  return {
    release,
    nextChannels: nextChannels(olm),
    history: {
      releases,
      defaultChannel: olm.defaultChannel ?? defaultChannel([...releases, release]),
      ...(deprecated !== undefined && { deprecated }),
      deprecatedChannels,
    },
  };
};

const buildRelease = ({ skips = [], ...release }: ReleaseSpec): Release => ({ ...release, skips });

/** Stable, or what there was first: a release of candidates does not change what most get. */
const defaultChannel = (releases: readonly Release[]): string =>
  releases.some(({ channels }) => channels.includes(DEFAULT_CHANNEL)) ? DEFAULT_CHANNEL : releases[0]!.channels[0]!;

/** Those of the spec, else of the last release, else stable. */
export const nextChannels = ({ channels, releases = [] }: OlmSpec): readonly string[] =>
  channels ?? releases.at(-1)?.channels ?? [DEFAULT_CHANNEL];

/**
 * It replaces the head of the first of its channels that has one; but for what it skips: whoever is before a release that is skipped
 * would be left there.
 */
export const nextRelease = (
  version: string,
  channels: readonly string[],
  releases: readonly ReleaseSpec[],
  skips: readonly string[] = [],
): Release => {
  const left = releases.filter((release) => !skips.includes(release.version));
  const head = channels.map((channel) => headOf(channel, left)).find((found) => found !== undefined);
  return { version, channels, ...(head !== undefined && { replaces: head.version }), skips };
};

/** The highest version of a channel, which new installations get; undefined where nothing is in it. */
export const headOf = (channel: string, releases: readonly ReleaseSpec[]): ReleaseSpec | undefined =>
  highest(releases.filter(({ channels }) => channels.includes(channel)));

/** Whether a version is in the history. */
export const isReleased = ({ releases }: ReleaseHistory, version: string): boolean =>
  releases.some((release) => release.version === version);
