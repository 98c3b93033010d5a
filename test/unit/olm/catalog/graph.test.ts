import { describe, expect, test } from 'vitest';
import { channelsOf, followedBy } from '../../../../generators/core/olm/catalog/channels.ts';
import { graphFaults } from '../../../../generators/core/olm/catalog/graph.ts';
import { BAD } from './bad-histories.ts';
import { GOOD, history, release } from './histories.ts';

const NAME = 'memcached-operator';

describe('the faults of a history', () => {
  test.each(Object.keys(GOOD))('none: %s', (title) => {
    expect(graphFaults(NAME, GOOD[title]!)).toEqual([]);
  });

  test.each(Object.keys(BAD))('%s', (title) => {
    const { history: bad, paths, says } = BAD[title]!;
    const faults = graphFaults(NAME, bad);
    expect(faults.map(({ path }) => path)).toEqual(paths);
    expect(faults[0]!.message).toBe(says);
    for (const { message, hint } of faults) expect([message, hint].join(' ')).toMatch(/^[^\n]+[.?]$/);
  });

  test('a near miss is suggested', () => {
    const [fault] = graphFaults(NAME, history([release('1.10.0'), release('1.11.0', { replaces: '1.1.0' })]));
    expect(fault!.hint).toBe('Did you mean "1.10.0"?');
  });

  test.each([
    [['stable'], 'There is: stable. Name it, or put a release into "fast".', 'There is: stable.'],
    [
      ['stable', 'alpha'],
      'There are: alpha, stable. Name one of them, or put a release into "fast".',
      'There are: alpha, stable.',
    ],
  ])('names the channels that there are: %s', (channels, ofDefault, ofDeprecated) => {
    const faults = graphFaults(
      NAME,
      history([release('0.1.0', { channels })], { defaultChannel: 'fast', deprecatedChannels: { slow: 'Old.' } }),
    );
    expect(faults.map(({ hint }) => hint)).toEqual([ofDefault, ofDeprecated]);
  });

  test('hostile words stay on one line', () => {
    const [fault] = graphFaults(NAME, history([release('0.1.0', { replaces: 'a\nb\u0007' })]));
    expect(fault!.message).toBe(String.raw`There is no release "a\nb\u0007".`);
  });
});

describe('channels', () => {
  test('keep what is replaced outside of them', () => {
    const channels = channelsOf(NAME, GOOD['a channel whose first release replaces one of another']!);
    expect(channels).toEqual([
      {
        name: 'candidate',
        entries: [{ name: `${NAME}.v0.1.0` }, { name: `${NAME}.v0.2.0`, replaces: `${NAME}.v0.1.0` }],
      },
      { name: 'stable', entries: [{ name: `${NAME}.v0.2.0`, replaces: `${NAME}.v0.1.0` }] },
    ]);
  });

  test('are followed by those who have a release of another, where one leads from it', () => {
    const inOther = { channels: ['candidate'] };
    const moved = history([
      release('0.1.0', inOther),
      release('0.2.0', { ...inOther, replaces: '0.1.0' }),
      release('0.2.1', { ...inOther, replaces: '0.2.0' }),
      release('0.3.0', { ...inOther, replaces: '0.2.1' }),
      release('0.4.0', { ...inOther, replaces: '0.3.0' }),
      release('1.0.0-rc.1', { replaces: '0.2.0', skips: ['0.2.1'] }),
      release('1.0.0', { replaces: '1.0.0-rc.1', skipRange: '>=0.4.0 <1.0.0-0' }),
    ]);
    const versions = (channel: string): readonly string[] => followedBy(channel, moved).map(({ version }) => version);
    expect(versions('stable')).toEqual(['0.2.0', '0.2.1', '0.4.0', '1.0.0-rc.1', '1.0.0']);
    expect(versions('candidate')).toEqual(['0.1.0', '0.2.0', '0.2.1', '0.3.0', '0.4.0']);
  });
});
