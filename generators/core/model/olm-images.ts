/** The images that OLM pulls. */
import type { OlmDelivery } from './olm-delivery.ts';
import type { Release } from './release.ts';

/** That of a release's bundle: by its digest where the spec says it, else by its version. */
export const bundleReference = (olm: OlmDelivery, { version, image }: Release = olm.release): string =>
  image ?? bundleTag(olm, version);

/** Where the bundle of a version is pushed. */
export const bundleTag = ({ bundleImage }: OlmDelivery, version: string): string =>
  `${bundleImage}:v${version.replaceAll('+', '-')}`;

/** That of the catalog, which is always the newest. */
export const catalogReference = ({ catalogImage }: OlmDelivery): string => `${catalogImage}:latest`;
