/** Release histories that no catalog is made of, with what is wrong with them. */
import type { ReleaseHistory } from '../../../../generators/core/model/release.ts';
import { history, release } from './histories.ts';

interface BadHistory {
  readonly history: ReleaseHistory;
  /** The places of all faults. */
  readonly paths: readonly (readonly (string | number)[])[];
  /** What the first fault says. */
  readonly says: string;
  /** Whether opm refuses the catalog too. */
  readonly refused: boolean;
}

export const BAD: Readonly<Record<string, BadHistory>> = {
  'nothing was released': {
    history: history([]),
    paths: [['releases']],
    says: 'Nothing was released yet.',
    refused: true,
  },
  'no version': {
    history: history([release('v0.1.0')]),
    paths: [['releases', 0, 'version']],
    says: '"v0.1.0" is not a version.',
    refused: true,
  },
  'a number too large': {
    history: history([release('0.1.0-18446744073709551616')]),
    paths: [['releases', 0, 'version']],
    says: '"0.1.0-18446744073709551616" is not a version.',
    refused: true,
  },
  'a version twice': {
    history: history([release('0.1.0'), release('0.1.0', { channels: ['fast'] })]),
    paths: [['releases', 1, 'version']],
    says: '"0.1.0" has the bundle of "0.1.0" before it: memcached-operator.v0.1.0.',
    refused: true,
  },
  'versions that have one name': {
    history: history([release('0.1.0-RC+1'), release('0.1.0-rc-1', { replaces: '0.1.0-RC+1' })]),
    paths: [['releases', 1, 'version']],
    says: '"0.1.0-rc-1" has the bundle of "0.1.0-RC+1" before it: memcached-operator.v0.1.0-rc-1.',
    refused: true,
  },
  'no channel': {
    history: history([release('0.1.0'), release('0.2.0', { channels: [] })]),
    paths: [['releases', 1, 'channels']],
    says: 'The release is in no channel.',
    refused: true,
  },
  'channels that are none': {
    history: history([release('0.1.0', { channels: ['stable', 'Fast', 'stable', 'a,b', ''] })]),
    paths: [1, 2, 3, 4].map((item) => ['releases', 0, 'channels', item]),
    says: '"Fast" is not the name of a channel.',
    refused: true,
  },
  'what is replaced does not exist': {
    history: history([release('0.1.0'), release('0.2.0', { replaces: '0.1.1' })]),
    paths: [['releases', 1, 'replaces']],
    says: 'There is no release "0.1.1".',
    refused: true,
  },
  'the first replaces what does not exist': {
    history: history([release('0.2.0', { replaces: '0.1.0' })]),
    paths: [['releases', 0, 'replaces']],
    says: 'There is no release "0.1.0".',
    refused: false,
  },
  'it replaces itself': {
    history: history([release('0.1.0'), release('0.2.0', { replaces: '0.2.0', skips: ['0.1.0'] })]),
    paths: [['releases', 1, 'replaces']],
    says: '"0.2.0" replaces "0.2.0", which is as high.',
    refused: true,
  },
  'it replaces a higher one': {
    history: history([release('0.2.0'), release('0.2.0-rc.1', { replaces: '0.2.0' })]),
    paths: [['releases', 1, 'replaces']],
    says: '"0.2.0-rc.1" replaces "0.2.0", which is higher.',
    refused: false,
  },
  'it replaces one that differs in build metadata': {
    history: history([release('0.2.0+1'), release('0.2.0+2', { replaces: '0.2.0+1' })]),
    paths: [['releases', 1, 'replaces']],
    says: '"0.2.0+2" replaces "0.2.0+1", which is as high.',
    refused: false,
  },
  'a circle': {
    history: history([release('0.1.0', { replaces: '0.2.0' }), release('0.2.0', { replaces: '0.1.0' })]),
    paths: [['releases', 0, 'replaces']],
    says: '"0.1.0" replaces "0.2.0", which is higher.',
    refused: true,
  },
  'skips of what is not there, higher, and twice': {
    history: history([
      release('0.1.0'),
      release('0.3.0', { channels: ['fast'] }),
      release('0.2.0', { skips: ['0.1.0', '0.0.9', '0.3.0', '0.1.0'] }),
    ]),
    paths: [1, 2, 3].map((item) => ['releases', 2, 'skips', item]),
    says: 'There is no release "0.0.9".',
    refused: false,
  },
  'a range that is none': {
    history: history([release('0.1.0', { skipRange: '~0.1' })]),
    paths: [['releases', 0, 'skipRange']],
    says: '"~0.1" is not a range: "~" in "~0.1" is no comparison.',
    refused: true,
  },
  'an empty range': {
    history: history([release('0.1.0', { skipRange: ' ' })]),
    paths: [['releases', 0, 'skipRange']],
    says: '" " is not a range: it names no version.',
    refused: true,
  },
  'a range that holds for the release itself': {
    history: history([release('0.1.0'), release('0.2.0', { replaces: '0.1.0', skipRange: '>=0.1.0' })]),
    paths: [['releases', 1, 'skipRange']],
    says: '">=0.1.0" holds for "0.2.0" itself.',
    refused: false,
  },
  'a range that holds for a higher release': {
    history: history([
      release('0.1.0'),
      release('0.2.0', { replaces: '0.1.0', skipRange: '>=0.1.0 !0.2.0' }),
      release('0.3.0', { replaces: '0.2.0' }),
    ]),
    paths: [['releases', 1, 'skipRange']],
    says: '">=0.1.0 !0.2.0" holds for "0.3.0", which is not lower.',
    refused: false,
  },
  'two heads': {
    history: history([release('0.1.0'), release('0.2.0')]),
    paths: [['releases', 1, 'replaces']],
    says: 'The channel "stable" ends in 2 releases: 0.2.0, 0.1.0.',
    refused: true,
  },
  'a release in between that is not in the channel': {
    history: history([
      release('0.1.0'),
      release('0.2.0', { channels: ['fast'], replaces: '0.1.0' }),
      release('0.3.0', { replaces: '0.2.0' }),
    ]),
    paths: [['releases', 2, 'replaces']],
    says: 'The channel "stable" ends in 2 releases: 0.3.0, 0.1.0.',
    refused: true,
  },
  'stranded behind what is skipped': {
    history: history([
      release('0.1.0'),
      release('0.2.0', { replaces: '0.1.0' }),
      release('0.3.0', { replaces: '0.2.0', skips: ['0.2.0'] }),
    ]),
    paths: [['releases', 0, 'channels']],
    says: 'Nothing leads from 0.1.0 to the end of the channel "stable": only what is skipped replaces it.',
    refused: true,
  },
  'a default channel that nothing is in': {
    history: history([release('0.1.0', { channels: ['fast'] })]),
    paths: [['defaultChannel']],
    says: 'No release is in the default channel "stable".',
    refused: true,
  },
  'a deprecated channel that nothing is in': {
    history: history([release('0.1.0')], { deprecatedChannels: { fast: 'Old.' } }),
    paths: [['deprecatedChannels', 'fast']],
    says: 'No release is in the channel "fast".',
    refused: false,
  },
  'deprecated for no reason': {
    history: history([release('0.1.0', { deprecated: '' })], { deprecated: '', deprecatedChannels: { stable: '' } }),
    paths: [['releases', 0, 'deprecated'], ['deprecated'], ['deprecatedChannels', 'stable']],
    says: 'There is no reason.',
    refused: true,
  },
};
