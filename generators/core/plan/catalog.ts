/**
 * What is made of all releases: the tree that community-operators takes, around the kept bundles; and where a catalog is switched on,
 * `catalog/`, its image, and the objects by which clusters install from it.
 */
import { MARKER } from '../emit/marker.ts';
import { managedYaml } from '../emit/yaml.ts';
import { bundleReference, catalogReference } from '../model/olm-images.ts';
import type { OlmDelivery } from '../model/olm-delivery.ts';
import { headOf } from '../model/build-history.ts';
import type { Model } from '../model/model.ts';
import type { Release } from '../model/release.ts';
import { followedBy } from '../olm/catalog/channels.ts';
import { relatedImages } from '../olm/catalog/bundle-blob.ts';
import { ciConfig, releaseConfig } from '../olm/catalog/community.ts';
import { CATALOG_FOLDER, catalogDockerfile, catalogDockerignore, indexIgnore } from '../olm/catalog/dockerfile.ts';
import { catalogDocuments, type CatalogRelease, fileBasedCatalog } from '../olm/catalog/file-based-catalog.ts';
import type { Installations } from '../olm/catalog/installation.ts';
import { olmV0Limits, olmV1Limits } from '../olm/catalog/limits.ts';
import { subscriptionObjects } from '../olm/catalog/olm-v0.ts';
import { clusterCatalog, extensionYaml } from '../olm/catalog/olm-v1.ts';
import { olmV1Since } from '../olm/catalog/olm-v1-since.ts';
import { catalogReadme } from '../olm/catalog/readme.ts';
import { basicTemplate, semverTemplate } from '../olm/catalog/templates.ts';
import { type KeptBundle, keptFiles, keptFolder, operatorFolder, RELEASE_CONFIG } from './kept.ts';
import type { PlannedFile } from './plan.ts';

/** No files before the first release. */
export const releaseFiles = (model: Model, kept: readonly KeptBundle[]): readonly PlannedFile[] => {
  const { olm } = model.delivery;
  if (olm === undefined || kept.length === 0) return [];
  const releases = catalogReleases(olm, kept);
  return [
    ...keptFiles(model, kept),
    ...communityFiles(model, olm, releases),
    ...releaseConfigs(model, olm, kept),
    ...(olm.catalogImage === undefined ? [] : catalogFiles(model, olm, releases)),
  ];
};

/** The releases as a catalog sees them. */
export const catalogReleases = (olm: OlmDelivery, kept: readonly KeptBundle[]): readonly CatalogRelease[] =>
  kept.flatMap(({ version, bundle: { content } }) => {
    const release = olm.history.releases.find((one) => one.version === version);
    return content === undefined ? [] : [{ version, content, image: bundleReference(olm, release) }];
  });

/** All that clusters pull for the releases that the catalog offers: who upgrades from one to the next runs each of them. */
export const imagesOfReleases = (model: Model, kept: readonly KeptBundle[]): readonly string[] => {
  const { olm } = model.delivery;
  if (olm?.catalogImage === undefined) return [];
  return catalogReleases(olm, kept).flatMap((release) =>
    relatedImages(release.content, release.image).map(({ image }) => image),
  );
};

const communityFiles = (
  model: Model,
  olm: OlmDelivery,
  releases: readonly CatalogRelease[],
): readonly PlannedFile[] => {
  const folder = operatorFolder(model);
  const { history } = olm;
  const semver = semverTemplate(model.name, history, (release: Release) => bundleReference(olm, release));
  const fileBased = olm.catalogImage !== undefined;
  return [
    managed(`${folder}/ci.yaml`, managedYaml(ciConfig({ reviewers: olm.reviewers, fileBased, catalogs: ['latest'] }))),
    managed(`${folder}/catalog-templates/basic.yaml`, managedYaml(basicTemplate(model.name, history, releases))),
    ...(semver === undefined ? [] : [managed(`${folder}/catalog-templates/semver.yaml`, managedYaml(semver.template))]),
  ];
};

/**
 * The pipeline reads that of a release once, with its bundle, and takes no change of it later ("The PR modifies existing bundles",
 * operatorcert/parsed_file.py). So only that of the last release follows the history; the others stay as they were.
 */
const releaseConfigs = (model: Model, { history }: OlmDelivery, kept: readonly KeptBundle[]): readonly PlannedFile[] =>
  history.releases.map((release, i) => {
    const path = `${keptFolder(model, release.version)}/${RELEASE_CONFIG}`;
    const made = managed(path, managedYaml(releaseConfig(model.name, release, history)));
    if (i === history.releases.length - 1) return made;
    const config = kept.find(({ version }) => version === release.version)?.config;
    return { ...made, owner: 'released', ...(config !== undefined && { content: config }) };
  });

/** For those who install. */
const V1 = ['deploy/olm/v1/catalog.yaml', 'deploy/olm/v1/extension.yaml'] as const;
const V0 = 'deploy/olm/v0/subscription.yaml';

/** How OLM installs from the catalog; undefined where there is none. */
export const installationsOf = (model: Model, kept: readonly KeptBundle[]): Installations | undefined => {
  const { olm } = model.delivery;
  if (olm?.catalogImage === undefined || kept.length === 0) return undefined;
  return installations(olm, catalogReleases(olm, kept));
};

/** A ClusterExtension may be given any release of the default channel, a Subscription the newest. */
const installations = (olm: OlmDelivery, releases: readonly CatalogRelease[]): Installations => {
  const { defaultChannel, releases: all } = olm.history;
  const offered = releases.filter(({ version }) =>
    all.some((release) => release.version === version && release.channels.includes(defaultChannel)),
  );
  const limits = { v1: olmV1Limits(offered), v0: olmV0Limits(newestOf(olm, releases)) };
  const since = olmV1Since(offered.map(({ content }) => content));
  return {
    v1: limits.v1.length > 0 ? { limits: limits.v1 } : { files: V1, ...(since && { since }) },
    v0: limits.v0.length > 0 ? { limits: limits.v0 } : { files: [V0] },
  };
};

/** The one at the head of the default channel. */
const newestOf = ({ history }: OlmDelivery, releases: readonly CatalogRelease[]): readonly CatalogRelease[] => {
  const head = headOf(history.defaultChannel, history.releases)?.version;
  return releases.filter(({ version }) => version === head);
};

const catalogFiles = (model: Model, olm: OlmDelivery, releases: readonly CatalogRelease[]): readonly PlannedFile[] => {
  const { name: packageName, displayName } = model;
  const { history } = olm;
  const how = installations(olm, releases);
  const readme = catalogReadme({
    packageName,
    displayName,
    history,
    image: catalogReference(olm),
    bundleImage: (release) => bundleReference(olm, release),
    installations: how,
  });
  return [
    managed(
      `${CATALOG_FOLDER}/${packageName}/catalog.yaml`,
      managedYaml(...catalogDocuments(fileBasedCatalog(packageName, history, releases))),
    ),
    managed(`${CATALOG_FOLDER}/.indexignore`, `# ${MARKER}\n${indexIgnore()}`),
    managed(`${CATALOG_FOLDER}/README.md`, `<!-- ${MARKER} -->\n\n${readme}`),
    managed('catalog.Dockerfile', `# ${MARKER}\n${catalogDockerfile()}`),
    managed('catalog.Dockerfile.dockerignore', `# ${MARKER}\n${catalogDockerignore()}`),
    ...('files' in how.v1 ? v1Files(model, olm, releases) : []),
    ...('files' in how.v0 ? v0Files(model, olm, releases) : []),
  ];
};

const v1Files = (
  { name: packageName, namespace }: Model,
  olm: OlmDelivery,
  releases: readonly CatalogRelease[],
): readonly PlannedFile[] => {
  const { history } = olm;
  const channel = history.defaultChannel;
  const followed = new Set(followedBy(channel, history).map(({ version }) => version));
  const contents = releases.filter(({ version }) => followed.has(version)).map(({ content }) => content);
  const [catalog, extension] = V1;
  return [
    managed(catalog, managedYaml(clusterCatalog(packageName, catalogReference(olm)))),
    managed(extension, `# ${MARKER}\n${extensionYaml({ packageName, namespace, channel, contents })}`),
  ];
};

const v0Files = (
  { name: packageName, displayName, namespace }: Model,
  olm: OlmDelivery,
  releases: readonly CatalogRelease[],
): readonly PlannedFile[] =>
  newestOf(olm, releases).map(({ content: newest }) =>
    managed(
      V0,
      managedYaml(
        ...subscriptionObjects({
          packageName,
          displayName,
          publisher: olm.provider.name,
          namespace,
          channel: olm.history.defaultChannel,
          catalogImage: catalogReference(olm),
          newest,
        }),
      ),
    ),
  );

const managed = (path: string, content: string): PlannedFile => ({ path, content, owner: 'managed' });
