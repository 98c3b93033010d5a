/**
 * The upgrade graph as a picture in mermaid, which GitHub and GitLab draw: what `opm alpha render-graph` prints of the
 * catalog (operator-registry v1.73.0, alpha/declcfg/write.go, WriteChannels, with the semantics of OLM v0). An arrow leads from what is
 * installed to what it is upgraded to; red are releases that are skipped, and the upgrades that OLM v0 does not make for that.
 *
 * Names and ranges of a history without faults have nothing in them that mermaid reads in a label. Not so in an identifier: mermaid
 * takes `--` and `-.` for arrows, and `end`, `graph`, `class`, `style` or `default` at its beginning for a word of its own. So
 * identifiers are not opm's: each begins with what it is of, and has "_" where a name has "-", which no name has.
 */
import type { ReleaseHistory } from '../../model/release.ts';
import { type ChannelEntry, channelsOf } from './channels.ts';
import { bundleName } from '../../model/bundle-name.ts';
import { compareVersions, parseVersion, type Version } from '../version.ts';
import { parseRange } from '../version-range.ts';

/** Mermaid draws no more than that, on GitHub too (maxTextSize and maxEdges of its configuration). */
const LARGEST_TEXT = 50_000;
const MOST_ARROWS = 500;

/** The picture of as many releases as can be drawn, the newest; the text is empty where there are none. */
export const newestGraph = (
  packageName: string,
  history: ReleaseHistory,
): { readonly text: string; readonly drawn: number } => {
  const { releases } = history;
  const graphOf = (count: number): string =>
    mermaidGraph(packageName, { ...history, releases: releases.slice(releases.length - count) });
  const all = releases.length;
  if (isDrawn(graphOf(all))) return { text: graphOf(all), drawn: all };
  let [drawn, tooMany] = [0, all];
  while (tooMany - drawn > 1) {
    const middle = Math.floor((drawn + tooMany) / 2);
    if (isDrawn(graphOf(middle))) drawn = middle;
    else tooMany = middle;
  }
  return { text: drawn === 0 ? '' : graphOf(drawn), drawn };
};

const isDrawn = (text: string): boolean => text.length <= LARGEST_TEXT && text.split(' --> ').length - 1 <= MOST_ARROWS;

/** Its text, ending in a newline. */
export const mermaidGraph = (packageName: string, history: ReleaseHistory): string => {
  const versions = new Map(
    history.releases.flatMap(({ version }) => {
      const parsed = parseVersion(version);
      return parsed === undefined ? [] : [[bundleName(packageName, version), parsed] as const];
    }),
  );
  const picture: Picture = {
    versions,
    deprecated: new Set(
      history.releases
        .filter(({ deprecated }) => deprecated !== undefined)
        .map(({ version }) => bundleName(packageName, version)),
    ),
    lines: [],
    classes: { deprecated: [], deprecatedskipped: [], skipped: [] },
    links: 0,
    skippedLinks: [],
  };
  const channels = channelsOf(packageName, history);
  for (const { name, entries } of channels) drawChannel(picture, name, entries);
  return [
    'graph LR',
    '  classDef deprecated fill:#E8960F',
    '  classDef skipped stroke:#FF0000,stroke-width:4px',
    '  classDef deprecatedskipped fill:#E8960F,stroke:#FF0000,stroke-width:4px',
    `  %% package "${packageName}"`,
    `  subgraph ${PACKAGE}["${packageName}"]`,
    ...picture.lines,
    '  end',
    ...(history.deprecated === undefined ? [] : [`style ${PACKAGE} fill:#989695`]),
    ...channels
      .filter(({ name }) => Object.hasOwn(history.deprecatedChannels, name))
      .map(({ name }) => `style ${channelId(name)} fill:#DCD0FF`),
    ...Object.entries(picture.classes)
      .filter(([, ids]) => ids.length > 0)
      .map(([kind, ids]) => `class ${ids.toSorted().join(',')} ${kind}`),
    ...(picture.skippedLinks.length === 0
      ? []
      : [`linkStyle ${picture.skippedLinks.join(',')} stroke:#FF0000,stroke-width:3px,stroke-dasharray:5;`]),
    '',
  ].join('\n');
};

interface Picture {
  readonly versions: ReadonlyMap<string, Version>;
  readonly deprecated: ReadonlySet<string>;
  readonly lines: string[];
  /** The nodes of each kind. */
  readonly classes: Record<'deprecated' | 'deprecatedskipped' | 'skipped', string[]>;
  /** Arrows are styled by their number. */
  links: number;
  readonly skippedLinks: number[];
}

const PACKAGE = 'package';

const channelId = (channel: string): string => `channel_${channel.replaceAll('-', '_')}`;

const drawChannel = (picture: Picture, channel: string, entries: readonly ChannelEntry[]): void => {
  const { lines, classes, deprecated } = picture;
  const id = (name: string): string => `in_${channel}_${name}`.replaceAll('-', '_');
  const node = (name: string): string => `${id(name)}["${name}"]`;
  /** Those that a higher release skips. */
  const skipped = new Set<string>();
  lines.push(`    %% channel "${channel}"`, `    subgraph ${channelId(channel)}["${channel}"]`);
  const draw = (from: string, label: string, to: string, isSkipped: boolean): void => {
    lines.push(`      ${node(from)}-- ${label} --> ${node(to)}`);
    if (isSkipped) picture.skippedLinks.push(picture.links);
    picture.links += 1;
  };
  for (const { name, replaces, skips = [], skipRange } of highestFirst(picture, entries)) {
    lines.push(`      ${node(name)}`);
    const kinds = `${deprecated.has(name) ? 'deprecated' : ''}${skipped.has(name) ? 'skipped' : ''}`;
    if (kinds !== '') classes[kinds as keyof Picture['classes']].push(id(name));
    for (const earlier of skips) {
      draw(earlier, 'skip', name, skipped.has(earlier));
      skipped.add(earlier);
    }
    for (const earlier of entriesWithin(picture, entries, skipRange))
      draw(earlier, `"skipRange(${skipRange})"`, name, skipped.has(name));
    if (replaces !== undefined) draw(replaces, 'replace', name, skipped.has(name));
  }
  lines.push('    end');
};

const highestFirst = ({ versions }: Picture, entries: readonly ChannelEntry[]): readonly ChannelEntry[] =>
  entries.toSorted((a, b) => compareVersions(versions.get(b.name)!, versions.get(a.name)!));

const entriesWithin = (
  { versions }: Picture,
  entries: readonly ChannelEntry[],
  skipRange: string | undefined,
): readonly string[] => {
  const range = skipRange === undefined ? '' : parseRange(skipRange);
  return typeof range === 'string' ? [] : entries.map(({ name }) => name).filter((name) => range(versions.get(name)!));
};
