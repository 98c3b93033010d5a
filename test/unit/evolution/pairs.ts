import { FIELD_PAIRS } from './field-pairs.ts';
import { everywhere, pair, type PairOfDefinitions, schemaOf } from './pair.ts';
import { version } from './widget.ts';

/** Pairs of an old and a new CustomResourceDefinition, and what of it breaks: one change each, for every rule and both ways. */
export const PAIRS: readonly PairOfDefinitions[] = [
  ...FIELD_PAIRS,
  pair('nothing', () => {}, []),
  pair('a scope', (crd) => (crd.spec.scope = 'Cluster'), ['scope']),
  pair('a description of the root', (crd) => everywhere(crd, (root) => (root.description = 'Widget.')), [
    'v1alpha1 ^ description',
    'v1 ^ description',
  ]),
  pair('a required root field', (crd) => everywhere(crd, (root) => (root.required = ['spec'])), [
    'v1alpha1 ^ required',
    'v1 ^ required',
  ]),
  pair(
    'a status field gone',
    (crd) => everywhere(crd, (root) => delete root.properties.status.properties.size),
    ['v1alpha1', 'v1'].flatMap((name) => [`${name} ^.status.size existingFieldRemoval`, `${name} ^.status.size type`]),
  ),
  pair('an older version gone', (crd) => crd.spec.versions.shift(), []),
  pair('the stored version gone', (crd) => (crd.spec.versions = [version('v1alpha1', true)]), ['storedVersionRemoval']),
  pair('a version served no more', (crd) => (crd.spec.versions[0].served = false), []),
  pair('a new version like the others', (crd) => crd.spec.versions.push(version('v2', false)), []),
  pair(
    'a new version that is stricter',
    (crd) => {
      const stricter = version('v2', false);
      stricter.schema.openAPIV3Schema.properties.spec.properties.size.maximum = 5;
      crd.spec.versions.push(stricter);
    },
    ['v1 -> v2 ^.spec.size maximum', 'v1alpha1 -> v2 ^.spec.size maximum'],
  ),
  pair(
    'a new version that is stricter and not served',
    (crd) => {
      const stricter = { ...version('v2', false), served: false };
      stricter.schema.openAPIV3Schema.properties.spec.properties.size.maximum = 5;
      crd.spec.versions.push(stricter);
    },
    [],
  ),
  pair(
    'a new version that lacks a field, with a conversion webhook',
    (crd) => {
      const shorter = version('v2', false);
      delete shorter.schema.openAPIV3Schema.properties.spec.properties.bare;
      crd.spec.versions.push(shorter);
      crd.spec.conversion = { strategy: 'Webhook', webhook: { conversionReviewVersions: ['v1'] } };
    },
    ['v1 -> v2 ^.spec.bare type', 'v1alpha1 -> v2 ^.spec.bare type'],
  ),
  pair(
    'one version changed, the other not',
    (crd) => (schemaOf(crd, 'v1').properties.spec.properties.size.maximum = 5),
    ['v1 ^.spec.size maximum', 'v1alpha1 -> v1 ^.spec.size maximum'],
  ),
  pair(
    'the older version changed, the newer not',
    (crd) => (schemaOf(crd, 'v1alpha1').properties.spec.properties.size.maximum = 11),
    ['v1alpha1 -> v1 ^.spec.size maximum'],
  ),
  pair(
    'versions that differed before, and still do',
    (crd) => (schemaOf(crd, 'v1').properties.spec.properties.more = { type: 'string' }),
    [],
    (crd) => (schemaOf(crd, 'v1').properties.spec.properties.size.maximum = 5),
  ),
  pair(
    'versions that differed before, and differ otherwise',
    (crd) => (schemaOf(crd, 'v1').properties.spec.properties.size.maximum = 4),
    ['v1 ^.spec.size maximum', 'v1alpha1 -> v1 ^.spec.size maximum'],
    (crd) => (schemaOf(crd, 'v1').properties.spec.properties.size.maximum = 5),
  ),
  pair(
    'a version served again, unlike the other',
    (crd) => (crd.spec.versions[0].served = true),
    ['v1alpha1 -> v1 ^.spec.text pattern'],
    (crd) => {
      crd.spec.versions[0].served = false;
      schemaOf(crd, 'v1').properties.spec.properties.text.pattern = 'x';
    },
  ),
  pair(
    'a stored version of a cluster gone',
    (crd) => (crd.spec.versions = [version('v1', true)]),
    ['storedVersionRemoval'],
    (crd) => (crd.status.storedVersions = ['v1alpha1', 'v1']),
  ),
];
