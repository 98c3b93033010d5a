/** The images that a bundle says that it needs, so that a catalog can be mirrored with them. */
export { relatedImages, type RelatedImage } from '../air-gap/operands.ts';
