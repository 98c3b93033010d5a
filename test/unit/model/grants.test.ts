/** Children that grant something to others: what the manager has to be allowed for it. */
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { buildModel } from '../../../generators/core/model/build.ts';
import { loadSpec } from '../../../generators/core/spec/load.ts';
import { problemsOf } from '../spec/problems.ts';
import { VALID } from '../spec/spec-text.ts';

/** What follows from children of a kind: permissions, and problems as the user reads them. */
const derived = (children: string, { scope = 'Namespaced', permissions = '[]' } = {}) => {
  const text = VALID.replace(
    /      children:[^]*$/,
    `      scope: ${scope}\n      permissions: ${permissions}\n      children:\n${children.replaceAll(/^/gm, '        ')}\n`,
  );
  const { spec } = loadSpec(text, 'operator.yaml');
  return {
    permissions: spec === undefined ? undefined : buildModel(spec).apis[0]!.permissions,
    problems: problemsOf(text),
  };
};

const ROLE = 'apiVersion: rbac.authorization.k8s.io/v1, kind: Role';
const BINDING = 'apiVersion: rbac.authorization.k8s.io/v1, kind: RoleBinding';
const of = (rules: string): string => `role: {${ROLE}, rules: ${rules}}`;
const bound = (kind: string, name: string): string =>
  `binding: {${BINDING}, roleRef: {kind: ${kind}, name: "${name}"}}`;

describe('the manager is allowed', () => {
  test.each([
    ['what its roles allow', of("[{apiGroups: [''], resources: [secrets], verbs: [get]}]"), [['', 'secrets', 'get']]],
    [
      'it for the same names',
      of("[{apiGroups: [''], resources: [secrets], resourceNames: [a, b], verbs: [get]}]"),
      [['', 'secrets', 'get', 'a,b']],
    ],
    [
      'it for all names, where each object has its own',
      of("[{apiGroups: [''], resources: [secrets], resourceNames: ['${self.metadata.name}'], verbs: [get]}]"),
      [['', 'secrets', 'get']],
    ],
    ['to bind what it does not make', bound('ClusterRole', 'view'), [['RBAC', 'clusterroles', 'bind', 'view']]],
    ['to bind a role beside its objects', bound('Role', 'ours'), [['RBAC', 'roles', 'bind', 'ours']]],
    ['nothing more to bind what it makes', `role: {${ROLE}}\n${bound('Role', '${ self.metadata.name }')}`, []],
    ['nothing for a role without rules', `role: {${ROLE}}`, []],
  ])('%s', (_what, children, rules) => {
    expect(derived(children)).toEqual({
      problems: [],
      permissions: rules.map(([group, resource, verb, names]) => ({
        apiGroups: [group === 'RBAC' ? 'rbac.authorization.k8s.io' : group],
        resources: [resource],
        verbs: [verb],
        ...(names !== undefined && { resourceNames: names.split(',') }),
      })),
    });
  });

  test('what the spec says beside that', () => {
    const permissions = '[{apiGroups: [batch], resources: [jobs], verbs: [list]}]';
    expect(derived(bound('ClusterRole', 'view'), { permissions }).permissions).toEqual([
      parse(permissions)[0],
      {
        apiGroups: ['rbac.authorization.k8s.io'],
        resources: ['clusterroles'],
        resourceNames: ['view'],
        verbs: ['bind'],
      },
    ]);
  });
});

describe('what is computed', () => {
  const WARNING =
    'what this grants cannot be read from here, and the API server lets the operator grant only what it may do itself. Give the same in "permissions" of the API; or "bind" or "escalate" on the role.';
  const rows: readonly (readonly [path: string, children: string, scope?: string])[] = [
    ['role.rules', of('"${[]}"')],
    [
      'role.rules[1].verbs',
      of(
        "[{apiGroups: [''], resources: [a], verbs: [get]}, {apiGroups: [''], resources: [a], verbs: ['${self.spec.image}']}]",
      ),
    ],
    ['role.rules[0].resources', of("[{apiGroups: [''], resources: '${[]}', verbs: [get]}]")],
    ['binding.roleRef.name', bound('Role', '${self.spec.image}')],
    ['binding.roleRef', `binding: {${BINDING}, roleRef: "\${[]}"}`],
    [
      'role.rules[0].nonResourceURLs',
      `role: {${ROLE.replace('Role', 'ClusterRole')}, rules: [{nonResourceURLs: [/metrics], verbs: [get]}]}`,
      'Cluster',
    ],
    [
      'role.aggregationRule',
      `role: {${ROLE.replace('Role', 'ClusterRole')}, aggregationRule: {clusterRoleSelectors: []}}`,
      'Cluster',
    ],
  ];
  test.for(rows)('at %s is warned of', ([path, children, scope]) => {
    const { problems } = derived(children, scope === undefined ? {} : { scope });
    expect(problems).toEqual([expect.stringMatching(/^warning: operator\.yaml:2\d:\d+ /)]);
    expect(problems.join()).toContain(`  spec.apis[0].children.${path}: ${WARNING}`);
  });

  test('is not warned of where the author has given permissions', () => {
    const permissions = '[{apiGroups: [rbac.authorization.k8s.io], resources: [roles], verbs: [escalate]}]';
    expect(derived(of('"${[]}"'), { permissions }).problems).toEqual([]);
  });
});
