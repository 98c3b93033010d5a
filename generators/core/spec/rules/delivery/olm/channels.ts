/** The channels of the catalog: their names, and whether those that are spoken of exist. */
import { CHANNEL_HINT, isChannelName } from '../../../../olm/catalog/graph.ts';
import { quote, suggest } from '../../../near.ts';
import type { OlmSpec } from '../../../olm-spec.ts';
import type { Path } from '../../../path.ts';
import type { Report } from '../../../report.ts';

const OLM: Path = ['spec', 'delivery', 'olm'];

/** Every name of a channel, and the two fields that speak of channels that must be there. */
export const checkChannels = (olm: OlmSpec, report: Report): void => {
  const { channels, defaultChannel, releases = [], deprecatedChannels = {} } = olm;
  checkNames([...OLM, 'channels'], channels ?? [], report);
  for (const [i, release] of releases.entries())
    checkNames([...OLM, 'releases', i, 'channels'], release.channels, report);
  warnOfNames(olm, report);
  // A catalog has none but those of releases; the upgrade graph is held to that.
  if (olm.catalog !== undefined && releases.length > 0) return;
  const known = [...new Set([...(channels ?? []), ...releases.flatMap((release) => release.channels)])];
  // Before the first release, channels may be left to the command that makes it.
  if (known.length === 0) known.push('stable');
  if (defaultChannel !== undefined && !known.includes(defaultChannel))
    report.error(
      [...OLM, 'defaultChannel'],
      `no release is in the channel ${quote(defaultChannel)}.`,
      suggest(defaultChannel, known, 'Channels'),
    );
  for (const channel of Object.keys(deprecatedChannels))
    if (!known.includes(channel))
      report.error(
        [...OLM, 'deprecatedChannels', channel],
        `no release is in the channel ${quote(channel)}.`,
        suggest(channel, known, 'Channels'),
        'key',
      );
};

const checkNames = (path: Path, channels: readonly string[], report: Report): void => {
  for (const [i, channel] of channels.entries()) {
    if (!isChannelName(channel))
      report.error([...path, i], `${quote(channel)} is not the name of a channel.`, CHANNEL_HINT);
    else if (channels.indexOf(channel) !== i)
      report.error([...path, i], `${quote(channel)} is there twice.`, 'Leave one out.');
  }
};

/** Once for each name, where it is first: a channel is in many releases, and what was released cannot be named otherwise. */
const warnOfNames = ({ channels = [], releases = [] }: OlmSpec, report: Report): void => {
  const places = new Map<string, Path>();
  const note = (path: Path, names: readonly string[]): void => {
    for (const [i, name] of names.entries()) if (!places.has(name)) places.set(name, [...path, i]);
  };
  note([...OLM, 'channels'], channels);
  for (const [i, release] of releases.entries()) note([...OLM, 'releases', i, 'channels'], release.channels);
  for (const [channel, place] of places)
    if (isChannelName(channel) && !/^(?:candidate|fast|stable)/.test(channel))
      report.warning(
        place,
        `the channel ${quote(channel)} does not tell how far it can be trusted.`,
        'OLM asks for names that begin with candidate, fast or stable.',
      );
};
