/** The API server itself goes, comes back, and has forgotten its history; the operator's token runs out. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ClusterRoleBinding, Secret, ServiceAccount } from 'k8s-operator-runtime/kinds';
import type { TestEnvironment } from 'k8s-operator-runtime/testing';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { createBenches, deleteChildren, lost, updateBenches } from './harness/benches.ts';
import { operator, type Scene, scene, startCluster } from './harness/scene.ts';

const available = await controlPlaneAvailable('restarts of the API server');

const COUNT = 20;

describe.skipIf(!available)('the API server', () => {
  let cluster: TestEnvironment;
  beforeAll(async () => {
    cluster = await startCluster();
  });
  afterAll(() => cluster?.stop());

  test.for<readonly [string, boolean]>([
    ['is restarted', false],
    ['is killed and started again', true],
  ])('%s', async ([, kill], context) => {
    const given = await scene(cluster, context);
    // Without a proxy in between: connections are refused, TLS is begun anew.
    const manager = operator({ kubeConfig: cluster.kubeConfig(), namespaces: [given.namespace] }, given.log);
    context.onTestFinished(manager.stop);
    await manager.start();
    await createBenches(given, COUNT);
    expect(await lost(given, COUNT)).toEqual([]);
    await updateBenches(given, COUNT, 'changed');
    await cluster.restartApiServer({ kill });
    await deleteChildren(given, 3);
    await createBenches(given, 1, COUNT);
    expect(await lost(given, COUNT + 1)).toEqual([]);
  });

  test('has compacted what an operator missed', async (context) => {
    const given = await scene(cluster, context);
    const { proxy, start } = given;
    await start();
    await createBenches(given, COUNT);
    expect(await lost(given, COUNT)).toEqual([]);
    const accept = proxy.refuse();
    await updateBenches(given, COUNT, 'changed');
    await deleteChildren(given, 3);
    await cluster.compact();
    await cluster.restartApiServer({ kill: true });
    proxy.forget();
    await accept();
    expect(await lost(given, COUNT)).toEqual([]);
    // The watches from before cannot go on: all is listed again, once, as a list or as the beginning of a watch.
    const lists = () =>
      proxy
        .requests({ matching: ({ verb, path }) => verb === 'list' || path.includes('sendInitialEvents=true') })
        .map(({ resource, status }) => `${resource} ${status}`);
    await expect.poll(() => lists().toSorted(), { timeout: 10_000 }).toEqual(['benches 200', 'configmaps 200']);
    expect(proxy.requests({ verbs: 'writes' }).length).toBeLessThanOrEqual(2 * COUNT + 3);
  });

  test('does not know the token any more, until there is a new one', async (context) => {
    const given = await scene(cluster, context);
    const { proxy, start } = given;
    const file = join(cluster.folder, 'token');
    const first = await issueToken(given, 'first');
    await writeFile(file, first.token);
    await start({ kubeConfig: proxy.kubeConfig({ tokenFile: file }) });
    await createBenches(given, COUNT);
    expect(await lost(given, COUNT)).toEqual([]);

    await first.revoke();
    // The API server remembers for 10 s whom a token was.
    await sleep(11_000);
    proxy.forget();
    await updateBenches(given, COUNT, 'changed');
    await expect.poll(() => refusals(given), { timeout: 10_000 }).toBeGreaterThan(0);
    await sleep(3_000);
    await writeFile(file, (await issueToken(given, 'second')).token);
    expect(await lost(given, COUNT)).toEqual([]);
    // Each object after 5 ms, 10 ms, 20 ms, …: ten times in as many seconds; each time with credentials read anew, and an event that says why.
    expect(refusals(given)).toBeLessThan(COUNT * 12 * 3);
    await deleteChildren(given, 3);
    expect(await lost(given, COUNT)).toEqual([]);
    expect(proxy.requests({ matching: ({ status }) => status === 403 })).toEqual([]);
  });
});

const refusals = ({ proxy }: Scene): number => proxy.requests({ matching: ({ status }) => status === 401 }).length;

/** A token of the operator's ServiceAccount, which may do everything, for as long as a Secret exists. */
const issueToken = async ({ cluster: { client, ...cluster }, namespace }: Scene, name: string) => {
  const account = { name: 'operator', namespace };
  await cluster.apply(ServiceAccount, { metadata: account });
  await cluster.apply(ClusterRoleBinding, {
    metadata: { name: `operator-of-${namespace}` },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
    subjects: [{ kind: 'ServiceAccount', ...account }],
  });
  const secret = await cluster.create(Secret, { metadata: { name, namespace } });
  const { status } = await client.subresource(ServiceAccount, 'token').create(account, {
    spec: {
      audiences: [],
      expirationSeconds: 3600,
      boundObjectRef: { apiVersion: 'v1', kind: 'Secret', name, uid: secret.metadata.uid },
    },
  });
  return { token: status?.token ?? '', revoke: () => cluster.delete(Secret, { name, namespace }) };
};
