/** Operator SDK's olm-crds-have-resources (internal/scorecard/tests/olm.go). */
import { quote } from '../../../spec/near.ts';
import type { Test } from '../test.ts';

export const crdsHaveResources: Test = {
  name: 'olm-crds-have-resources',
  suite: 'olm',
  description: 'Each owned kind says which resources hang below its objects.',
  judge: ({ document, spec }, findings) => {
    for (const [i, { name = '', resources = [] }] of (spec.customresourcedefinitions?.owned ?? []).entries())
      if (resources.length === 0)
        findings.error(
          document,
          ['spec', 'customresourcedefinitions', 'owned', i],
          `${quote(name)} has no resources.`,
          'List the kinds that the operator makes for one of its objects.',
        );
  },
};
