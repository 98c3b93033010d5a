/**
 * `deploy/images.txt` and `deploy/artifacts.txt`: what a cluster without internet needs in a registry of its own. One reference a line,
 * sorted, nothing else: what `crane copy` and `skopeo copy` take.
 */
import type { JsonObject, Model } from '../../model/model.ts';
import { bundleReference, catalogReference } from '../../model/olm-images.ts';
import type { OlmDelivery } from '../../model/olm-delivery.ts';
import { versionTag } from '../flux/tag.ts';
import { scorecardConfig } from '../olm/metadata.ts';
import { imagesInValue, relatedImages } from './operands.ts';

/** Every image that runs, as it stands in what is rendered; those that test a bundle, too, and those of `released`, what ran before. */
export const imageList = (model: Model, released: readonly string[] = []): string =>
  lines([
    ...released,
    ...relatedImages(model).map(({ image }) => image),
    ...(model.delivery.olm === undefined ? [] : olmImages(model.delivery.olm)),
  ]);

/** What tests the bundle, and what clusters install it from. */
const olmImages = (olm: OlmDelivery): readonly string[] => [
  ...imagesInValue(scorecardConfig() as JsonObject),
  ...(olm.catalogImage === undefined || olm.history.releases.length === 0
    ? []
    : [catalogReference(olm), ...olm.history.releases.map((release) => bundleReference(olm, release))]),
];

/** The OCI artifacts that are pulled beside the images: charts, and the manifests of Flux unless they are in git. */
export const artifactList = (model: Model): string => {
  const { helm, flux } = model.delivery;
  const urls = [
    ...(helm === undefined ? [] : [helm.chartUrl]),
    ...(helm?.crds === 'separate' ? [helm.crdsChartUrl] : []),
    ...(flux === undefined || flux.git !== undefined ? [] : [flux.manifestsUrl]),
  ];
  return lines(urls.map((url) => `${url.replace(/^oci:\/\//, '')}:${versionTag(model.version)}`));
};

const lines = (references: readonly string[]): string =>
  [...new Set(references)]
    .toSorted()
    .map((reference) => `${reference}\n`)
    .join('');
