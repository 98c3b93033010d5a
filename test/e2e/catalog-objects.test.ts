/**
 * What clusters with OLM are given, on a real API server with the definitions of OLM: every object is tried, and the installer of OLM v1
 * makes, upgrades, watches and removes all that OLM makes of two releases, with its own permissions, where owners of objects are asked for.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonText } from '../../generators/core/model/json.ts';
import type { BundleContent } from '../../generators/core/olm/bundle-content.ts';
import { BUNDLED_KINDS } from '../../generators/core/olm/catalog/bundled-kinds.ts';
import { textAt } from '../../generators/core/olm/catalog/go-shape.ts';
import {
  clusterCatalog,
  type Extension,
  extensionObjects,
  extensionYaml,
} from '../../generators/core/olm/catalog/olm-v1.ts';
import { subscriptionObjects } from '../../generators/core/olm/catalog/olm-v0.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { type ControlPlane, startControlPlane } from '../control-plane/start.ts';
import { findTools } from '../control-plane/tools.ts';
import { ifAvailable } from '../judges/availability.ts';
import { exampleModels } from '../judges/examples.ts';
import { monitoringCrds } from '../judges/monitoring-crds.ts';
import { OLM_V1_VERSIONS, olmV0Crds, olmV1Crds } from '../judges/olm-crds.ts';
import { sharedModel } from '../unit/models.ts';
import { bundleOf, released, withSpec } from '../unit/olm/catalog/bundles.ts';
import { installedObjects } from '../unit/olm/catalog/installed.ts';

const contents: Readonly<Record<string, BundleContent>> = {
  ...Object.fromEntries(Object.entries(exampleModels()).map(([name, model]) => [name, bundleOf(model)])),
  shared: bundleOf(sharedModel()),
};

const definitions = await ifAvailable(async () => ({
  v0: await olmV0Crds(),
  v1: await Promise.all(OLM_V1_VERSIONS.map(olmV1Crds)),
  monitoring: (await monitoringCrds()).filter(({ spec }) => BUNDLED_KINDS.has(textAt(spec, 'names', 'kind'))),
}));
const available =
  definitions !== undefined && (await controlPlaneAvailable('What clusters with OLM are given, on a real API server'));

describe.skipIf(!available)('a real API server with the definitions of OLM', () => {
  let controlPlane: ControlPlane;
  let kubectl: string;

  const run = async (args: readonly string[], items: readonly unknown[]): Promise<readonly string[]> => {
    const env = { ...process.env, KUBECONFIG: controlPlane.kubeConfigPath };
    const called = promisify(execFile)(kubectl, [...args, '-f', '-'], { env, maxBuffer: 1 << 26 });
    called.child.stdin?.end(jsonText({ apiVersion: 'v1', kind: 'List', items }));
    return (await called).stdout.trim().split('\n');
  };
  const apply = ['apply', '--server-side', '--force-conflicts', '--validate=strict'];
  const tried = (items: readonly unknown[]) => run([...apply, '--dry-run=server'], items);
  const install = async (crds: readonly unknown[]): Promise<void> => {
    await run(apply, crds);
    await run(['wait', '--for=condition=Established', '--timeout=60s'], crds);
  };

  beforeAll(async () => {
    ({ kubectl } = await findTools());
    controlPlane = await startControlPlane({
      controllers: false,
      apiServerFlags: { 'enable-admission-plugins': 'OwnerReferencesPermissionEnforcement' },
    });
    const { v0, v1, monitoring } = definitions!;
    await install([...v0, ...v1.at(-1)!, ...monitoring]);
  });
  afterAll(() => controlPlane?.stop());

  const extension = (name: string): Extension => ({
    packageName: `${name}-operator`,
    namespace: `${name}-system`,
    channel: 'stable',
    contents: [contents[name]!, nextOf(contents[name]!)],
  });

  describe.each(OLM_V1_VERSIONS.map((version, index) => [version, index] as const))('%s', (_version, index) => {
    beforeAll(() => install(definitions!.v1[index]!));

    test.each(Object.keys(contents))('takes the ClusterExtension and what it needs: %s', async (name) => {
      const objects = extensionObjects(extension(name));
      await run(apply, objects.slice(0, 1));
      expect(await tried(objects)).toHaveLength(objects.length);
      expect(loadAll(extensionYaml(extension(name)))).toEqual(JSON.parse(jsonText(objects)));
    });

    test.each([
      'ghcr.io/acme/catalog:v1',
      'registry.example.com:5000/a/b/catalog:latest',
      `ghcr.io/acme/catalog@sha256:${'a'.repeat(64)}`,
    ])('takes the ClusterCatalog of %s', async (image) => {
      expect(await tried([clusterCatalog('memcached-operator', image)])).toHaveLength(1);
    });

    test('refuses a field that there is not', async () => {
      const catalog = clusterCatalog('memcached-operator', 'ghcr.io/acme/catalog:v1') as { readonly spec: object };
      await expect(tried([{ ...catalog, spec: { ...catalog.spec, image: 'x' } }])).rejects.toThrow(
        /unknown field "(?:spec\.)?image"/,
      );
    });

    test('wants a ServiceAccount of the ClusterExtension up to v1.10.0', async () => {
      const whole = extensionObjects(extension('memcached')).at(-1) as { readonly spec: Record<string, unknown> };
      const { serviceAccount: _, ...spec } = whole.spec;
      const said = await tried([{ ...whole, spec }]).then(() => 'taken', String);
      expect(said).toMatch(index === 0 ? /missing required field "serviceAccount"/ : /^taken$/);
    });
  });

  test.each(Object.keys(contents))('takes the Subscription and what it needs: %s', async (name) => {
    const objects = [contents[name]!, ownNamespaceOnly(contents[name]!)].flatMap((newest) =>
      ['ghcr.io/acme/catalog:v1', `ghcr.io/acme/catalog@sha256:${'a'.repeat(64)}`].flatMap((catalogImage) =>
        subscriptionObjects({
          packageName: `${name}-operator`,
          displayName: 'An "Operator": of #1',
          publisher: 'Acme',
          namespace: `${name}-v0`,
          channel: 'stable',
          catalogImage,
          newest,
        }),
      ),
    );
    await run(apply, objects.slice(0, 1));
    expect(await tried(objects)).toHaveLength(objects.length);
  });

  describe.each(Object.keys(contents))('lets the installer of %s', (name) => {
    const { namespace, packageName } = extension(name);
    const user = `system:serviceaccount:${namespace}:${packageName}-installer`;
    const as = (...args: readonly string[]): readonly string[] => [...args, `--as=${user}`];
    beforeAll(() => run(apply, extensionObjects(extension(name)).slice(0, -1)));

    test('make, upgrade and remove all that OLM of any version makes of two releases', async () => {
      const [first, next] = extension(name).contents.map((content) => madeBy(content, extension(name)));
      const added = next!.filter((object) => !first!.some((other) => idOf(other) === idOf(object)));
      const left = first!.filter((object) => !next!.some((other) => idOf(other) === idOf(object)));
      expect(added.length * left.length).toBeGreaterThan(0);
      // Another's of the same name go when nothing of theirs is left, a moment later.
      await run(['wait', '--for=delete', '--timeout=60s'], contents[name]!.crds);
      for (const [verb, objects] of [
        [['create', '--validate=strict'], first!],
        [['create', '--validate=strict'], added],
        [apply, next!],
        [['replace'], next!],
        [['delete', '--wait=false'], left],
        [['delete', '--wait=false'], next!],
      ] as const)
        expect(await run(as(...verb), objects)).toHaveLength(objects.length);
    });

    /** Up to v1.10.0 OLM does, with these permissions, wherever the objects are. */
    test('list and watch the kinds of all these in all namespaces', async () => {
      const kinds = new Map(
        extension(name)
          .contents.flatMap((content) => madeBy(content, extension(name)))
          .map(({ apiVersion, kind }) => [kind, apiVersion.includes('/') ? apiVersion.split('/')[0]! : '']),
      );
      const reviews = [...kinds].flatMap(([kind, group]) =>
        ['list', 'watch'].map((verb) => ({
          apiVersion: 'authorization.k8s.io/v1',
          kind: 'SubjectAccessReview',
          spec: {
            user,
            resourceAttributes: { verb, group, resource: `${kind.toLowerCase()}s` },
          },
        })),
      );
      const answers = await run(
        ['create', '--validate=false', '-o', String.raw`jsonpath={.status.allowed}{"\n"}`],
        reviews,
      );
      expect(reviews.filter((_, index) => answers[index] !== 'true')).toEqual([]);
      expect(answers).toHaveLength(reviews.length);
    });

    test.each([
      ['get', 'clusterroles/cluster-admin'],
      ['delete', 'customresourcedefinitions.apiextensions.k8s.io/subscriptions.operators.coreos.com'],
      ['create', 'pods'],
      ['create', 'daemonsets.apps', 'default'],
      ['update', `clusterroles/${packageName}-installer`],
    ])('not %s %s', async (verb, what, inNamespace = namespace) => {
      const env = { ...process.env, KUBECONFIG: controlPlane.kubeConfigPath };
      const answer = promisify(execFile)(kubectl, as('auth', 'can-i', verb, what, '-n', inNamespace), { env });
      const said = await answer.catch((error: { readonly stdout: string }) => error);
      expect(said.stdout.trim()).toBe('no');
    });
  });
});

interface Made {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
}

/** What any version of OLM v1 makes of a bundle, each object once; the ClusterExtension is its owner. */
const madeBy = (content: BundleContent, { namespace, packageName: owner }: Extension): readonly Made[] => {
  const ownerReferences = [
    {
      apiVersion: 'olm.operatorframework.io/v1',
      kind: 'ClusterExtension',
      name: owner,
      uid: '00000000-0000-0000-0000-000000000001',
      controller: true,
      blockOwnerDeletion: true,
    },
  ];
  const made = [false, true].flatMap((reads) => installedObjects(content, namespace, reads)) as readonly Made[];
  return [...new Map(made.map((object) => [idOf(object), object])).values()].map(({ metadata, ...object }) =>
    Object.assign(object, { metadata: { ...metadata, ownerReferences } }),
  );
};

const idOf = ({ kind, metadata: { name } }: Made): string => `${kind} ${name}`;

/** The next release, which may do more. */
const nextOf = (content: BundleContent): BundleContent => {
  const { install } = content.csv['spec'] as { readonly install: { readonly spec: Record<string, unknown> } };
  const more = { apiGroups: ['batch'], resources: ['jobs'], verbs: ['get', 'list', 'watch', 'create'] };
  const [first, ...rest] = install.spec['permissions'] as readonly { readonly rules: readonly object[] }[];
  const permissions = [{ ...first, rules: [...first!.rules, more] }, ...rest];
  return released(
    withSpec(content, JSON.parse(jsonText({ install: { ...install, spec: { ...install.spec, permissions } } }))),
    '9.9.9',
    'next.v9.9.9',
  );
};

const ownNamespaceOnly = (content: BundleContent): BundleContent =>
  withSpec(content, {
    installModes: ['OwnNamespace', 'AllNamespaces'].map((type) => ({ type, supported: type === 'OwnNamespace' })),
  });
