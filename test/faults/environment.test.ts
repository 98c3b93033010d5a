/** `testEnvironment` itself: a cluster as tests use it, whose processes outlive nobody. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { describe, expect, test } from 'vitest';
import { createClient, createTransport } from 'k8s-operator-runtime';
import { ConfigMap, Role, RoleBinding } from 'k8s-operator-runtime/kinds';
import { testEnvironment } from 'k8s-operator-runtime/testing';
import { Bench, bench } from '../../examples/bench/bench.ts';
import { findBinaries } from '../control-plane/assets.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { crds } from './harness/scene.ts';

const available = await controlPlaneAvailable('test environments');
const silent = (): void => {};

const runs = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe.skipIf(!available)('a test environment', () => {
  test('has CRDs, an operator, and users for whom RBAC decides; it stays over a restart', async ({
    onTestFinished,
  }) => {
    const assets = await findBinaries(silent);
    await using cluster = await testEnvironment({ assets, crds, controllers: [bench('bench-operator')] });
    await cluster.create(Bench, { metadata: { name: 'a' }, spec: { data: 'text', size: 3 } });
    const child = await cluster.until(ConfigMap, 'a', ({ data }) => data?.['payload'] === 'xxx');
    expect(child.metadata.ownerReferences?.[0]).toMatchObject({ kind: 'Bench', name: 'a' });

    const transport = createTransport({ kubeConfig: cluster.kubeConfig('jane', ['readers']), userAgent: 'test' });
    onTestFinished(transport.close);
    const jane = createClient({ transport, fieldManager: 'test' });
    const at = { namespace: 'default', name: 'a' };
    await expect(jane.get(ConfigMap, at)).rejects.toMatchObject({ name: 'Forbidden' });
    await cluster.create(Role, {
      metadata: { name: 'read' },
      rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get'] }],
    });
    await cluster.create(RoleBinding, {
      metadata: { name: 'read' },
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: 'read' },
      subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name: 'readers' }],
    });
    await expect.poll(() => jane.get(ConfigMap, at).catch(() => undefined)).toMatchObject({ data: child.data });
    await expect(jane.delete(ConfigMap, at)).rejects.toMatchObject({ name: 'Forbidden' });

    await cluster.stopApiServer({ kill: true });
    await expect(cluster.get(Bench, 'a')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await cluster.startApiServer();
    expect((await cluster.get(Bench, 'a'))?.status?.hash).toMatch(/^982d9e3e/);
  });

  test('ends with its process, even if that is killed', async () => {
    const { etcd, 'kube-apiserver': apiServer } = await findBinaries(silent);
    const program = `
      import { testEnvironment } from ${JSON.stringify(new URL('../../runtime/src/testing/index.ts', import.meta.url).href)};
      const { folder } = await testEnvironment({ assets: ${JSON.stringify({ etcd, 'kube-apiserver': apiServer })} });
      console.log(folder);
      setInterval(() => {}, 1_000);`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    const [folder] = (await once(createInterface(child.stdout), 'line')) as [string];
    const pids = ['etcd', 'kube-apiserver'].map((name) => Number(readFileSync(join(folder, `${name}.pid`), 'utf8')));
    expect(pids.map(runs)).toEqual([true, true]);
    child.kill('SIGKILL');
    await expect
      .poll(() => [...pids.map(runs), existsSync(folder)], { timeout: 20_000 })
      .toEqual([false, false, false]);
  });
});
