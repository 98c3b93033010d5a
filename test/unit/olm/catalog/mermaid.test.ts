/** The picture of the graph, as mermaid reads it. That it is the one that opm draws is for test/e2e/catalog.test.ts. */
import { describe, expect, test } from 'vitest';
import { mermaidGraph, newestGraph } from '../../../../generators/core/olm/catalog/mermaid.ts';
import type { ReleaseHistory } from '../../../../generators/core/model/release.ts';
import { PACKAGE } from './bundles.ts';
import { GOOD, history, release } from './histories.ts';

/** All that can be drawn, in one channel. */
const all = (channel: string, prerelease = 'rc.1'): ReleaseHistory => {
  const channels = [channel];
  return history(
    [
      release('0.1.0', { channels }),
      release(`0.2.0-${prerelease}`, { channels, replaces: '0.1.0', deprecated: 'Old.' }),
      release('0.2.0', { channels, replaces: '0.1.0', skips: [`0.2.0-${prerelease}`], skipRange: '>=0.0.1 <0.2.0' }),
    ],
    { defaultChannel: channel, deprecated: 'Old.', deprecatedChannels: { [channel]: 'Old.' } },
  );
};

/** Lexical rules of mermaid 11, packages/mermaid/src/diagrams/flowchart/parser/flow.jison: no arrow, and no word of its own. */
const IDENTIFIER = /^(?:package|(?:channel|in)_[a-z0-9._]+)$/;

const identifiers = (picture: string): readonly string[] =>
  picture.split('\n').flatMap((line) => {
    const [, list] = /^class (\S+) /.exec(line) ?? [];
    if (list !== undefined) return list.split(',');
    const [, styled] = /^style (\S+) /.exec(line) ?? [];
    if (styled !== undefined) return [styled];
    return [...line.matchAll(/(\S+)\["[^"]*"\]/g)].map(([, id]) => id!);
  });

describe('its identifiers have nothing in them that mermaid reads', () => {
  test.each(['end', 'graph', 'flowchart', 'subgraph', 'class', 'style', 'default', 'interpolate', 'x--y', 'a-', 'o'])(
    'an operator that begins with %s',
    (word) => {
      const ids = identifiers(mermaidGraph(`${word}-operator`, all('stable')));
      expect(ids.filter((id) => !IDENTIFIER.test(id))).toEqual([]);
      expect(new Set(ids)).toEqual(
        new Set([
          'package',
          'channel_stable',
          ...['0.1.0', '0.2.0_rc.1', '0.2.0'].map(
            (version) => `in_stable_${word.replaceAll('-', '_')}_operator.v${version}`,
          ),
        ]),
      );
    },
  );

  test.each(['x--y', 'a.b', '1.0', 'end', 'v1.0-x'])('the channel %s', (channel) => {
    const ids = identifiers(mermaidGraph(PACKAGE, all(channel)));
    expect(ids.filter((id) => !IDENTIFIER.test(id))).toEqual([]);
  });

  test.each(['-', '-1', 'a--b', 'a.-b', 'x-', 'end'])('the prerelease %s', (prerelease) => {
    const ids = identifiers(mermaidGraph(PACKAGE, all('stable', prerelease)));
    expect(ids.filter((id) => !IDENTIFIER.test(id))).toEqual([]);
  });
});

describe('what is drawn of a history', () => {
  const chain = (count: number, skipRange: (version: string) => string | undefined): ReleaseHistory =>
    history(
      Array.from({ length: count }, (_, at) => {
        const range = skipRange(`0.${at}.0`);
        return release(`0.${at}.0`, {
          ...(at > 0 && { replaces: `0.${at - 1}.0` }),
          ...(range !== undefined && { skipRange: range }),
        });
      }),
    );
  const arrows = (text: string): number => text.split(' --> ').length - 1;

  test.each(Object.keys(GOOD))('all of it: %s', (title) => {
    const of = GOOD[title]!;
    expect(newestGraph(PACKAGE, of)).toEqual({ text: mermaidGraph(PACKAGE, of), drawn: of.releases.length });
  });

  test.each<[string, ReleaseHistory]>([
    ['a chain that is too long', chain(300, () => undefined)],
    ['ranges of which each holds for all before it', chain(60, (version) => `<${version}`)],
  ])('the newest, as many as mermaid draws: %s', (_title, of) => {
    const { text, drawn } = newestGraph(PACKAGE, of);
    expect(drawn).toBeGreaterThan(20);
    expect(drawn).toBeLessThan(of.releases.length);
    expect(text.length).toBeLessThanOrEqual(50_000);
    expect(arrows(text)).toBeLessThanOrEqual(500);
    expect(text).toContain(`in_stable_memcached_operator.v0.${of.releases.length - 1}.0`);
    const more = mermaidGraph(PACKAGE, { ...of, releases: of.releases.slice(-drawn - 1) });
    expect(more.length > 50_000 || arrows(more) > 500).toBe(true);
  });

  test('nothing of a release that is too large by itself', () => {
    const releases = [
      ...Array.from({ length: 600 }, (_, at) => release(`0.${at}.0`, { channels: ['candidate'] })),
      release('1.0.0', { skips: Array.from({ length: 600 }, (_, at) => `0.${at}.0`) }),
    ];
    expect(newestGraph(PACKAGE, history(releases))).toEqual({ text: '', drawn: 0 });
  });
});
