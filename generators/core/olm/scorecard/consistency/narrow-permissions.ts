/** Permissions as narrow as they can be: no wildcards, nothing granted twice. */
import type { Test } from '../test.ts';
import { isCovered } from '../rules.ts';
import { formatPath } from '../../../spec/path.ts';

export const narrowPermissions: Test = {
  name: 'permissions-are-narrow',
  suite: 'consistency',
  description: 'No permission is granted for everything, and none is granted twice.',
  judge: ({ document, permissions }, findings) => {
    for (const [i, { rule, path, scope, serviceAccount }] of permissions.entries()) {
      for (const [field, word] of FIELDS)
        for (const [j, value] of (rule[field] ?? []).entries())
          if (value === '*')
            findings.warning(
              document,
              [...path, field, j],
              `this is granted for all ${word}.`,
              `Name the ${word} that the operator uses.`,
            );
      const other = permissions.find(
        (each, j) =>
          j !== i &&
          each.serviceAccount === serviceAccount &&
          (each.scope === 'clusterPermissions' || scope === 'permissions') &&
          isCovered(rule, each.rule) &&
          // Of two that are equal the later one is told.
          (j < i || each.scope !== scope || !isCovered(each.rule, rule)),
      );
      if (other !== undefined)
        findings.warning(document, path, `${formatPath(other.path)} grants all of this, too.`, 'Remove this one.');
    }
  },
};

const FIELDS = [
  ['apiGroups', 'groups'],
  ['resources', 'resources'],
  ['verbs', 'verbs'],
  ['nonResourceURLs', 'addresses'],
] as const;
