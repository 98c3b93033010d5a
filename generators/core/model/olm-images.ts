/** The images that OLM pulls. */
import type { OlmDelivery } from './olm-delivery.ts';
import type { Release } from './release.ts';

/** That of a release's bundle: by its digest where the spec says it, else by its version. */
export const bundleReference = ({ bundleImage, release }: OlmDelivery, { version, image }: Release = release): string =>
  image ?? `${bundleImage}:v${version.replaceAll('+', '-')}`;

/** That of the catalog, which is always the newest. */
export const catalogReference = ({ catalogImage }: OlmDelivery): string => `${catalogImage}:latest`;
