/** ServiceAccounts: OLM makes those that permissions are granted to, and no others. */
import { quote, suggest } from '../../../spec/near.ts';
import { nameOf } from '../../validate/judged.ts';
import { grantsOf } from '../grants.ts';
import { objectsOf } from '../subject.ts';
import type { Test } from '../test.ts';

export const serviceAccounts: Test = {
  name: 'service-accounts-exist',
  suite: 'consistency',
  description: 'Every deployment runs as a ServiceAccount that has permissions, and each of those is used.',
  judge: (subject, findings) => {
    const { document, deployments, permissions } = subject;
    const granted = [...new Set(permissions.map(({ serviceAccount }) => serviceAccount))];
    const bound = new Set(grantsOf(subject).map(({ serviceAccount }) => serviceAccount));
    const brought = new Set(objectsOf(subject, 'ServiceAccount').map(nameOf));
    const used = new Set(deployments.map(({ serviceAccount }) => serviceAccount));
    for (const { name, serviceAccount: account, podPath } of deployments) {
      if (account === 'default' && granted.length > 0 && !bound.has('default'))
        findings.error(
          document,
          podPath,
          `the deployment ${quote(name)} runs as "default", which has no permissions.`,
          `Set serviceAccountName: ${granted[0]!}.`,
        );
      else if (account !== 'default' && !granted.includes(account) && !brought.has(account))
        findings.error(
          document,
          [...podPath, 'serviceAccountName'],
          `nobody makes the ServiceAccount ${quote(account)}: no permissions are granted to it.`,
          suggest(account, granted, 'There are permissions for') ?? 'Grant it some, or add it to the bundle.',
        );
    }
    for (const account of granted)
      if (!used.has(account))
        findings.warning(
          document,
          permissions.find(({ serviceAccount }) => serviceAccount === account)!.path.slice(0, -2),
          `no deployment runs as ${quote(account)}, which has permissions.`,
          'Run one as it, or remove the permissions.',
        );
  },
};
