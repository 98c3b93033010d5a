/** Leader election: whoever wants to lead may keep a Lease (client-go tools/leaderelection/resourcelock). */
import { quote } from '../../../spec/near.ts';
import { optionsOf } from '../options.ts';
import { allows } from '../rules.ts';
import type { Test } from '../test.ts';

export const leaderElection: Test = {
  name: 'leaders-may-hold-leases',
  suite: 'consistency',
  description: 'Where an argument asks for leader election, the operator may keep Leases.',
  judge: ({ document, deployments, permissions }, findings) => {
    for (const { serviceAccount: own, containers } of deployments)
      for (const { name, container, path } of containers) {
        const option = optionsOf(container).find(
          (each) => /^-{1,2}(?:enable-)?leader-elect(?:ion)?$/.test(each.name) && each.value !== 'false',
        );
        if (option === undefined) continue;
        const rules = permissions.filter(({ serviceAccount }) => serviceAccount === own);
        const missing = ['create', 'get', 'update'].filter(
          (verb) => !rules.some(({ rule }) => allows(rule, { group: 'coordination.k8s.io', resource: 'leases', verb })),
        );
        if (missing.length > 0)
          findings.error(
            document,
            [...path, ...option.path],
            `the container ${quote(name)} elects a leader, and may not ${missing.join(', ')} Leases.`,
            'Grant create, get and update of leases in coordination.k8s.io.',
          );
      }
  },
};
