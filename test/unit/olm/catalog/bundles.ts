/** Bundles for catalogs: those that the generator makes, and the same with something else in them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { toYaml } from '../../../../generators/core/emit/yaml.ts';
import type { JsonObject } from '../../../../generators/core/model/json.ts';
import type { Model } from '../../../../generators/core/model/model.ts';
import type { ReleaseHistory } from '../../../../generators/core/model/release.ts';
import type { BundleContent } from '../../../../generators/core/olm/bundle-content.ts';
import type { CatalogRelease } from '../../../../generators/core/olm/catalog/file-based-catalog.ts';
import { openBundle } from '../../../../generators/core/olm/open-bundle.ts';
import { olmFiles } from '../../../../generators/core/plan/olm.ts';

const PREFIX = 'operators.operatorframework.io.bundle';

/** The bundle of a model. */
export const bundleOf = (model: Model): BundleContent => {
  const files = olmFiles(model)
    .filter(({ path }) => path.startsWith('bundle/'))
    .map(({ path, content }) => ({ path: path.slice('bundle/'.length), bytes: Buffer.from(content) }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return openBundle('bundle', files).content!;
};

/** The same as another release: what is told apart by its name and version, no more. */
export const released = (content: BundleContent, version: string, name?: string): BundleContent =>
  withCsv(content, ({ metadata, spec, ...csv }) => ({
    ...csv,
    metadata: {
      ...(metadata as JsonObject),
      name: name ?? `${content.annotations[`${PREFIX}.package.v1`]}.v${version.toLowerCase().replaceAll('+', '-')}`,
    },
    spec: { ...(spec as JsonObject), version },
  }));

/** With another ClusterServiceVersion. */
export const withCsv = (content: BundleContent, change: (csv: JsonObject) => JsonObject): BundleContent => ({
  ...content,
  csv: change(content.csv),
});

/** With more in its `spec`. */
export const withSpec = (content: BundleContent, fields: JsonObject): BundleContent =>
  withCsv(content, (csv) => ({ ...csv, spec: { ...(csv['spec'] as JsonObject), ...fields } }));

/** With more annotations on its ClusterServiceVersion. */
export const withAnnotations = (content: BundleContent, annotations: JsonObject): BundleContent =>
  withCsv(content, ({ metadata, ...csv }) => {
    const { annotations: own, ...rest } = metadata as { readonly annotations: JsonObject };
    return { ...csv, metadata: { ...rest, annotations: { ...own, ...annotations } } };
  });

/** The files of a bundle, by their paths. */
export const bundleFiles = (content: BundleContent): Readonly<Record<string, string>> => ({
  'manifests/0.clusterserviceversion.yaml': toYaml(content.csv),
  ...Object.fromEntries(content.crds.map((crd, index) => [`manifests/1-${index}.crd.yaml`, toYaml(crd)])),
  ...Object.fromEntries(content.others.map((other, index) => [`manifests/2-${index}.yaml`, toYaml(other)])),
  'metadata/annotations.yaml': toYaml({ annotations: content.annotations }),
  ...(content.dependencies.length > 0 && {
    'metadata/dependencies.yaml': toYaml({ dependencies: content.dependencies }),
  }),
  ...(content.properties.length > 0 && { 'metadata/properties.yaml': toYaml({ properties: content.properties }) }),
});

/** Writes files below a folder. */
export const writeFiles = (root: string, files: Readonly<Record<string, string>>): void => {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
};

/** The package of the bundles here. */
export const PACKAGE = 'memcached-operator';

/** A bundle for each release of a history. */
export const catalogReleases = (base: BundleContent, { releases }: ReleaseHistory): readonly CatalogRelease[] =>
  releases.map(({ version, image }) => ({
    version,
    content: released(base, version),
    image: image ?? `ghcr.io/acme/memcached-operator-bundle:v${version.replaceAll('+', '-')}`,
  }));
