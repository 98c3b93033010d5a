/**
 * `catalog/README.md`: what the catalog has in it, for people: the upgrade graph as a picture, channels and releases, what is
 * deprecated, and how to build, publish and use the image. What comes from the spec is text or code, never markup.
 */
import { code, fence, table, text } from '../../emit/docs/markdown.ts';
import type { Release, ReleaseHistory } from '../../model/release.ts';
import { headOf } from './chain.ts';
import { type Channel, channelsOf } from './channels.ts';
import { bundleName } from '../../model/bundle-name.ts';
import { CATALOG_FOLDER } from './dockerfile.ts';
import { type Installation, type Installations, sinceWhen, whyNoFiles } from './installation.ts';
import { newestGraph } from './mermaid.ts';

export interface CatalogReadme {
  readonly packageName: string;
  readonly displayName: string;
  readonly history: ReleaseHistory;
  /** The image of the catalog, with a tag. */
  readonly image: string;
  /** That of the bundle of a release. */
  readonly bundleImage: (release: Release) => string;
  readonly installations: Installations;
}

/** The text of the file. Assumes a history without faults. */
export const catalogReadme = (readme: CatalogReadme): string => {
  const { packageName, displayName, history, image } = readme;
  const channels = channelsOf(packageName, history);
  return [
    `# Catalog of ${text(displayName)}`,
    `The releases of ${code(packageName)}, and how one becomes the next, for the Operator Lifecycle Manager (OLM).`,
    ...(history.deprecated === undefined ? [] : [`**Deprecated.** ${text(history.deprecated)}`]),
    ...upgrades(packageName, history),
    '## Channels',
    table(
      ['channel', 'newest', 'releases', ...(isAnyDeprecated(history) ? ['deprecated'] : [])],
      channels.map((channel) => channelRow(readme, channel)),
    ),
    '## Releases',
    releaseTable(readme),
    '## Build and publish',
    'From the folder of the project, by docker or podman:',
    fence('shell', ['docker', 'podman'].map((tool) => buildLines(tool, image)).join('\n\n')),
    `${code('opm')} judges the catalog without an image, and serves it to look at:`,
    fence('shell', `opm validate ${CATALOG_FOLDER}\nopm serve ${CATALOG_FOLDER} --cache-dir=/tmp/${word(packageName)}`),
    '## Install with OLM v1',
    ...installing('OLM v1', `every release of the channel ${code(history.defaultChannel)}`, readme.installations.v1),
    ...('files' in readme.installations.v1 ? [ANEW] : []),
    '## Install with OLM v0',
    ...installing(
      'OLM v0',
      `the newest release of the channel ${code(history.defaultChannel)}`,
      readme.installations.v0,
    ),
  ]
    .join('\n\n')
    .concat('\n');
};

/** Nothing where nothing can be drawn. */
const upgrades = (packageName: string, history: ReleaseHistory): readonly string[] => {
  const { text: picture, drawn } = newestGraph(packageName, history);
  const all = history.releases.length;
  if (picture === '') return [];
  return [
    '## Upgrades',
    `An arrow leads from what is installed to what it is upgraded to. With a red border: releases that are skipped; dashed: upgrades that OLM v0 does not make for that. In colour: what is deprecated.${
      drawn < all
        ? ` Of ${all} releases these are the last ${drawn}: a picture with more of them would not be shown.`
        : ''
    }`,
    fence('mermaid', picture),
  ];
};

const ANEW =
  'Up to v1.10.0 OLM does this with the permissions in the last of these files, which are made for the releases above. Apply it again with each new one: until then OLM does not upgrade, and says why in the status of the ClusterExtension.';

const channelRow = ({ packageName, history }: CatalogReadme, channel: Channel): readonly string[] => {
  const { name, entries } = channel;
  const head = headOf(channel);
  const newest = history.releases.find(
    ({ version }) => 'name' in head && bundleName(packageName, version) === head.name,
  );
  return [
    `${code(name)}${name === history.defaultChannel ? ' (default)' : ''}`,
    newest === undefined ? '' : code(newest.version),
    String(entries.length),
    ...(isAnyDeprecated(history)
      ? [Object.hasOwn(history.deprecatedChannels, name) ? text(history.deprecatedChannels[name]!) : '']
      : []),
  ];
};

const isAnyDeprecated = ({ deprecatedChannels }: ReleaseHistory): boolean => Object.keys(deprecatedChannels).length > 0;

/** The newest first; a column that would be empty is left out. */
const releaseTable = ({ history, bundleImage }: CatalogReadme): string => {
  const columns: readonly (readonly [string, (release: Release) => string])[] = [
    ['version', ({ version }) => code(version)],
    ['channels', ({ channels }) => channels.map(code).join(', ')],
    ['replaces', ({ replaces }) => (replaces === undefined ? '' : code(replaces))],
    ['skips', ({ skips }) => skips.map(code).join(', ')],
    ['skips the range', ({ skipRange }) => (skipRange === undefined ? '' : code(skipRange))],
    ['bundle', (release) => code(bundleImage(release))],
    ['deprecated', ({ deprecated }) => (deprecated === undefined ? '' : text(deprecated))],
  ];
  const releases = history.releases.toReversed();
  const shown = columns.filter(([, cell]) => releases.some((release) => cell(release) !== ''));
  return table(
    shown.map(([name]) => name),
    releases.map((release) => shown.map(([, cell]) => cell(release))),
  );
};

const buildLines = (tool: string, image: string): string =>
  `${tool} build -f ${CATALOG_FOLDER}.Dockerfile -t ${word(image)} .\n${tool} push ${word(image)}`;

const installing = (olm: string, what: string, installation: Installation): readonly string[] => {
  if ('limits' in installation) return [whyNoFiles(olm, what, installation.limits)];
  const { files, since } = installation;
  return [
    ...(since === undefined ? [] : [`${olm}, ${sinceWhen(since)}.`]),
    fence('shell', files.map((file) => `kubectl apply -f ${word(file)}`).join('\n')),
  ];
};

/** What a shell takes for one word as it stands; the spec's rules let no other through. */
const word = (value: string): string => {
  if (!/^[\w./:@+-]+$/.test(value)) throw new Error(`${JSON.stringify(value)} cannot stand in a shell's command`);
  return value;
};
