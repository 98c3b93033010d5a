/**
 * Operator SDK's olm-bundle-validation: the layout of the bundle, and operator-framework/api's three default validators. Those are of
 * v0.45.0 here and of v0.34.0 there, so this one also refuses a relatedImage that is no image and a name that does not fit the
 * `release`; and, with `bundle validate`, kinds that OLM does not apply.
 */
import type { Problem } from '../../../spec/problem.ts';
import type { Validator } from '../../validate/check-bundle.ts';

const VALIDATORS: readonly Validator[] = [
  'reading',
  'format',
  'ClusterServiceVersionValidator',
  'CustomResourceDefinitionValidator',
  'BundleValidator',
];

export const BUNDLE_VALIDATION = {
  name: 'olm-bundle-validation',
  suite: 'olm',
  description: 'The bundle has the layout and the content that OLM needs.',
} as const;

/** What those find. */
export const bundleValidation = (found: Readonly<Record<Validator, readonly Problem[]>>): readonly Problem[] =>
  VALIDATORS.flatMap((validator) => found[validator]);
