/** The images for OLM that the release workflow pushes: files of the project, the same on every kind of processor. */
import { isReleased } from '../../model/build-history.ts';
import type { Model } from '../../model/model.ts';
import { bundleTag, catalogReference } from '../../model/olm-images.ts';

export interface OlmImage {
  readonly what: 'bundle' | 'catalog';
  /** Its Dockerfile. */
  readonly file: string;
  /** The variable of the workflow that has its repository; with `_TAG` behind it, that of its tag. */
  readonly variable: string;
  readonly repository: string;
  readonly tag: string;
}

/** Whether OLM is offered anything yet, this version or an older one. */
export const isReleasedToOlm = ({ delivery: { olm } }: Model): boolean => (olm?.history.releases.length ?? 0) > 0;

/** The bundle of a version that is released, and the catalog that offers it, which is last: clusters look for what it names. */
export const releasedOlmImages = ({ version, delivery: { olm } }: Model): readonly OlmImage[] => {
  if (olm === undefined || !isReleased(olm.history, version)) return [];
  const { bundleImage, catalogImage } = olm;
  return [
    {
      what: 'bundle',
      file: 'bundle.Dockerfile',
      variable: 'BUNDLE',
      repository: bundleImage,
      tag: bundleTag(olm, version).slice(bundleImage.length + 1),
    },
    ...(catalogImage === undefined
      ? []
      : [
          {
            what: 'catalog',
            file: 'catalog.Dockerfile',
            variable: 'CATALOG',
            repository: catalogImage,
            tag: catalogReference(olm).slice(catalogImage.length + 1),
          } as const,
        ]),
  ];
};
