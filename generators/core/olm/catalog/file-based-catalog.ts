/**
 * A file-based catalog: all that OLM knows of an operator. Given its release history and the bundle of each release, gives the
 * documents of `catalog.yaml` in opm's order: the package, its channels by name, its bundles by name, what is deprecated.
 *
 * Assumes a history without faults (`graph.ts`) with a bundle for each of its releases.
 */
import { isObject } from '../../model/json.ts';
import type { Release, ReleaseHistory } from '../../model/release.ts';
import type { BundleContent } from '../bundle-content.ts';
import { type BundleBlob, bundleBlob } from './bundle-blob.ts';
import { headOf } from './chain.ts';
import { type Channel, channelNames, channelsOf, compareBytes } from './channels.ts';
import { bundleName } from '../../model/bundle-name.ts';
import { fieldAt, textAt } from './go-shape.ts';

/** A release as a catalog has it. */
export interface CatalogRelease {
  /** The release's own. */
  readonly version: string;
  readonly content: BundleContent;
  /** Where its bundle can be pulled from; by digest where that is known. */
  readonly image: string;
}

export interface PackageBlob {
  readonly schema: 'olm.package';
  readonly name: string;
  readonly defaultChannel: string;
  readonly icon?: { readonly base64data: string; readonly mediatype: string };
  readonly description?: string;
}

export interface ChannelBlob extends Channel {
  readonly schema: 'olm.channel';
  readonly package: string;
}

export interface DeprecationsBlob {
  readonly schema: 'olm.deprecations';
  readonly package: string;
  readonly entries: readonly Deprecation[];
}

export interface Deprecation {
  readonly reference: { readonly schema: 'olm.package' | 'olm.channel' | 'olm.bundle'; readonly name?: string };
  readonly message: string;
}

export interface FileBasedCatalog {
  readonly package: PackageBlob;
  readonly channels: readonly ChannelBlob[];
  readonly bundles: readonly BundleBlob[];
  /** At most one. */
  readonly deprecations: readonly DeprecationsBlob[];
}

/** The catalog of one operator. */
export const fileBasedCatalog = (
  packageName: string,
  history: ReleaseHistory,
  releases: readonly CatalogRelease[],
): FileBasedCatalog => ({
  package: packageBlob(packageName, history, releases),
  channels: channelBlobs(packageName, history),
  bundles: releases
    .map(({ content, image }) => bundleBlob(content, image))
    .toSorted((a, b) => compareBytes(a.name, b.name)),
  deprecations: deprecations(packageName, history),
});

/** Its documents, each for a document of YAML. */
export const catalogDocuments = (catalog: FileBasedCatalog): readonly object[] => [
  catalog.package,
  ...catalog.channels,
  ...catalog.bundles,
  ...catalog.deprecations,
];

/** `olm.channel` of each channel. */
export const channelBlobs = (packageName: string, history: ReleaseHistory): readonly ChannelBlob[] =>
  channelsOf(packageName, history).map(({ name, entries }) => ({
    schema: 'olm.channel',
    name,
    package: packageName,
    entries,
  }));

/** What the newest release of the default channel says of the operator, as opm's semver template takes it too. */
export const packageBlob = (
  packageName: string,
  history: ReleaseHistory,
  releases: readonly CatalogRelease[],
): PackageBlob => {
  const channel = channelsOf(packageName, history).find(({ name }) => name === history.defaultChannel);
  const head = channel && headOf(channel);
  const newest =
    head !== undefined && 'name' in head
      ? releases.find(({ version }) => bundleName(packageName, version) === head.name)
      : undefined;
  const description = textAt(newest?.content.csv, 'spec', 'description');
  const icons = fieldAt(newest?.content.csv, 'spec', 'icon');
  const icon: unknown = Array.isArray(icons) ? icons[0] : undefined;
  return {
    schema: 'olm.package',
    name: packageName,
    defaultChannel: history.defaultChannel,
    ...(isObject(icon) && {
      icon: {
        base64data: textAt(icon, 'base64data'),
        mediatype: textAt(icon, 'mediatype'),
      },
    }),
    ...(description !== '' && { description }),
  };
};

/** The package first, then channels, then releases; nothing where none is deprecated. */
export const deprecations = (packageName: string, history: ReleaseHistory): readonly DeprecationsBlob[] => {
  const { deprecated, deprecatedChannels, releases } = history;
  const ofReleases = (releases as readonly Release[]).flatMap(({ version, deprecated: message }) =>
    message === undefined
      ? []
      : [{ reference: { schema: 'olm.bundle' as const, name: bundleName(packageName, version) }, message }],
  );
  const ofChannels = channelNames(releases).flatMap((name) =>
    Object.hasOwn(deprecatedChannels, name)
      ? [{ reference: { schema: 'olm.channel' as const, name }, message: deprecatedChannels[name]! }]
      : [],
  );
  const ofPackage =
    deprecated === undefined ? [] : [{ reference: { schema: 'olm.package' as const }, message: deprecated }];
  const entries = [...ofPackage, ...ofChannels, ...ofReleases];
  return entries.length === 0 ? [] : [{ schema: 'olm.deprecations', package: packageName, entries }];
};
