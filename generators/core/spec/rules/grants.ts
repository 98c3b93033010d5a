/** Roles that an operator makes for others: it must be allowed itself what they allow. */
import { grantsOf } from '../../model/grants.ts';
import type { Report } from '../report.ts';
import type { Spec } from '../spec.ts';

/** Warns where permissions cannot be derived, and the author has said nothing of them. */
export const checkGrants = (spec: Spec, report: Report): void => {
  for (const [i, api] of spec.spec.apis.entries()) {
    if ((api.permissions ?? []).length > 0) continue;
    for (const path of grantsOf(api).computed)
      report.warning(
        ['spec', 'apis', i, 'children', ...path],
        'what this grants cannot be read from here, and the API server lets the operator grant only what it may do itself.',
        'Give the same in "permissions" of the API; or "bind" or "escalate" on the role.',
      );
  }
};
