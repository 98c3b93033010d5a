/**
 * Leader election: whoever wants to lead may keep a Lease (client-go tools/leaderelection/resourcelock). Up to Kubernetes 1.23 client-go
 * could keep a ConfigMap instead, which operators of that time do.
 */
import { quote } from '../../../spec/near.ts';
import { grantsOf } from '../grants.ts';
import { optionsOf } from '../options.ts';
import { allows } from '../rules.ts';
import type { Test } from '../test.ts';

export const leaderElection: Test = {
  name: 'leaders-may-hold-leases',
  suite: 'consistency',
  description: 'Where an argument asks for leader election, the operator may keep Leases.',
  judge: (subject, findings) => {
    const { document, deployments } = subject;
    const grants = grantsOf(subject);
    for (const { serviceAccount: own, containers } of deployments)
      for (const { name, container, path } of containers) {
        const option = optionsOf(container).find(
          (each) => /^-{1,2}(?:enable-)?leader-elect(?:ion)?$/.test(each.name) && each.value !== 'false',
        );
        if (option === undefined) continue;
        const missingFor = (group: string, resource: string): readonly string[] =>
          ['create', 'get', 'update'].filter(
            (verb) =>
              !grants.some(
                ({ serviceAccount, rule }) => serviceAccount === own && allows(rule, { group, resource, verb }),
              ),
          );
        const missing = missingFor('coordination.k8s.io', 'leases');
        if (missing.length === 0) continue;
        const isOld = missingFor('', 'configmaps').length === 0;
        findings[isOld ? 'warning' : 'error'](
          document,
          [...path, ...option.path],
          isOld
            ? `the container ${quote(name)} elects a leader, and may keep ConfigMaps for that and no Leases, as with libraries from before Kubernetes 1.24.`
            : `the container ${quote(name)} elects a leader, and may not ${missing.join(', ')} Leases.`,
          'Grant create, get and update of leases in coordination.k8s.io.',
        );
      }
  },
};
