/**
 * `olm.bundle`: a release in a catalog. Given its bundle and the image of that, gives what
 * `opm render BUNDLE --alpha-image-ref-template IMAGE --migrate-level bundle-object-to-csv-metadata` of opm v1.73.0 gives: lists in the
 * same order, keys in one that is easier to read.
 */
import { isObject, type JsonValue } from '../../model/json.ts';
import type { BundleContent } from '../bundle-content.ts';
import { compareBytes } from './channels.ts';
import { fieldAt, listAt, textAt } from './go-shape.ts';
import { type CatalogProperty, propertiesOf } from './properties.ts';

export interface BundleBlob {
  readonly schema: 'olm.bundle';
  readonly name: string;
  readonly package: string;
  readonly image: string;
  readonly properties: readonly CatalogProperty[];
  readonly relatedImages: readonly CatalogImage[];
}

interface CatalogImage {
  /** Empty for the bundle itself, and for those that only the Deployments name. */
  readonly name: string;
  readonly image: string;
}

/** `image` is where the bundle can be pulled from. */
export const bundleBlob = (content: BundleContent, image: string): BundleBlob => ({
  schema: 'olm.bundle',
  name: textAt(content.csv, 'metadata', 'name'),
  package: content.annotations['operators.operatorframework.io.bundle.package.v1'] ?? '',
  image,
  properties: propertiesOf(content),
  relatedImages: relatedImages(content, image),
});

/** Those of the ClusterServiceVersion, the bundle's own, and those that its Deployments run: sorted by image, so that all can be mirrored. */
export const relatedImages = ({ csv }: BundleContent, image: string): readonly CatalogImage[] => {
  const said = listAt(csv, 'spec', 'relatedImages').map((item) => ({
    name: textAt(item, 'name'),
    image: textAt(item, 'image'),
  }));
  const known = new Set(said.map((related) => related.image));
  const own = image !== '' && !known.has(image) ? [image] : [];
  const run = deployedImages(csv).filter((deployed) => !known.has(deployed));
  const unnamed = [...own, ...new Set(run)].map((unknown) => ({ name: '', image: unknown }));
  return [...said, ...unnamed].toSorted((a, b) => compareBytes(a.image, b.image));
};

const deployedImages = (csv: JsonValue): readonly string[] => {
  if (fieldAt(csv, 'spec', 'install', 'strategy') !== 'deployment') return [];
  return listAt(csv, 'spec', 'install', 'spec', 'deployments').flatMap((deployment) =>
    ['containers', 'initContainers'].flatMap((list) =>
      listAt(deployment, 'spec', 'template', 'spec', list)
        .filter(isObject)
        .map((container) => textAt(container, 'image')),
    ),
  );
};
