/**
 * The upgrade graph of a history: what each channel of the catalog says of its releases. Given the history, gives the channels as
 * opm's `olm.channel` has them; whether they are any good is `graph.ts`'s to say.
 *
 * A release says the same in every channel that it is in. So its `replaces` may name a release that is not in the channel: opm takes
 * that of the last of a chain (operator-registry, alpha/model, validateReplacesChain), and OLM needs it: what is installed is compared
 * with `replaces` by its name, whatever channel it came from (of OLM v1 see operator-controller, catalogmetadata/filter/successors.go),
 * so that whoever leaves the channel `candidate` for `stable` goes on from what is installed. Not so in
 * the middle of a chain: 0.3.0 replaces 0.2.0, and a channel has 0.1.0 and 0.3.0 alone. Nobody said that 0.1.0 can become 0.3.0 at
 * once, so the two are not joined here; opm calls them two heads, and so does `graph.ts`.
 */
import { bundleName } from '../../model/bundle-name.ts';
import type { Release, ReleaseHistory } from '../../model/release.ts';
import { parseVersion } from '../version.ts';
import { parseRange } from '../version-range.ts';

export interface ChannelEntry {
  /** That of the bundle: 'memcached-operator.v0.2.0'. */
  readonly name: string;
  readonly replaces?: string;
  readonly skips?: readonly string[];
  readonly skipRange?: string;
}

export interface Channel {
  readonly name: string;
  /** The oldest first. */
  readonly entries: readonly ChannelEntry[];
}

/** All channels that a release is in, in the order in which opm writes them: by name, byte by byte. */
export const channelsOf = (packageName: string, { releases }: ReleaseHistory): readonly Channel[] =>
  channelNames(releases).map((name) => ({
    name,
    entries: releases
      .filter(({ channels }) => channels.includes(name))
      .map((release) => channelEntry(packageName, release)),
  }));

/** Their names in that order. */
export const channelNames = (releases: readonly Release[]): readonly string[] =>
  [...new Set(releases.flatMap(({ channels }) => channels))].toSorted(compareBytes);

/**
 * Those that may be installed where a channel is followed, in the order of the history: its own, and those of other channels that one
 * of its own replaces or skips. So it is where the default channel becomes another one.
 */
export const followedBy = (channel: string, { releases }: ReleaseHistory): readonly Release[] => {
  const own = releases.filter(({ channels }) => channels.includes(channel));
  const left = new Set(own.flatMap(({ replaces, skips }) => (replaces === undefined ? skips : [replaces, ...skips])));
  const ranges = own.flatMap(({ skipRange }) => {
    const range = skipRange === undefined ? '' : parseRange(skipRange);
    return typeof range === 'string' ? [] : [range];
  });
  return releases.filter((release) => {
    if (own.includes(release) || left.has(release.version)) return true;
    const version = parseVersion(release.version);
    return version !== undefined && ranges.some((range) => range(version));
  });
};

const channelEntry = (packageName: string, { version, replaces, skips, skipRange }: Release): ChannelEntry => ({
  name: bundleName(packageName, version),
  ...(replaces !== undefined && { replaces: bundleName(packageName, replaces) }),
  ...(skips.length > 0 && { skips: skips.map((skipped) => bundleName(packageName, skipped)) }),
  ...(skipRange !== undefined && { skipRange }),
});

/** As Go compares strings. */
export const compareBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
