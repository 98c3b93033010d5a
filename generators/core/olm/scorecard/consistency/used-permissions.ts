/** What a bundle shows of the use of permissions: rules about its own kinds are about kinds that there are, and verbs are verbs. */
import { quote, suggest } from '../../../spec/near.ts';
import type { Findings } from '../../validate/findings.ts';
import { isObject } from '../../../model/json.ts';
import { type Permission, type Subject, valueAt } from '../subject.ts';
import type { Test } from '../test.ts';

export const usedPermissions: Test = {
  name: 'permissions-have-uses',
  suite: 'consistency',
  description: 'Every permission on the kinds of the operator is about a resource that there is.',
  judge: (subject, findings) => {
    const resources = resourcesOf(subject);
    for (const permission of subject.permissions) {
      checkResources(subject, permission, resources, findings);
      checkVerbs(subject, permission, findings);
    }
  },
};

/** The resources of each group that the bundle has kinds of, subresources included. */
type Resources = ReadonlyMap<string, ReadonlySet<string>>;

const resourcesOf = ({ crds, spec }: Subject): Resources => {
  const all = new Map<string, Set<string>>();
  const add = (group: string, ...names: readonly string[]): void => {
    const known = all.get(group) ?? new Set();
    for (const name of names) known.add(name);
    all.set(group, known);
  };
  for (const { value } of crds) {
    const { group = '', names = {}, versions = [] } = value.spec ?? {};
    const plural = names.plural ?? '';
    const subresources = [
      ...versions.map((version) => valueAt(version, 'subresources')),
      valueAt(value, 'spec', 'subresources'),
    ];
    // Whoever owns an object needs to update its finalizers, where the cluster asks for that; no subresource is there for it.
    add(group, plural, `${plural}/finalizers`);
    for (const part of ['status', 'scale'])
      if (subresources.some((each) => isObject(each) && each[part] !== undefined)) add(group, `${plural}/${part}`);
  }
  const required = spec.customresourcedefinitions?.required ?? [];
  for (const { name = '' } of required) {
    const [plural = '', ...group] = name.split('.');
    if (all.has(group.join('.')))
      add(group.join('.'), plural, ...['finalizers', 'status', 'scale'].map((part) => `${plural}/${part}`));
  }
  return all;
};

const checkResources = (
  { document }: Subject,
  { rule, path }: Permission,
  all: Resources,
  findings: Findings,
): void => {
  const groups = rule.apiGroups ?? [];
  // In a rule of several groups each resource is in one of them.
  if (groups.length === 0 || !groups.every((group) => all.has(group))) return;
  const known = new Set(groups.flatMap((group) => [...all.get(group)!]));
  for (const [i, resource] of (rule.resources ?? []).entries()) {
    if (known.has(resource) || resource.includes('*')) continue;
    const [plural = '', part] = resource.split('/');
    findings.warning(
      document,
      [...path, 'resources', i],
      part !== undefined && known.has(plural)
        ? `${quote(plural)} have no subresource ${quote(part)}.`
        : `the bundle has no resource ${quote(resource)} in ${groups.join(', ')}.`,
      suggest(resource, [...known], 'It has') ?? 'Remove it.',
    );
  }
};

const VERBS: readonly string[] = [
  'get',
  'list',
  'watch',
  'create',
  'update',
  'patch',
  'delete',
  'deletecollection',
  'use',
  'bind',
  'escalate',
  'impersonate',
  'approve',
  'sign',
  'attest',
  'proxy',
  'connect',
  'post',
  'put',
  'head',
  'options',
];

const checkVerbs = ({ document }: Subject, { rule, path }: Permission, findings: Findings): void => {
  for (const [i, verb] of (rule.verbs ?? []).entries())
    if (verb !== '*' && !VERBS.includes(verb) && suggest(verb, VERBS)?.startsWith('Did') === true)
      findings.warning(document, [...path, 'verbs', i], `Kubernetes has no verb ${quote(verb)}.`, suggest(verb, VERBS));
};
