/**
 * Two releases of an example, from the bundles that were kept: a stand-in for OLM installs the first and replaces it by the second while an
 * object is there. The object is left as it is, and reconciled further; the upgrade needs no pause.
 */
import { kind, type Condition, type KubernetesObject } from 'k8s-operator-runtime';
import {
  ClusterRole,
  CustomResourceDefinition,
  Deployment,
  Role,
  Service,
  ServiceAccount,
  StatefulSet,
} from 'k8s-operator-runtime/kinds';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { JsonObject } from '../../generators/core/model/json.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { ifAvailable } from '../judges/availability.ts';
import { crdify } from '../judges/crdify.ts';
import { judge } from '../judges/judges.ts';
import { olmV0Crds } from '../judges/olm-crds.ts';
import { bundleIn } from '../olm/bundles.ts';
import { installBundle, type Installed, removeReplaced } from '../olm/install.ts';
import { refusedOf } from './harness/audit.ts';
import { eventually } from './harness/eventually.ts';
import { startKubelet } from './harness/kubelet.ts';
import { type OlmCluster, type RunningPod, startOlmCluster, startPod } from './harness/olm-cluster.ts';
import { buildProject, type Project } from './harness/project.ts';
import { writesDuring } from './harness/writes.ts';

interface Nats extends KubernetesObject {
  readonly spec: { readonly replicas: number; readonly storage?: string };
  readonly status?: { readonly readyReplicas?: number; readonly conditions?: readonly Condition[] };
}
const Nats = kind<Nats>({
  group: 'messaging.example.com',
  version: 'v1',
  kind: 'Nats',
  plural: 'nats',
  scope: 'Namespaced',
});

const RELEASES = ['0.1.0', '0.2.0'] as const;
const IMAGES = RELEASES.map((version) => `ghcr.io/acme/nats-operator:${version}`) as [string, string];
const bundles = RELEASES.map((version) =>
  bundleIn(`examples/nats/expected/deploy/olm/operators/nats-operator/${version}`),
) as [ReturnType<typeof bundleIn>, ReturnType<typeof bundleIn>];
const group = { name: 'group', namespace: 'operators', targets: ['apps'] };
const key = { namespace: 'apps', name: 'bus' };

const compatible = await ifAvailable(() => judge('crdify'));

test.skipIf(compatible === undefined)(
  'crdify finds nothing that breaks between the definitions of the two releases',
  async () => {
    const pairs = bundles[0].crds.map((older, index) => ({ older, newer: bundles[1].crds[index]! }));
    expect(await crdify(pairs)).toEqual(pairs.map(() => ({ failed: false, findings: [] })));
    const back = pairs.map(({ older, newer }) => ({ older: newer, newer: older }));
    expect((await crdify(back)).map(({ failed }) => failed)).toEqual([true]);
  },
);

const crds = await ifAvailable(olmV0Crds);
const available = crds !== undefined && (await controlPlaneAvailable('Upgrades as OLM makes them'));

describe.runIf(available)('a release that OLM replaces by the next', () => {
  let projects: readonly Project[] = [];
  let cluster: OlmCluster;
  let installed: Installed;
  let running: RunningPod;
  let stopKubelet: () => Promise<void>;

  beforeAll(async () => {
    const starting = startOlmCluster(crds!, [group.namespace, key.namespace]);
    projects = [
      await buildProject('examples/nats/released/0.1.0.yaml'),
      await buildProject('examples/nats/operator.yaml'),
    ];
    cluster = await starting;
    stopKubelet = startKubelet(cluster.client, key.namespace);
    installed = await installBundle(cluster.olm, bundles[0], group);
    running = await startPod(cluster, projects[0]!, installed.deployments[0]!, IMAGES[0]);
  });
  afterAll(async () => {
    await running?.operator.stop();
    await stopKubelet?.();
    await cluster?.stop();
    for (const project of projects) await project.remove();
  });

  const nats = () => cluster.client.get(Nats, key);
  const ready = (replicas: number) =>
    eventually(
      `${replicas} are ready`,
      async () => {
        const { readyReplicas, conditions } = (await nats())?.status ?? {};
        return (
          readyReplicas === replicas &&
          conditions?.some(({ type, status }) => type === 'Available' && status === 'True') === true
        );
      },
      { detail: running.operator.log },
    );
  const changed = (change: (spec: Record<string, unknown>) => void) => {
    const crd = structuredClone(bundles[1].crds[0]!) as unknown as { spec: Record<string, unknown> };
    change(crd.spec);
    return { ...bundles[1], crds: [crd as unknown as JsonObject] };
  };

  test('works', async () => {
    await cluster.client.create(Nats, {
      apiVersion: Nats.apiVersion,
      kind: 'Nats',
      metadata: key,
      spec: { replicas: 2 },
    });
    await ready(2);
    expect((await cluster.client.get(StatefulSet, key))!.spec!.replicas).toBe(2);
  });

  test.each([
    [
      'without the version that is stored',
      changed((spec) => void Object.assign((spec['versions'] as JsonObject[])[0]!, { name: 'v2' })),
      'risk of data loss updating "nats.messaging.example.com": new CRD removes version v1',
    ],
    [
      'that the object does not fit',
      changed((spec) => {
        spec['versions'] = JSON.parse(JSON.stringify(spec['versions']).replace('"maximum":9', '"maximum":1'));
      }),
      'apps/bus: updated validation is too restrictive',
    ],
  ])('is not replaced by one with a definition %s', async (_title, content, message) => {
    const definition = () => cluster.client.get(CustomResourceDefinition, { name: 'nats.messaging.example.com' });
    const before = await definition();
    await expect(installBundle(cluster.olm, content, group)).rejects.toThrow(message);
    expect(await definition()).toEqual(before);
  });

  test('leaves objects and their children as they are, and nothing of itself', async () => {
    const { client, olm, controlPlane } = cluster;
    const all = async () => [await nats(), await client.get(StatefulSet, key), await client.get(Service, key)];
    const before = await all();
    const first = running;
    const writes = await writesDuring({ controlPlane, user: first.user }, async () => {
      const next = await installBundle(olm, bundles[1], group);
      // The new pod is ready before the old one is told to stop; then the ClusterServiceVersion has succeeded.
      running = await startPod(cluster, projects[1]!, next.deployments[0]!, IMAGES[1]);
      expect(await first.operator.stop()).toBe(0);
      await removeReplaced(olm, installed, next);
      installed = next;
      await eventually(
        'the new pod leads and has reconciled',
        async () => (await running.operator.metric('controller_runtime_reconcile_total', 'result="success"')) > 0,
        { detail: running.operator.log },
      );
    });
    expect(writes).toEqual([]);
    expect(await all()).toEqual(before);
    expect(running.user).toBe(first.user);
    const csvs = await olm.read('/apis/operators.coreos.com/v1alpha1/clusterserviceversions');
    const names = (
      csvs['items'] as readonly { readonly metadata: { readonly namespace: string; readonly name: string } }[]
    ).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);
    expect(names.toSorted()).toEqual(['apps/nats-operator.v0.2.0', 'operators/nats-operator.v0.2.0']);
    const owned = [...(await client.list(Role)), ...(await client.list(ClusterRole))].flatMap(
      ({ metadata }) => metadata.labels?.['olm.owner'] ?? [],
    );
    expect([...new Set(owned)]).toEqual(['nats-operator.v0.2.0']);
  });

  test('is followed by one that goes on with the work, and knows the new field', async () => {
    const { client } = cluster;
    await client.patch(Nats, key, { spec: { replicas: 3, storage: '2Gi' } });
    await ready(3);
    expect((await nats())!.spec).toMatchObject({ replicas: 3, storage: '2Gi' });
    expect((await client.get(StatefulSet, key))!.spec!.replicas).toBe(3);
    const crd = await client.get(CustomResourceDefinition, { name: 'nats.messaging.example.com' });
    expect(crd!.status!.storedVersions).toEqual(['v1']);
    const operator = { namespace: group.namespace, name: 'nats-operator' };
    expect((await client.get(Deployment, operator))!.spec.template.spec!.containers[0]!.image).toBe(IMAGES[1]);
    expect(await client.get(ServiceAccount, operator)).toBeDefined();
  });

  test('and neither of them was refused anything', async () => {
    expect(refusedOf(await cluster.controlPlane.auditLog(), running.user)).toEqual([]);
  });
});
