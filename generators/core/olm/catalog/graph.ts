/**
 * Whether the history of an operator's releases is one that OLM can follow. Given the history as the spec has it, gives all faults as
 * data: where in the history, what is wrong, what to do. A history without faults makes a catalog that `opm validate` accepts, and
 * one whose every upgrade leads to a higher version, which opm does not ask for.
 *
 * What is said of whole channels is said only where every release by itself is right: a mistyped version would else be told again as
 * two heads.
 */
import type { Release, ReleaseHistory } from '../../model/release.ts';
import { listing, nearest, quote } from '../../spec/near.ts';
import { chainFault, type ChainFault } from './chain.ts';
import { channelNames, type Channel, channelsOf } from './channels.ts';
import { bundleName } from '../../model/bundle-name.ts';
import { compareVersions, parseVersion } from '../version.ts';
import { parseRange } from '../version-range.ts';

export interface GraphFault {
  /** Where, from the history: ['releases', 1, 'skips', 0], ['defaultChannel'], ['deprecatedChannels', 'alpha']. */
  readonly path: readonly (string | number)[];
  /** What is wrong, one sentence with its full stop. */
  readonly message: string;
  /** What to do about it, one sentence. */
  readonly hint: string;
}

/** All faults, those of releases in their order, then those of channels. Never throws. */
export const graphFaults = (packageName: string, history: ReleaseHistory): readonly GraphFault[] => {
  const ofReleases = history.releases.flatMap((release, index) =>
    releaseFaults(packageName, release, index, history.releases),
  );
  const ofChannels =
    ofReleases.length > 0
      ? []
      : channelsOf(packageName, history).flatMap((channel) => channelFaults(packageName, channel, history.releases));
  return [...ofReleases, ...ofChannels, ...catalogFaults(history)];
};

const releaseFaults = (
  packageName: string,
  release: Release,
  index: number,
  releases: readonly Release[],
): readonly GraphFault[] => {
  const { version, channels, replaces, skips, skipRange, deprecated } = release;
  const at = (...rest: readonly (string | number)[]) => ['releases', index, ...rest];
  const faults: GraphFault[] = [];
  const fault = (path: readonly (string | number)[], message: string, hint: string) =>
    faults.push({ path, message, hint });
  if (parseVersion(version) === undefined)
    fault(at('version'), `${quote(version)} is not a version.`, 'Use SemVer without a v: "0.1.0".');
  const same = releases.findIndex(
    (other) => bundleName(packageName, other.version) === bundleName(packageName, version),
  );
  if (same < index)
    fault(
      at('version'),
      `${quote(version)} has the bundle of ${quote(releases[same]!.version)} before it: ${bundleName(packageName, version)}.`,
      'Give each release a version of its own; neither capitals nor "+" tell two apart.',
    );
  if (channels.length === 0)
    fault(at('channels'), 'The release is in no channel.', 'Name at least one: a catalog has no other place for it.');
  channels.forEach((channel, item) => {
    if (!isChannelName(channel))
      fault(at('channels', item), `${quote(channel)} is not the name of a channel.`, CHANNEL_HINT);
    else if (channels.indexOf(channel) < item)
      fault(at('channels', item), `${quote(channel)} is there already.`, 'Name each channel once.');
  });
  if (replaces !== undefined) {
    const said = precedence(release, replaces, releases, 'replaces');
    if (said !== undefined) faults.push({ path: at('replaces'), ...said });
  }
  skips.forEach((skipped, item) => {
    const said = precedence(release, skipped, releases, 'skips');
    if (said !== undefined) faults.push({ path: at('skips', item), ...said });
    else if (skips.indexOf(skipped) < item)
      fault(at('skips', item), `${quote(skipped)} is there already.`, 'Name each version once.');
  });
  if (skipRange !== undefined) {
    const said = rangeFault(release, skipRange, releases);
    if (said !== undefined) faults.push({ path: at('skipRange'), ...said });
  }
  if (deprecated !== undefined && deprecated.trim() === '') faults.push({ path: at('deprecated'), ...NO_REASON });
  return faults;
};

/** A name in DNS: what a ClusterExtension takes in `channels`. */
const CHANNEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const LONGEST_CHANNEL = 253;

export const isChannelName = (name: string): boolean => CHANNEL.test(name) && name.length <= LONGEST_CHANNEL;

export const CHANNEL_HINT =
  'Use lower-case letters, digits, "-" and ".", a letter or digit at both ends: OLM v1 takes no others.';

type Said = Pick<GraphFault, 'message' | 'hint'>;

const NO_REASON: Said = {
  message: 'There is no reason.',
  hint: 'Say why, and what to use instead: users are shown it.',
};

/** What a release follows must be there, and lower. */
const precedence = (
  { version }: Release,
  earlier: string,
  releases: readonly Release[],
  verb: 'replaces' | 'skips',
): Said | undefined => {
  const versions = releases.map((release) => release.version);
  const others = versions.filter((other) => other !== version);
  if (earlier !== version && !versions.includes(earlier)) {
    const near = nearest(earlier, others);
    return {
      message: `There is no release ${quote(earlier)}.`,
      hint:
        near === undefined
          ? `Name a release that is in the history${list(others)}; or leave it out.`
          : `Did you mean ${quote(near)}?`,
    };
  }
  const [a, b] = [parseVersion(version), parseVersion(earlier)];
  if (a === undefined || b === undefined || compareVersions(a, b) > 0) return undefined;
  const same = compareVersions(a, b) === 0;
  return {
    message: same
      ? `${quote(version)} ${verb} ${quote(earlier)}, which is as high.`
      : `${quote(version)} ${verb} ${quote(earlier)}, which is higher.`,
    hint: `An upgrade leads to a higher version${same ? '; build metadata does not count' : ''}: name a lower one, or leave it out.`,
  };
};

const list = (versions: readonly string[]): string =>
  versions.length === 0 ? '' : `: ${versions.slice(-8).join(', ')}`;

const rangeFault = ({ version }: Release, text: string, releases: readonly Release[]): Said | undefined => {
  const range = parseRange(text);
  if (typeof range === 'string')
    return { message: `${quote(text)} is not a range: ${range}.`, hint: 'Write it as ">=0.1.0 <0.2.0".' };
  const own = parseVersion(version);
  if (own === undefined) return undefined;
  const reached = releases
    .map((other) => ({ text: other.version, parsed: parseVersion(other.version) }))
    .filter(({ parsed }) => parsed !== undefined && range(parsed) && compareVersions(parsed, own) >= 0);
  if (reached.length === 0) return undefined;
  const [first] = reached.toSorted((a, b) => compareVersions(a.parsed!, b.parsed!));
  return {
    message: `${quote(text)} holds for ${first!.text === version ? `${quote(version)} itself` : `${quote(first!.text)}, which is not lower`}.`,
    hint: `An upgrade leads to a higher version: end the range with "<${version}".`,
  };
};

const channelFaults = (packageName: string, channel: Channel, releases: readonly Release[]): readonly GraphFault[] => {
  const fault = chainFault(channel);
  if (fault === undefined) return [];
  const indexOf = (name: string): number =>
    releases.findIndex(({ version }) => bundleName(packageName, version) === name);
  const versionOf = (name: string): string => releases[indexOf(name)]!.version;
  return [chainProblem(channel.name, fault, indexOf, versionOf)];
};

const chainProblem = (
  channel: string,
  fault: ChainFault,
  indexOf: (name: string) => number,
  versionOf: (name: string) => string,
): GraphFault => {
  switch (fault.kind) {
    case 'no-head':
    case 'cycle':
      // Neither can be while every upgrade leads upwards.
      throw new Error(
        `channel ${channel} goes in circles, though each of its releases is higher than what it replaces`,
      );
    case 'several-heads': {
      const heads = byRank(fault.names, versionOf);
      const [highest = '', next = ''] = heads.map(versionOf);
      return {
        path: ['releases', indexOf(heads[0]!), 'replaces'],
        message: `The channel ${quote(channel)} ends in ${heads.length} releases: ${heads.map(versionOf).join(', ')}.`,
        hint: `It must end in one: let a release of this channel replace ${quote(next)}, or name ${quote(next)} in the skips of ${quote(highest)}, or take one of them out of the channel.`,
      };
    }
    case 'stranded': {
      const names = byRank(fault.names, versionOf).map(versionOf);
      return {
        path: ['releases', indexOf(byRank(fault.names, versionOf)[0]!), 'channels'],
        message: `Nothing leads from ${names.join(', ')} to the end of the channel ${quote(channel)}: only what is skipped replaces it.`,
        hint: `Name ${names.length === 1 ? 'it' : 'them'} in the skips of a later release, or let the release that skips replace ${quote(names[0]!)}.`,
      };
    }
  }
};

/** The highest first. */
const byRank = (names: readonly string[], versionOf: (name: string) => string): readonly string[] =>
  names.toSorted((a, b) => compareVersions(parseVersion(versionOf(b))!, parseVersion(versionOf(a))!));

const catalogFaults = ({ releases, defaultChannel, deprecated, deprecatedChannels }: ReleaseHistory) => {
  const faults: GraphFault[] = [];
  const names = channelNames(releases);
  const known = names.length === 0 ? 'There is none' : listing('There are', names);
  if (releases.length === 0)
    faults.push({
      path: ['releases'],
      message: 'Nothing was released yet.',
      hint: 'Release a version first: k8s-operator bundle --version 0.1.0 --channels stable.',
    });
  else if (!names.includes(defaultChannel))
    faults.push({
      path: ['defaultChannel'],
      message: `No release is in the default channel ${quote(defaultChannel)}.`,
      hint: `${known}. Name ${names.length === 1 ? 'it' : 'one of them'}, or put a release into ${quote(defaultChannel)}.`,
    });
  if (deprecated !== undefined && deprecated.trim() === '') faults.push({ path: ['deprecated'], ...NO_REASON });
  for (const [channel, reason] of Object.entries(deprecatedChannels)) {
    const path = ['deprecatedChannels', channel];
    if (!names.includes(channel))
      faults.push({ path, message: `No release is in the channel ${quote(channel)}.`, hint: `${known}.` });
    else if (reason.trim() === '') faults.push({ path, ...NO_REASON });
  }
  return faults;
};
