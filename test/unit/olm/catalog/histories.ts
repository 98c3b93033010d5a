/** Release histories of every form that a catalog can be made of. */
import type { Release, ReleaseHistory } from '../../../../generators/core/model/release.ts';

/** A release in the channel `stable`, with changes. */
export const release = (version: string, changes: Partial<Release> = {}): Release => ({
  version,
  channels: ['stable'],
  skips: [],
  ...changes,
});

/** A history whose default channel is `stable`, with changes. */
export const history = (releases: readonly Release[], changes: Partial<ReleaseHistory> = {}): ReleaseHistory => ({
  releases,
  defaultChannel: 'stable',
  deprecatedChannels: {},
  ...changes,
});

const both = ['candidate', 'stable'];

export const GOOD: Readonly<Record<string, ReleaseHistory>> = {
  'one release': history([release('0.1.0')]),
  'two releases': history([release('0.1.0'), release('0.2.0', { replaces: '0.1.0' })]),
  'a chain in which one is skipped': history([
    release('0.1.0'),
    release('0.1.1', { replaces: '0.1.0' }),
    release('0.2.0', { replaces: '0.1.0', skips: ['0.1.1'] }),
    release('0.3.0', { replaces: '0.2.0' }),
  ]),
  'what is replaced is skipped too, and what it replaces': history([
    release('0.1.0'),
    release('0.2.0', { replaces: '0.1.0' }),
    release('0.3.0', { replaces: '0.2.0', skips: ['0.2.0', '0.1.0'] }),
  ]),
  'ranges that are skipped': history([
    release('0.1.0'),
    release('0.1.5', { replaces: '0.1.0' }),
    release('0.2.0-rc.1', { replaces: '0.1.5', skipRange: '<0.2.0-rc.1' }),
    release('0.2.0', { replaces: '0.1.5', skips: ['0.2.0-rc.1'], skipRange: '>=0.1.0 <0.1.3 || 0.1.x !0.1.4' }),
    release('1.0.0', { replaces: '0.2.0', skipRange: '0.x' }),
  ]),
  'two channels': history([
    release('0.1.0', { channels: both }),
    release('0.2.0', { channels: ['candidate'], replaces: '0.1.0' }),
    release('0.3.0', { channels: both, replaces: '0.1.0', skips: ['0.2.0'] }),
  ]),
  'a channel whose first release replaces one of another': history(
    [release('0.1.0', { channels: ['candidate'] }), release('0.2.0', { channels: both, replaces: '0.1.0' })],
    { defaultChannel: 'candidate' },
  ),
  'prereleases and build metadata': history([
    release('1.0.0-alpha'),
    release('1.0.0-alpha.1', { replaces: '1.0.0-alpha' }),
    release('1.0.0-alpha.beta', { replaces: '1.0.0-alpha.1' }),
    release('1.0.0-beta.2', { replaces: '1.0.0-alpha.beta' }),
    release('1.0.0-beta.11', { replaces: '1.0.0-beta.2' }),
    release('1.0.0-RC.1', { channels: ['capitals'] }),
    release('1.0.0+build.5', { replaces: '1.0.0-beta.11' }),
    release('18446744073709551615.0.0', { replaces: '1.0.0+build.5' }),
  ]),
  'all that can be deprecated': history(
    [
      release('0.1.0', { channels: both, deprecated: 'It loses data.' }),
      release('0.2.0', { replaces: '0.1.0', skips: ['0.1.0'], channels: both }),
    ],
    { deprecated: 'Use "another" operator: a<b & c|d.', deprecatedChannels: { candidate: 'Use stable.' } },
  ),
  'channels of minor versions': history(
    [
      release('1.0.0', { channels: ['candidate-v1.0', 'stable-v1.0'] }),
      release('1.0.1', { channels: ['candidate-v1.0', 'stable-v1.0'], skips: ['1.0.0'] }),
      release('1.1.0', { channels: ['candidate-v1.1'], replaces: '1.0.1', skips: ['1.0.0'] }),
    ],
    { defaultChannel: 'stable-v1.0' },
  ),
  'channels of major versions': history(
    [
      release('1.0.0', { channels: ['stable-v1'] }),
      release('1.1.0', { channels: ['stable-v1'], replaces: '1.0.0' }),
      release('2.0.0', { channels: ['stable-v2'] }),
    ],
    { defaultChannel: 'stable-v2' },
  ),
  'channels of both': history(
    [
      release('0.9.0', { channels: ['fast-v0', 'fast-v0.9'] }),
      release('0.9.2-rc.1', { channels: ['fast-v0', 'fast-v0.9'], skips: ['0.9.0'] }),
      release('1.0.0', { channels: ['fast-v1', 'fast-v1.0', 'candidate-v1'] }),
      release('1.0.5', { channels: ['fast-v1', 'fast-v1.0', 'candidate-v1'], skips: ['1.0.0'] }),
      release('1.3.0', { channels: ['fast-v1', 'fast-v1.3'], replaces: '1.0.5', skips: ['1.0.0'] }),
    ],
    { defaultChannel: 'fast-v1' },
  ),
};
