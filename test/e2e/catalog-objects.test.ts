/**
 * What clusters with OLM are given, on a real API server with the definitions of OLM: every object is tried, and the installer of OLM v1
 * makes, changes and removes all that OLM makes of the bundle, with its own permissions.
 */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { loadAll } from 'js-yaml';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonText } from '../../generators/core/model/json.ts';
import type { BundleContent } from '../../generators/core/olm/bundle-content.ts';
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
  monitoring: await monitoringCrds(),
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
    controlPlane = await startControlPlane({ controllers: false });
    await install([...definitions!.v0, ...definitions!.monitoring]);
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
  });

  test('wants a ServiceAccount of the ClusterExtension up to v1.10.0', async () => {
    const whole = extensionObjects(extension('memcached')).at(-1) as { readonly spec: Record<string, unknown> };
    const { serviceAccount: _, ...spec } = whole.spec;
    await install(definitions!.v1[0]!);
    await expect(tried([{ ...whole, spec }])).rejects.toThrow(/missing required field "serviceAccount"/);
    await install(definitions!.v1[1]!);
    await expect(tried([{ ...whole, spec }])).resolves.toHaveLength(1);
  });

  test.each(Object.keys(contents))('takes the Subscription and what it needs: %s', async (name) => {
    for (const newest of [contents[name]!, ownNamespaceOnly(contents[name]!)])
      for (const catalogImage of ['ghcr.io/acme/catalog:v1', `ghcr.io/acme/catalog@sha256:${'a'.repeat(64)}`]) {
        const objects = subscriptionObjects({
          packageName: `${name}-operator`,
          displayName: 'An "Operator": of #1',
          publisher: 'Acme',
          namespace: `${name}-v0`,
          channel: 'stable',
          catalogImage,
          newest,
        });
        await run(apply, objects.slice(0, 1));
        expect(await tried(objects)).toHaveLength(objects.length);
      }
  });

  describe.each(Object.keys(contents))('lets the installer of %s', (name) => {
    const { namespace, packageName } = extension(name);
    const as = (verb: string, ...args: readonly string[]) => [
      verb,
      `--as=system:serviceaccount:${namespace}:${packageName}-installer`,
      ...args,
    ];
    beforeAll(() => run(apply, extensionObjects(extension(name)).slice(0, -1)));

    test.each([
      ['of v1.0.0', false],
      ['of v1.3.0 and newer', true],
    ])('make, change and remove all that OLM %s makes of two releases', async (_title, readsNamespaces) => {
      for (const content of extension(name).contents) {
        const objects = installedObjects(content, namespace, readsNamespaces);
        expect(await run(as('create', '--validate=strict'), objects)).toHaveLength(objects.length);
        expect(await run(as(...(apply as [string, ...string[]])), objects)).toHaveLength(objects.length);
        expect(await run(as('replace'), objects)).toHaveLength(objects.length);
        expect(await run(as('delete', '--wait=false'), objects)).toHaveLength(objects.length);
        // Definitions go when nothing of theirs is left, a moment later.
        await run(['wait', '--for=delete', '--timeout=60s'], content.crds);
      }
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
