import { describe, expect, test } from 'vitest';
import { added, after, all, bundle, CRD, CSV, found, swap, withCsv } from './bundles.ts';

const rule = (...lines: readonly string[]) => after('          rules:', ...lines.map((line) => `            ${line}`));

/** Where a rule of the generated bundle stands among the others is of no interest here. */
const unnumbered = (told: readonly string[]): readonly string[] =>
  told.map((text) => text.replaceAll(/\b((?:p|clusterP)ermissions\[0\]\.rules)\[\d+\]/g, '$1[…]'));

describe('owned-kinds-have-permissions', () => {
  const NAME = 'owned-kinds-have-permissions';

  test('sees a kind that the operator may not watch', () => {
    expect(
      found(
        NAME,
        withCsv(
          swap(
            '- memcacheds\n              verbs:\n                - list\n                - watch',
            '- memcacheds\n              verbs:\n                - get',
          ),
        ),
      ),
    ).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹memcacheds.cache.example.com›  spec.customresourcedefinitions.owned[0].name: the operator owns "memcacheds.cache.example.com" and may not list and watch it. Grant it list and watch of memcacheds in cache.example.com.",
      ]
    `);
  });

  test('suggests it where others may be watched: not every kind is watched by who owns it', () => {
    const template = added(
      'apiVersion: apiextensions.k8s.io/v1',
      'kind: CustomResourceDefinition',
      'metadata: {name: templates.cache.example.com}',
      'spec:',
      '  group: cache.example.com',
      '  names: {kind: Template, plural: templates}',
      '  scope: Namespaced',
      '  versions: [{name: v1, served: true, storage: true, schema: {openAPIV3Schema: {type: object}}}]',
    );
    const owned = after('    owned:', '      - {name: templates.cache.example.com, version: v1, kind: Template}');
    expect(found(NAME, bundle({ [CSV]: owned, 'manifests/templates.yaml': template }))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹templates.cache.example.com, version: v1, kind: Template}›  warning: spec.customresourcedefinitions.owned[0].name: the operator owns "templates.cache.example.com" and may not list and watch it. Grant it list and watch of templates in cache.example.com.",
      ]
    `);
  });

  test.each(['RoleBinding', 'ClusterRoleBinding'])('knows what a %s of the bundle gives', (kind) => {
    const lost = swap(
      '- memcacheds\n              verbs:\n                - list\n                - watch',
      '- memcacheds\n              verbs:\n                - get',
    );
    const binding = (role: string) =>
      added(
        'apiVersion: rbac.authorization.k8s.io/v1',
        `kind: ${kind}`,
        'metadata: {name: a}',
        `roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: ${role}}`,
        'subjects: [{kind: ServiceAccount, name: memcached-operator, namespace: somewhere}]',
      );
    const role = (verbs: string) =>
      added(
        'apiVersion: rbac.authorization.k8s.io/v1',
        'kind: ClusterRole',
        'metadata: {name: a}',
        'rules:',
        `  - {apiGroups: [cache.example.com], resources: [memcacheds], verbs: [${verbs}]}`,
      );
    const given = (name: string, verbs: string) =>
      found(NAME, bundle({ [CSV]: lost, 'manifests/role.yaml': role(verbs), 'manifests/z.yaml': binding(name) }));
    expect(given('a', 'list, watch')).toEqual([]);
    expect(given('a', 'get')).toHaveLength(1);
    // Of a role that is not in the bundle nobody knows what it gives.
    expect(given('cluster-admin', 'get')).toEqual([]);
  });

  test('sees permissions in namespaces on what is in none', () => {
    expect(unnumbered(found(NAME, bundle({ [CRD]: swap('scope: Namespaced', 'scope: Cluster') }))))
      .toMatchInlineSnapshot(`
        [
          "manifests/memcached-operator.clusterserviceversion.yaml at ‹apiGroups:›  spec.install.spec.permissions[0].rules[…]: "memcacheds.cache.example.com" are in no namespace, and "permissions" are granted in namespaces. Move the rule to clusterPermissions, or support AllNamespaces alone.",
        ]
      `);
  });
});

describe('leaders-may-hold-leases', () => {
  const NAME = 'leaders-may-hold-leases';
  const lost = {
    'manifests/memcached-operator-leader-election.role.yaml': swap(
      '- leases\n    verbs:\n      - create\n      - get\n      - update',
      '- leases\n    verbs:\n      - get',
    ),
  };

  test('sees a manager that may not keep its Lease', () => {
    expect(found(NAME, bundle(lost))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹--leader-elect›  spec.install.spec.deployments[0].spec.template.spec.containers[0].args[0]: the container "manager" elects a leader, and may not create, update Leases. Grant create, get and update of leases in coordination.k8s.io.",
      ]
    `);
  });

  test('suggests Leases to a manager of old, which keeps a ConfigMap', () => {
    const old = rule('- apiGroups: [""]', '  resources: [configmaps]', '  verbs: [create, get, update]');
    expect(found(NAME, bundle({ ...lost, [CSV]: old }))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹--leader-elect›  warning: spec.install.spec.deployments[0].spec.template.spec.containers[0].args[0]: the container "manager" elects a leader, and may keep ConfigMaps for that and no Leases, as with libraries from before Kubernetes 1.24. Grant create, get and update of leases in coordination.k8s.io.",
      ]
    `);
  });

  test('asks for none without leader election', () => {
    expect(found(NAME, bundle({ ...lost, [CSV]: swap('--leader-elect', '--leader-elect=false') }))).toEqual([]);
  });

  test('takes them from the ClusterServiceVersion, too', () => {
    const leases = rule(
      '- apiGroups: [coordination.k8s.io]',
      '  resources: [leases]',
      '  verbs: [create, get, update]',
    );
    expect(found(NAME, bundle({ ...lost, [CSV]: leases }))).toEqual([]);
  });
});

describe('permissions-have-uses', () => {
  const NAME = 'permissions-have-uses';

  test('sees resources and subresources of its own groups that there are not, and verbs that are none', () => {
    const more = rule(
      '- apiGroups: [cache.example.com]',
      '  resources: [memcached, memcacheds/finalizers, memcacheds/log, memcacheds/status]',
      '  verbs: [get, wacth]',
      '- apiGroups: [cache.example.com, apps]',
      '  resources: [deployments]',
      '  verbs: [get]',
    );
    expect(unnumbered(found(NAME, withCsv(more)))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹memcached, memcacheds/finalizers, memcacheds/log, memcacheds/status]›  warning: spec.install.spec.permissions[0].rules[…].resources[0]: the bundle has no resource "memcached" in cache.example.com. Did you mean "memcacheds"?",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹memcacheds/log, memcacheds/status]›  warning: spec.install.spec.permissions[0].rules[…].resources[2]: "memcacheds" have no subresource "log". Did you mean "memcacheds"?",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹wacth]›  warning: spec.install.spec.permissions[0].rules[…].verbs[1]: Kubernetes has no verb "wacth". Did you mean "watch"?",
      ]
    `);
  });
});

describe('permissions-are-narrow', () => {
  const NAME = 'permissions-are-narrow';

  test('sees wildcards, and what is granted twice', () => {
    const more = rule(
      '- apiGroups: ["*"]',
      '  resources: [pods]',
      '  verbs: ["*"]',
      '- apiGroups: [apps]',
      '  resources: [deployments]',
      '  verbs: [list]',
    );
    expect(unnumbered(found(NAME, withCsv(more)))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹"*"]›  warning: spec.install.spec.permissions[0].rules[…].apiGroups[0]: this is granted for all groups. Name the groups that the operator uses.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹"*"]›  warning: spec.install.spec.permissions[0].rules[…].verbs[0]: this is granted for all verbs. Name the verbs that the operator uses.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹apiGroups: [apps]›  warning: spec.install.spec.permissions[0].rules[…]: spec.install.spec.permissions[0].rules[…] grants all of this, too. Remove this one.",
      ]
    `);
  });

  test('sees what is granted in namespaces, and in the whole cluster too', () => {
    const wide = swap(
      '      permissions:\n',
      '      clusterPermissions:\n        - serviceAccountName: memcached-operator\n          rules:\n            - { apiGroups: [""], resources: [services, pods], verbs: [create, get, list, patch, watch] }\n      permissions:\n',
    );
    expect(unnumbered(found(NAME, withCsv(wide)))).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹apiGroups:›  warning: spec.install.spec.permissions[0].rules[…]: spec.install.spec.clusterPermissions[0].rules[…] grants all of this, too. Remove this one.",
      ]
    `);
    expect(
      found(NAME, withCsv(wide, swap('rules:\n            - {', 'rules:\n            - { resourceNames: [mine],'))),
    ).toEqual([]);
  });
});

describe('install-modes-are-told', () => {
  const NAME = 'install-modes-are-told';

  test('sees modes of which nothing tells the operator', () => {
    expect(found(NAME, withCsv(swap("metadata.annotations['olm.targetNamespaces']", 'metadata.labels'))))
      .toMatchInlineSnapshot(`
        [
          "manifests/memcached-operator.clusterserviceversion.yaml at ‹type: OwnNamespace›  warning: spec.installModes[0]: OwnNamespace is supported, and of the namespace nothing but POD_NAMESPACE tells the operator. Add the variable WATCH_NAMESPACE with fieldPath: metadata.annotations['olm.targetNamespaces'], or do not support it.",
          "manifests/memcached-operator.clusterserviceversion.yaml at ‹type: SingleNamespace›  spec.installModes[1]: SingleNamespace is supported, and nothing tells the operator which namespaces OLM has it watch. Add the variable WATCH_NAMESPACE with fieldPath: metadata.annotations['olm.targetNamespaces'], or do not support it.",
          "manifests/memcached-operator.clusterserviceversion.yaml at ‹type: MultiNamespace›  spec.installModes[2]: MultiNamespace is supported, and nothing tells the operator which namespaces OLM has it watch. Add the variable WATCH_NAMESPACE with fieldPath: metadata.annotations['olm.targetNamespaces'], or do not support it.",
        ]
      `);
  });

  test('sees a pod that only ever watches its own namespace', () => {
    const own = withCsv(swap("metadata.annotations['olm.targetNamespaces']", 'metadata.namespace'));
    expect(found(NAME, own)).toMatchInlineSnapshot(`
      [
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹type: SingleNamespace›  spec.installModes[1]: SingleNamespace is supported, and WATCH_NAMESPACE is always the namespace of the pod. Add the variable WATCH_NAMESPACE with fieldPath: metadata.annotations['olm.targetNamespaces'], or do not support it.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹type: MultiNamespace›  spec.installModes[2]: MultiNamespace is supported, and WATCH_NAMESPACE is always the namespace of the pod. Add the variable WATCH_NAMESPACE with fieldPath: metadata.annotations['olm.targetNamespaces'], or do not support it.",
        "manifests/memcached-operator.clusterserviceversion.yaml at ‹type: AllNamespaces›  spec.installModes[3]: AllNamespaces is supported, and WATCH_NAMESPACE is always the namespace of the pod. Add the variable WATCH_NAMESPACE with fieldPath: metadata.annotations['olm.targetNamespaces'], or do not support it.",
      ]
    `);
  });

  test('takes a file that has the annotation', () => {
    const file = (fieldPath: string) =>
      withCsv(
        swap("metadata.annotations['olm.targetNamespaces']", 'metadata.labels'),
        after(
          '                volumes:',
          `                  - {name: told, downwardAPI: {items: [{path: all, fieldRef: {fieldPath: "${fieldPath}"}}]}}`,
        ),
      );
    expect(found(NAME, file('metadata.annotations'))).toEqual([]);
    expect(found(NAME, file("metadata.annotations['olm.targetNamespaces']"))).toEqual([]);
    expect(found(NAME, file('metadata.labels'))).not.toEqual([]);
  });

  test('asks nothing of an operator that watches all namespaces', () => {
    const all4 = all(
      ...['OwnNamespace', 'SingleNamespace', 'MultiNamespace'].map((type) =>
        swap(`type: ${type}\n      supported: true`, `type: ${type}\n      supported: false`),
      ),
      swap("metadata.annotations['olm.targetNamespaces']", 'metadata.labels'),
    );
    expect(found(NAME, withCsv(all4))).toEqual([]);
  });

  test('sees permissions in the whole cluster of an operator that can be installed for less', () => {
    expect(unnumbered(found(NAME, withCsv(swap('      permissions:\n', '      clusterPermissions:\n')))))
      .toMatchInlineSnapshot(`
        [
          "manifests/memcached-operator.clusterserviceversion.yaml at ‹apiGroups:›  warning: spec.install.spec.clusterPermissions[0].rules[…]: "memcacheds.cache.example.com" may be read in all namespaces, also where the operator is installed for some. Move the rule to permissions, which OLM grants in the namespaces that are watched.",
        ]
      `);
  });
});
