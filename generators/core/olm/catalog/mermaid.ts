/**
 * The upgrade graph as a picture in mermaid, which GitHub and GitLab draw: the same text that `opm alpha render-graph` prints of the
 * catalog (operator-registry v1.73.0, alpha/declcfg/write.go, WriteChannels, with the semantics of OLM v0). An arrow leads from what is
 * installed to what it is upgraded to; red are releases that are skipped, and the upgrades that OLM v0 does not make for that.
 *
 * Names and ranges of a history without faults have nothing in them that mermaid reads.
 */
import type { ReleaseHistory } from '../../model/release.ts';
import { type ChannelEntry, channelsOf } from './channels.ts';
import { bundleName } from '../../model/bundle-name.ts';
import { compareVersions, parseVersion, type Version } from '../version.ts';
import { parseRange } from '../version-range.ts';

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
  for (const { name, entries } of channels) drawChannel(picture, packageName, name, entries);
  const named = (channel: string): string => `${packageName}-${channel}`;
  return [
    'graph LR',
    '  classDef deprecated fill:#E8960F',
    '  classDef skipped stroke:#FF0000,stroke-width:4px',
    '  classDef deprecatedskipped fill:#E8960F,stroke:#FF0000,stroke-width:4px',
    `  %% package "${packageName}"`,
    `  subgraph "${packageName}"`,
    ...picture.lines,
    '  end',
    ...(history.deprecated === undefined ? [] : [`style ${packageName} fill:#989695`]),
    ...channels
      .filter(({ name }) => Object.hasOwn(history.deprecatedChannels, name))
      .map(({ name }) => `style ${named(name)} fill:#DCD0FF`),
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

const drawChannel = (
  picture: Picture,
  packageName: string,
  channel: string,
  entries: readonly ChannelEntry[],
): void => {
  const { lines, classes, deprecated } = picture;
  const id = `${packageName}-${channel}`;
  const node = (name: string): string => `${id}-${name}["${name}"]`;
  /** Those that a higher release skips. */
  const skipped = new Set<string>();
  lines.push(`    %% channel "${channel}"`, `    subgraph ${id}["${channel}"]`);
  const draw = (from: string, label: string, to: string, isSkipped: boolean): void => {
    lines.push(`      ${node(from)}-- ${label} --> ${node(to)}`);
    if (isSkipped) picture.skippedLinks.push(picture.links);
    picture.links += 1;
  };
  for (const { name, replaces, skips = [], skipRange } of highestFirst(picture, entries)) {
    lines.push(`      ${node(name)}`);
    const kinds = `${deprecated.has(name) ? 'deprecated' : ''}${skipped.has(name) ? 'skipped' : ''}`;
    if (kinds !== '') classes[kinds as keyof Picture['classes']].push(`${id}-${name}`);
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
