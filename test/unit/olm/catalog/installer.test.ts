import { describe, expect, test } from 'vitest';
import { installerRules } from '../../../../generators/core/olm/catalog/installer-rules.ts';
import { roleName } from '../../../../generators/core/olm/catalog/generated-names.ts';
import { olmV0Limits, olmV1Limits } from '../../../../generators/core/olm/catalog/limits.ts';
import type { JsonObject } from '../../../../generators/core/model/json.ts';
import { memcachedModel, sharedModel } from '../../models.ts';
import { olmV1Since } from '../../../../generators/core/olm/catalog/olm-v1-since.ts';
import { bundleOf, released, withAnnotations, withSpec } from './bundles.ts';
import { oddBundles } from './odd-bundles.ts';
import { installedObjects } from './installed.ts';
import { refusedBundles, takenBundles } from './refused.ts';

const base = bundleOf(memcachedModel());
const odd = oddBundles(base);

const ALL = ['get', 'list', 'watch', 'create', 'update', 'patch', 'delete'];
const rule = (apiGroups: readonly string[], resources: readonly string[], verbs: readonly string[]): JsonObject => ({
  apiGroups,
  resources,
  verbs,
});

test('the names of generated roles are those of OLM v1: that of argocd-operator.v0.6.0 in its guide', () => {
  const permission = {
    serviceAccountName: 'argocd-operator-controller-manager',
    rules: [
      rule([''], ['configmaps'], ALL),
      rule(['coordination.k8s.io'], ['leases'], ALL),
      rule([''], ['events'], ['create', 'patch']),
    ],
  };
  expect(roleName('argocd-operator.v0.6.0', permission)).toBe(
    'argocd-operator.v0-22gmilmgp91wu25is5i2ec598hni8owq3l71bbkl7iz3',
  );
});

describe("the installer's rules", () => {
  const content = bundleOf(sharedModel());
  const next = released(content, '0.2.0');
  const { cluster, namespace } = installerRules('memcached-operator', [content, next]);

  test('name what OLM makes of any of the releases, and nothing else', () => {
    const named = [...cluster, ...namespace]
      .filter(({ verbs }) => JSON.stringify(verbs) === JSON.stringify(['get', 'update', 'patch', 'delete']))
      .flatMap(({ resources, resourceNames }) =>
        (resourceNames as readonly string[]).map((name) => `${String(resources)}/${name}`),
      );
    const made = [content, next]
      .flatMap((of) => [true, false].flatMap((reads) => installedObjects(of, 'n', reads)))
      .map((object) => object as { readonly kind: string; readonly metadata: { readonly name: string } })
      .map(({ kind, metadata }) => `${kind.toLowerCase()}s/${metadata.name}`);
    expect([...named].sort()).toEqual([...new Set(made)].sort());
  });

  /** OLM up to v1.10.0 does so, as this ServiceAccount: operator-controller, contentmanager.go. */
  test('let every kind that OLM makes be listed and watched in all namespaces', () => {
    const watched = new Set(
      cluster.filter(({ verbs }) => String(verbs).includes('list,watch')).map(({ resources }) => String(resources)),
    );
    const made = [true, false].flatMap((reads) => installedObjects(content, 'n', reads));
    const kinds = new Set(made.map((object) => `${(object as { readonly kind: string }).kind.toLowerCase()}s`));
    expect([...kinds].filter((kind) => !watched.has(kind))).toEqual([]);
    expect(namespace.filter(({ verbs }) => String(verbs).includes('watch'))).toEqual([]);
  });

  test('say each thing once', () => {
    for (const rules of [cluster, namespace])
      expect(new Set(rules.map((one) => JSON.stringify(one))).size).toBe(rules.length);
  });

  test('are made of rules with whatever a bundle has in them', () => {
    const rules = [{ apiGroups: [''], resources: 2n ** 63n - 1n, verbs: ['get'] }];
    const role = { kind: 'Role', metadata: { name: 'own' }, rules };
    expect(installerRules('m', [{ ...base, others: [role] }]).namespace).toContainEqual(rules[0]);
  });

  test('bind roles that the bundle does not have by their names', () => {
    const others = [
      {
        kind: 'ClusterRoleBinding',
        metadata: { name: 'b' },
        roleRef: { kind: 'ClusterRole', name: 'system:auth-delegator' },
      },
      { kind: 'RoleBinding', metadata: { name: 'b' }, roleRef: { kind: 'Role', name: 'own' } },
      { kind: 'Role', metadata: { name: 'own' }, rules: [rule([''], ['pods'], ['get'])] },
    ];
    const rules = installerRules('m', [{ ...base, others }]);
    const apiGroups = ['rbac.authorization.k8s.io'];
    const resourceNames = ['system:auth-delegator'];
    expect(rules.cluster).toContainEqual({ apiGroups, resources: ['clusterroles'], verbs: ['bind'], resourceNames });
    expect(rules.namespace).toContainEqual(rule([''], ['pods'], ['get']));
    expect(rules.namespace.filter(({ verbs }) => String(verbs) === 'bind')).toEqual([]);
  });

  test('are about the certificates of webhooks too', () => {
    const rules = installerRules('m', [odd['webhooks']!]);
    const names = (list: readonly JsonObject[], resource: string) =>
      list.find((one) => String(one['resources']) === resource && one['resourceNames'] !== undefined)?.[
        'resourceNames'
      ];
    expect(names(rules.namespace, 'issuers')).toEqual(['d-service-cert-selfsigned-issuer']);
    expect(names(rules.namespace, 'certificates')).toEqual(['d-service-cert']);
    expect(names(rules.cluster, 'mutatingwebhookconfigurations')).toEqual(['mutatingadmissionwebhook.example.com']);
  });
});

describe('what OLM does not install', () => {
  const limits = (content = base) =>
    olmV1Limits([{ version: '0.1.0', content, image: 'i' }]).map(({ version, message }) => `${version} ${message}`);
  const modes = (...supported: readonly string[]) =>
    withSpec(base, { installModes: supported.map((type) => ({ type, supported: true })) });

  test('nothing of the kind is in what the generator makes', () => {
    expect(limits()).toEqual([]);
    expect(olmV0Limits([{ version: '0.1.0', content: base, image: 'i' }])).toEqual([]);
  });

  test.each(Object.entries(refusedBundles(base)))('%s', (_title, { content, says }) => {
    const prefix = '0.1.0 OLM v1 does not install it: ';
    expect(limits(content)).toEqual(says.map((words) => expect.stringContaining(words) as string));
    expect(limits(content).filter((text) => !text.startsWith(prefix))).toEqual([]);
  });

  test.each<[string, ReturnType<typeof bundleOf>, readonly string[]]>([
    ['dependencies', odd['dependencies']!, ['olm.gvk.required', 'olm.package.required', 'olm.constraint']],
    [
      'required kinds',
      odd['required kinds, and a definition of old']!,
      ['it resolves no dependencies, and the bundle has the property olm.gvk.required.'],
    ],
    [
      'conditions of OLM v0',
      withSpec(base, {
        install: {
          spec: {
            permissions: [{ rules: [rule(['operators.coreos.com'], ['operatorconditions/status'], ['update'])] }],
          },
        },
      }),
      ['OperatorConditions'],
    ],
  ])('%s', (_title, content, said) => {
    const found = limits(content);
    expect(found).toHaveLength(said.length);
    said.forEach((words, index) => expect(found[index]).toContain(words));
  });

  test.each(Object.entries(takenBundles(base)))('but %s', (_title, content) => {
    expect(limits(content)).toEqual([]);
  });

  test('neither all namespaces nor its own: not by OLM v0 either', () => {
    expect(olmV0Limits([{ version: '0.1.0', content: modes('SingleNamespace'), image: 'i' }])).toHaveLength(1);
  });

  test('what no bundle can bring: not by OLM v0 either', () => {
    const { content } = refusedBundles(base)['a kind that no bundle has']!;
    expect(olmV0Limits([{ version: '0.1.0', content, image: 'i' }])).toEqual([
      {
        version: '0.1.0',
        message: 'OLM v0 does not install it: no bundle can bring a Deployment.',
        hint: 'Take it out of manifests/.',
      },
    ]);
  });
});

describe('the first version of OLM v1 that installs', () => {
  const objects = (...kinds: readonly string[]) => ({
    ...base,
    others: kinds.map((kind) => ({ kind, metadata: { name: 'a' } })),
  });
  const templates = 'text with {{ in it';

  test.each<[string, readonly ReturnType<typeof bundleOf>[], ReturnType<typeof olmV1Since>]>([
    ['what the generator makes, by itself, is any', [base], undefined],
    ['webhooks', [odd['webhooks']!], { version: 'v1.6.0', missing: ['webhooks'] }],
    ['a PodMonitor', [objects('PodMonitor', 'Service')], { version: 'v1.6.0', missing: ['PodMonitor'] }],
    [
      'kinds of a time',
      [objects('NetworkPolicy', 'ConsolePlugin'), base, objects('NetworkPolicy')],
      { version: 'v1.3.0', missing: ['NetworkPolicy', 'ConsolePlugin'] },
    ],
    [
      'the latest of several',
      [objects('NetworkPolicy'), odd['webhooks']!],
      { version: 'v1.6.0', missing: ['webhooks'] },
    ],
    [
      'what Helm takes for a template, in an object',
      [{ ...base, others: [{ kind: 'ConfigMap', metadata: { name: 'a' }, data: { a: '{{controller}}' } }] }],
      { version: 'v1.3.0', missing: [templates] },
    ],
    [
      'in an annotation, which the pods get',
      [withAnnotations(base, { 'alm-examples': '[{"a": "{{ b }}"}]' })],
      { version: 'v1.3.0', missing: [templates] },
    ],
    ['but in a description, which nothing is made of', [withSpec(base, { description: '{{ a }}' })], undefined],
    [
      'the dashboard of the generator',
      [bundleOf(memcachedModel({ manager: { ...memcachedModel().manager, dashboard: true } }))],
      { version: 'v1.3.0', missing: [templates] },
    ],
    [
      'a number with more digits than JSON keeps',
      [{ ...base, crds: [{ ...base.crds[0], maximum: 2n ** 63n - 1n }] }],
      undefined,
    ],
  ])('%s', (_title, contents, since) => {
    expect(olmV1Since(contents)).toEqual(since);
  });
});
