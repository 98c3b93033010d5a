/** An operator may watch what it owns; without, it waits for its caches for ever. */
import { quote } from '../../../spec/near.ts';
import type { Findings } from '../../validate/findings.ts';
import { allows } from '../rules.ts';
import type { Permission, Subject } from '../subject.ts';
import type { Test } from '../test.ts';

export const ownedPermissions: Test = {
  name: 'owned-kinds-have-permissions',
  suite: 'consistency',
  description:
    'The operator may list and watch each kind that it owns, in all namespaces that it can be told to watch.',
  judge: (subject, findings) => {
    const { document, spec, crds } = subject;
    const seen = new Set<string>();
    for (const [i, { name = '' }] of (spec.customresourcedefinitions?.owned ?? []).entries()) {
      const crd = crds.find(({ value }) => value.metadata?.name === name)?.value.spec;
      if (crd === undefined || seen.has(name)) continue;
      seen.add(name);
      const { group = '', names = {}, scope } = crd;
      const rules = usedPermissions(subject);
      const missing = ['list', 'watch'].filter(
        (verb) => !rules.some(({ rule }) => allows(rule, { group, resource: names.plural ?? '', verb })),
      );
      if (missing.length > 0)
        findings.error(
          document,
          ['spec', 'customresourcedefinitions', 'owned', i, 'name'],
          `the operator owns ${quote(name)} and may not ${missing.join(' and ')} it.`,
          `Grant it ${missing.join(' and ')} of ${names.plural ?? ''} in ${group}.`,
        );
      else if (scope === 'Cluster') checkClusterWide(subject, { group, resource: names.plural ?? '' }, findings);
    }
  },
};

/** Those of ServiceAccounts that a deployment runs as. */
const usedPermissions = ({ deployments, permissions }: Subject): readonly Permission[] => {
  const used = new Set(deployments.map(({ serviceAccount }) => serviceAccount));
  return permissions.filter(({ serviceAccount }) => used.has(serviceAccount));
};

/** `permissions` become Roles unless all namespaces are watched, and a Role says nothing of what is in no namespace. */
const checkClusterWide = (
  subject: Subject,
  { group, resource }: { readonly group: string; readonly resource: string },
  findings: Findings,
): void => {
  const isForAll = (subject.spec.installModes ?? []).every(
    ({ type, supported }) => supported !== true || type === 'AllNamespaces',
  );
  const rules = usedPermissions(subject).filter(({ rule }) => allows(rule, { group, resource, verb: 'list' }));
  if (!isForAll && rules.every(({ scope }) => scope === 'permissions'))
    findings.error(
      subject.document,
      rules[0]!.path,
      `${quote(`${resource}.${group}`)} are in no namespace, and "permissions" are granted in namespaces.`,
      'Move the rule to clusterPermissions, or support AllNamespaces alone.',
    );
};
