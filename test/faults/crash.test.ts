/**
 * An operator that dies at each of its writes: before the API server hears of it, and after it was carried out but before the answer is seen
 * (the latter of write k, then the former of write k + 1, is a death between two writes). Another one takes its place. In the end all is as if
 * nothing had happened, and nothing was written twice.
 */
import { afterAll, beforeAll, describe, expect, test, type TestContext } from 'vitest';
import type { KubernetesObject } from 'k8s-operator-runtime';
import { ConfigMap, Namespace } from 'k8s-operator-runtime/kinds';
import { type FaultProxy, startFaultProxy, type TestEnvironment } from 'k8s-operator-runtime/testing';
import { Bench } from '../../examples/bench/bench.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { createBenches, deleteChildren, lost, updateBenches } from './harness/benches.ts';
import { operator, startCluster } from './harness/scene.ts';

const available = await controlPlaneAvailable('crashes');

/** Three made of two writes each, one changed by two, one child made again. */
const WRITES = 9;

interface Death {
  readonly write: number;
  readonly when: 'before' | 'after';
}

/** Lets the operator meet its death, and others take its place, while the scenario is played. Answers what it all came to. */
const play = async (cluster: TestEnvironment, context: TestContext, namespace: string, death?: Death) => {
  const { onTestFinished } = context;
  await cluster.create(Namespace, { metadata: { name: namespace } });
  const proxies: FaultProxy[] = [];
  const start = async (dies?: Death): Promise<{ readonly death: Promise<unknown> | undefined }> => {
    const proxy = await startFaultProxy({ kubeConfig: cluster.kubeConfig() });
    proxies.push(proxy);
    onTestFinished(proxy.close);
    const manager = operator({
      kubeConfig: proxy.kubeConfig(),
      namespaces: [namespace],
      concurrency: 1,
      gracePeriod: 0,
    });
    onTestFinished(manager.stop);
    const cut =
      dies && proxy.inject({ type: 'sever', when: dies.when }, { verbs: 'writes', skip: dies.write - 1, times: 1 });
    await manager.start();
    // Whatever it still wants to do reaches nobody.
    return { death: cut?.hit.then(manager.stop) };
  };
  const first = await start(death);
  const replaced = first.death?.then(() => start());
  const place = { cluster, namespace };
  await createBenches(place, 3);
  expect(await lost(place, 3)).toEqual([]);
  await updateBenches(place, 1, 'changed');
  expect(await lost(place, 3)).toEqual([]);
  await deleteChildren(place, 1, 1);
  expect(await lost(place, 3)).toEqual([]);
  await replaced;
  const writes = () => proxies.flatMap((proxy) => proxy.requests({ verbs: 'writes' }));
  // What is written can be seen before it is answered.
  await context.expect.poll(() => writes().every(({ status, faults }) => status > 0 || faults.length > 0)).toBe(true);
  const carriedOut = writes().filter(({ faults }) => faults.length === 0 || death?.when === 'after');
  const objects = [...(await cluster.list(Bench, { namespace })), ...(await cluster.list(ConfigMap, { namespace }))];
  return {
    objects: objects.map(masked),
    writes: carriedOut.map(({ verb, resource, name }) => `${verb} ${resource} ${name}`).toSorted(),
    operators: proxies.length,
  };
};

/** Without what differs from run to run. */
const masked = (object: KubernetesObject): unknown =>
  JSON.parse(
    JSON.stringify(object, (name, value: unknown) =>
      ['uid', 'resourceVersion', 'creationTimestamp', 'lastTransitionTime', 'managedFields', 'namespace'].includes(name)
        ? undefined
        : value,
    ),
  );

describe.skipIf(!available)('an operator that dies', { concurrent: true }, () => {
  let cluster: TestEnvironment;
  let reference: Promise<Awaited<ReturnType<typeof play>>>;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster?.stop());

  test('never', async (context) => {
    reference = play(cluster, context, 'reference');
    expect((await reference).writes).toHaveLength(WRITES);
  });

  const deaths = Array.from({ length: WRITES }, (_, index) => index + 1).flatMap((write) => [
    { write, when: 'before' } as const,
    { write, when: 'after' } as const,
  ]);
  test.for<Death>(deaths)('$when write $write', async (death, context) => {
    const outcome = await play(cluster, context, `write-${death.write}-${death.when}`, death);
    expect(outcome).toEqual({ ...(await reference), operators: 2 });
  });
});
