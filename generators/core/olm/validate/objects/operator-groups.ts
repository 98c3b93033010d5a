/** OperatorGroups (operator-framework/api operatorgroup.go). */
import { isObject } from '../../../model/json.ts';
import { checkAnnotationNames } from '../csv-rules/annotations.ts';
import type { Findings } from '../findings.ts';
import type { Judged } from '../judged.ts';

/** Their annotations are OLM's to read, too. */
export const checkOperatorGroups = ({ bundle }: Judged, findings: Findings): void => {
  for (const document of bundle.others.filter(({ value }) => value['kind'] === 'OperatorGroup')) {
    const { metadata } = document.value;
    const annotations = isObject(metadata) ? metadata['annotations'] : undefined;
    checkAnnotationNames(document, isObject(annotations) ? Object.keys(annotations) : [], findings);
  }
};
