/** The memcached example, generated, built, and run against a real control plane with nothing but its generated permissions. */
import type { Kind, KubernetesObject } from 'k8s-operator-runtime';
import { Deployment, Event, Lease, Service } from 'k8s-operator-runtime/kinds';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { grantsOf, refusedOf, usedBy } from './harness/audit.ts';
import { eventually, settled } from './harness/eventually.ts';
import { install, type Installation } from './harness/installation.ts';
import { startKubelet } from './harness/kubelet.ts';
import { startOperator, type Operator } from './harness/operator.ts';
import { buildProject, type Project } from './harness/project.ts';
import { writesDuring } from './harness/writes.ts';
import { key, Memcached, memcached, namespace } from './memcached.ts';

describe.runIf(await controlPlaneAvailable('The end-to-end test'))('memcached on a real control plane', () => {
  let project: Project;
  let cluster: Installation;
  let operator: Operator;
  let stopKubelet: () => Promise<void>;

  beforeAll(async () => {
    project = await buildProject('examples/memcached/operator.yaml');
    cluster = await install(project);
    operator = await startOperator(project, cluster, { name: 'first' });
  });
  afterAll(async () => {
    await stopKubelet?.();
    await cluster?.stop();
    await project?.remove();
  });

  const auditLog = () => cluster.controlPlane.auditLog();
  const get = () => cluster.client.get(Memcached, key('sample'));
  const status = async (type: string) =>
    (await get())?.status?.conditions?.find((condition) => condition.type === type)?.status;
  const available = () =>
    eventually('Available', async () => (await status('Available')) === 'True', { detail: operator.log });
  /** How often a reconcile ended well in this process. */
  const reconciled = (by: Operator = operator) => by.metric('controller_runtime_reconcile_total', 'result="success"');

  test('create: each child is written once, the status once', async () => {
    const resume = cluster.controlPlane.pauseControllers();
    const made = await writesDuring(cluster, async () => {
      await cluster.client.create(Memcached, memcached('sample', { size: 3 }));
      await eventually('status', async () => (await get())?.status !== undefined, { detail: operator.log });
    });
    resume();
    expect(made).toEqual([
      'patch /services default/sample 201',
      'patch apps/deployments default/sample 201',
      'patch cache.example.com/memcacheds/status default/sample 200',
    ]);
  });

  test('the children are as the spec says, and owned', async () => {
    const { uid } = (await get())!.metadata;
    const { apiVersion } = Memcached;
    const [deployment, service] = [
      await cluster.client.get(Deployment, key('sample')),
      await cluster.client.get(Service, key('sample')),
    ];
    const ownerReferences = [{ apiVersion, kind: 'Memcached', name: 'sample', uid, controller: true }];
    expect(deployment).toMatchObject({ metadata: { ownerReferences }, spec: { replicas: 3 } });
    expect(deployment!.spec.template.spec!.containers).toMatchObject([
      {
        name: 'memcached',
        image: 'memcached:1.6-alpine',
        args: [expect.stringContaining('11211')],
        ports: [{ containerPort: 11211 }],
      },
    ]);
    expect(service).toMatchObject({ metadata: { ownerReferences }, spec: { ports: [{ port: 11211 }] } });
    expect(await status('Available')).toBe('False');
  });

  test('ready: the status follows the pods', async () => {
    stopKubelet = startKubelet(cluster.client, namespace);
    await available();
    const { conditions, selector, readyReplicas } = (await get())!.status!;
    expect(readyReplicas).toBe(3);
    expect(conditions).toContainEqual(
      expect.objectContaining({ type: 'Available', status: 'True', message: '3/3 ready' }),
    );
    expect(conditions).toContainEqual(expect.objectContaining({ type: 'Degraded', status: 'False' }));
    const deployment = await cluster.client.get(Deployment, key('sample'));
    const labels = Object.entries(deployment!.spec.selector.matchLabels!).map((pair) => pair.join('='));
    expect(selector!.split(',').toSorted()).toEqual(labels.toSorted());
  });

  test('update: one write of the child that differs', async () => {
    const made = await writesDuring(cluster, async () => {
      await cluster.client.patch(Memcached, key('sample'), { spec: { size: 2 } });
      await eventually('2 ready', async () => (await get())?.status?.readyReplicas === 2, { detail: operator.log });
      await available();
    });
    expect((await cluster.client.get(Deployment, key('sample')))!.spec.replicas).toBe(2);
    expect(made.filter((line) => !line.includes('/status'))).toEqual(['patch apps/deployments default/sample 200']);
  });

  test.each<[string, Kind, Readonly<Record<string, unknown>>, (readonly number[])?]>([
    ['the scale of the Deployment', Deployment, { spec: { replicas: 5 } }],
    [
      'the image of the Deployment',
      Deployment,
      { spec: { template: { spec: { containers: [{ name: 'memcached', image: 'memcached:other' }] } } } },
    ],
    ['the selector of the Service', Service, { spec: { selector: { 'app.kubernetes.io/name': 'other' } } }],
    ['the target of the Service', Service, { spec: { ports: [{ name: 'memcached', port: 11211, targetPort: 1 }] } }],
    ['a label of the Service', Service, { metadata: { labels: { 'app.kubernetes.io/managed-by': 'other' } } }],
    ['the owners of the Service', Service, { metadata: { ownerReferences: [] } }],
    // Refused; who owns what is asked, written down as ours, applied again.
    ['the port', Service, { spec: { ports: [{ name: 'memcached', port: 9, targetPort: 1 }] } }, [200, 200, 200, 422]],
  ])('drift: an edit of %s is taken back', async (_name, kind, patch, writes = [200]) => {
    const declared = async () => {
      const live = await cluster.client.get<KubernetesObject & { spec?: unknown }>(kind, key('sample'));
      const { labels, ownerReferences } = live!.metadata;
      return { labels, ownerReferences, spec: live!.spec };
    };
    const before = await declared();
    const made = await writesDuring(cluster, async () => {
      await cluster.client.patch<KubernetesObject>(kind, key('sample'), patch);
      await eventually('it is as before', async () => isDeepStrictEqual(await declared(), before), {
        detail: operator.log,
      });
    });
    expect(made.filter((line) => !line.includes('/status'))).toEqual(
      writes.map((code) => `patch ${kind.group}/${kind.plural} default/sample ${code}`),
    );
    await available();
  });

  test.each([
    ['Deployment', Deployment],
    ['Service', Service],
  ] as const)('drift: a %s deleted behind its back is restored', async (_name, child) => {
    const before = await cluster.client.get<KubernetesObject>(child, key('sample'));
    await cluster.client.delete<KubernetesObject>(child, key('sample'));
    const after = await eventually('a new one', async () => {
      const now = await cluster.client.get<KubernetesObject>(child, key('sample'));
      return now !== undefined && now.metadata.uid !== before!.metadata.uid && now;
    });
    expect(after).toMatchObject({ metadata: { ownerReferences: before!.metadata.ownerReferences } });
    await available();
  });

  test('no write for a change that changes nothing', async () => {
    const made = await writesDuring(cluster, async () => {
      const before = await reconciled();
      await cluster.client.patch(Memcached, key('sample'), { metadata: { annotations: { touched: 'yes' } } });
      await eventually('a reconcile', async () => (await reconciled()) > before);
    });
    expect(made).toEqual([]);
  });

  test('no write for a restart of the operator', async () => {
    const made = await writesDuring(cluster, async () => {
      expect(await operator.stop()).toBe(0);
      operator = await startOperator(project, cluster, { name: 'second' });
      await eventually('a reconcile', async () => (await reconciled()) > 0, { detail: operator.log });
    });
    expect(made).toEqual([]);
  });

  test('a restart of the API server is survived without a write', async () => {
    expect(await writesDuring(cluster, () => cluster.controlPlane.restartApiServer())).toEqual([]);
    await cluster.client.patch(Memcached, key('sample'), { spec: { size: 1 } });
    await eventually('1 ready', async () => (await get())?.status?.readyReplicas === 1, { detail: operator.log });
  });

  test('a child that the API server refuses is told in events, and made once it can be', async () => {
    // Neither the schema nor the generator can know what else a Deployment must be.
    await cluster.client.create(Memcached, memcached('refused', { image: '' }));
    const warning = await eventually('a series of warnings', async () => {
      const events = await cluster.client.list(Event, { namespace });
      return events.find(
        ({ regarding, type, series }) =>
          regarding?.name === 'refused' && type === 'Warning' && (series?.count ?? 0) > 1,
      );
    });
    expect(warning).toMatchObject({
      reason: 'ReconcileFailed',
      note: expect.stringContaining('spec.template.spec.containers[0].image'),
    });
    expect(await cluster.client.get(Deployment, key('refused'))).toBeUndefined();
    await cluster.client.patch(Memcached, key('refused'), { spec: { image: 'memcached:1.6-alpine' } });
    await eventually('the Deployment', () => cluster.client.get(Deployment, key('refused')), { detail: operator.log });
  });

  test.each(['sample', 'refused'])('delete: nothing is left of %s', async (name) => {
    await cluster.client.delete(Memcached, key(name));
    const left = async () => {
      const kinds = [Memcached, Deployment, Service];
      const objects = await Promise.all(kinds.map((child) => cluster.client.get<KubernetesObject>(child, key(name))));
      return objects.flatMap((object) => object?.kind ?? []);
    };
    await eventually('all gone', async () => (await left()).length === 0);
    expect(await settled(left)).toEqual([]);
  });

  test('two replicas: when the leader is killed, the other takes over', async () => {
    await operator.stop();
    const replicas: Record<string, Operator> = {};
    for (const name of ['left', 'right'])
      replicas[name] = await startOperator(project, cluster, { name, leaderElect: true });
    const leader = async (): Promise<string | undefined> => {
      const leases = await cluster.client.list(Lease, { namespace: project.model.namespace });
      const holder = leases
        .map(({ spec }) => spec?.holderIdentity?.split('_')[0])
        .find((name) => name !== undefined && name !== '');
      return holder !== undefined && holder in replicas ? holder : undefined;
    };
    const first = await eventually('a leader', leader);
    await cluster.client.create(Memcached, memcached('sample', { size: 1 }));
    await eventually('its work', () => cluster.client.get(Deployment, key('sample')));
    await eventually('its count', async () => (await reconciled(replicas[first])) > 0);
    const second = first === 'left' ? 'right' : 'left';
    expect(await reconciled(replicas[second])).toBe(0);

    const made = await writesDuring(cluster, async () => {
      await replicas[first]!.kill();
      await cluster.client.patch(Memcached, key('sample'), { spec: { size: 2 } });
      expect(await eventually('another leader', async () => ((await leader()) === second ? second : undefined))).toBe(
        second,
      );
      await eventually('2 ready', async () => (await get())?.status?.readyReplicas === 2, {
        detail: replicas[second]!.log,
      });
    });
    expect(made.filter((line) => !line.includes('/status'))).toEqual(['patch apps/deployments default/sample 200']);
    expect(await replicas[second]!.stop()).toBe(0);
    expect(await leader()).toBeUndefined();
  });

  test('no request of all this was refused', async () => {
    expect(refusedOf(await auditLog(), cluster.user, cluster.controlPlane.restarts())).toEqual([]);
  });

  test('no permission was granted that was never used', async () => {
    const [granted, used] = [await grantsOf(cluster.client, cluster.user), usedBy(await auditLog(), cluster.user)];
    expect(granted.size).toBeGreaterThan(0);
    expect([...granted].filter((permission) => !used.has(permission))).toEqual([]);
  });
});
