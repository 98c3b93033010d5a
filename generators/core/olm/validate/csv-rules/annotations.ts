/** Annotations that OLM reads, which must have its case (operator-framework/api annotations.go, ValidateAnnotationNames). */
import { quote } from '../../../spec/near.ts';
import type { BundleDocument } from '../../bundle-file.ts';
import type { Findings } from '../findings.ts';

const KEYS: readonly string[] = [
  'olm.operatorGroup',
  'olm.operatorNamespace',
  'olm.targetNamespaces',
  'olm.providedAPIs',
  'olm.skipRange',
];

/** Those of `metadata`, of a ClusterServiceVersion or an OperatorGroup. */
export const checkAnnotationNames = (
  document: BundleDocument,
  annotations: readonly string[],
  findings: Findings,
): void => {
  for (const name of annotations) {
    const path = ['metadata', 'annotations', name];
    const known = KEYS.find((key) => key.toLowerCase() === name.toLowerCase());
    if (known !== undefined && known !== name)
      findings.error(
        document,
        path,
        `${quote(name)} is written with other capitals, so OLM does not see it.`,
        `Write ${known}.`,
        'key',
      );
    if (name === 'olm.properties')
      findings.warning(
        document,
        path,
        'properties of a bundle have a file of their own.',
        'Move them to metadata/properties.yaml.',
        'key',
      );
  }
};
