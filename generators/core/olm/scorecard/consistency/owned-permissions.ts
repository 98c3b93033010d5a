/**
 * An operator may watch what it owns; without, it waits for its caches for ever. Of several kinds it need not watch all: some are
 * templates that others read, or those of a program that it installs.
 */
import { quote } from '../../../spec/near.ts';
import type { Findings } from '../../validate/findings.ts';
import { type Grant, grantsOf } from '../grants.ts';
import { allows } from '../rules.ts';
import type { Subject } from '../subject.ts';
import type { Test } from '../test.ts';

export const ownedPermissions: Test = {
  name: 'owned-kinds-have-permissions',
  suite: 'consistency',
  description:
    'The operator may list and watch each kind that it owns, in all namespaces that it can be told to watch.',
  judge: (subject, findings) => {
    const { document, spec, crds } = subject;
    const grants = usedGrants(subject);
    const seen = new Set<string>();
    const kinds = (spec.customresourcedefinitions?.owned ?? []).flatMap(({ name = '' }, i) => {
      const crd = crds.find(({ value }) => value.metadata?.name === name)?.value.spec;
      if (crd === undefined || seen.has(name)) return [];
      seen.add(name);
      const { group = '', names = {}, scope } = crd;
      const missing = ['list', 'watch'].filter(
        (verb) => !grants.some(({ rule }) => allows(rule, { group, resource: names.plural ?? '', verb })),
      );
      return [{ i, name, group, names, scope, missing }];
    });
    const isBlind = kinds.every(({ missing }) => missing.length > 0);
    for (const { i, name, group, names, scope, missing } of kinds)
      if (missing.length > 0)
        findings[isBlind ? 'error' : 'warning'](
          document,
          ['spec', 'customresourcedefinitions', 'owned', i, 'name'],
          `the operator owns ${quote(name)} and may not ${missing.join(' and ')} it.`,
          `Grant it ${missing.join(' and ')} of ${names.plural ?? ''} in ${group}.`,
        );
      else if (scope === 'Cluster') checkClusterWide(subject, { group, resource: names.plural ?? '' }, findings);
  },
};

/** Those of ServiceAccounts that a deployment runs as. */
const usedGrants = (subject: Subject): readonly Grant[] => {
  const used = new Set(subject.deployments.map(({ serviceAccount }) => serviceAccount));
  return grantsOf(subject).filter(({ serviceAccount }) => used.has(serviceAccount));
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
  const may = ({ rule }: Grant): boolean => allows(rule, { group, resource, verb: 'list' });
  if (
    !isForAll &&
    usedGrants(subject)
      .filter(may)
      .every(({ scope }) => scope === 'permissions')
  )
    findings.error(
      subject.document,
      subject.permissions.find(may)?.path ?? ['spec', 'install', 'spec', 'permissions'],
      `${quote(`${resource}.${group}`)} are in no namespace, and "permissions" are granted in namespaces.`,
      'Move the rule to clusterPermissions, or support AllNamespaces alone.',
    );
};
