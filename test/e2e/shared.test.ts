/**
 * An operator with everything that needs permissions of its own (cleanup, prune, a kind that may be absent, sharding, secure metrics), as it is
 * generated: two pods with the flags of its Deployment, under the permissions of its ServiceAccount.
 */
import {
  ClusterRoleBinding,
  ConfigMap,
  CustomResourceDefinition,
  Event,
  Lease,
  ServiceAccount,
} from 'k8s-operator-runtime/kinds';
import { kind, type Condition, type KubernetesObject } from 'k8s-operator-runtime';
import { request } from 'node:https';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { deployment } from '../../generators/core/objects/deployment.ts';
import { objectNames } from '../../generators/core/objects/names.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { grantsOf, refusedOf, usedBy } from './harness/audit.ts';
import { eventually } from './harness/eventually.ts';
import { install, type Installation } from './harness/installation.ts';
import { startOperator, type Operator } from './harness/operator.ts';
import { buildProject, type Project } from './harness/project.ts';

interface Backup extends KubernetesObject {
  readonly spec: { readonly target: string };
  readonly status?: { readonly conditions?: readonly Condition[] };
}
const Backup = kind<Backup>({
  group: 'backup.example.com',
  version: 'v1',
  kind: 'Backup',
  plural: 'backups',
  scope: 'Namespaced',
});

const namespace = 'default';
const PATIENTLY = { timeout: 60_000, interval: 200 };
const named = (name: string) => ({ namespace, name });
/** So many that each of two pods has some of them: all on one would be one in eight millions. In alphabetical order. */
const NAMES = Array.from('abcdefghijklmnopqrstuvwx', (letter) => `backup-${letter}`);

const RECONCILED = /^controller_runtime_reconcile_total\{.*result="success".*\} [1-9]/m;

describe.runIf(await controlPlaneAvailable('The end-to-end test of shared objects'))('two pods share objects', () => {
  let project: Project;
  let cluster: Installation;
  let operators: readonly Operator[] = [];
  const log = (): string => operators.map((operator) => operator.log()).join('\n');

  beforeAll(async () => {
    project = await buildProject('test/e2e/specs/shared.yaml');
    cluster = await install(project);
    // The ports are the test's own; what else it is told is the Deployment's. A preflight that finds something missing ends it.
    const { args } = deployment(project.model).spec.template.spec.containers[0]!;
    const flags = [...args.filter((arg) => !arg.includes('bind-address')), '--preflight=fail'];
    operators = await Promise.all(['left', 'right'].map((name) => startOperator(project, cluster, { name, flags })));
  });
  afterAll(async () => {
    await Promise.all(operators.map((operator) => operator.stop()));
    await cluster?.stop();
    await project?.remove();
  });

  const apply = (name: string, target?: string) =>
    cluster.client.apply(Backup, {
      apiVersion: Backup.apiVersion,
      kind: Backup.kind,
      metadata: named(name),
      spec: target === undefined ? {} : { target },
    });
  const children = async (): Promise<readonly string[]> =>
    (await cluster.client.list(ConfigMap, { namespace }))
      .map(({ metadata }) => metadata.name)
      .filter((name) => name.startsWith('backup-'))
      .toSorted();

  test('each object is reconciled, and has the finalizer of the cleanup', async () => {
    await Promise.all(NAMES.map((name) => apply(name)));
    await expect.poll(children, PATIENTLY).toEqual(NAMES.map((name) => `${name}-first`));
    const objects = await cluster.client.list(Backup, { namespace });
    expect(objects.map(({ metadata }) => metadata.finalizers?.length)).toEqual(NAMES.map(() => 1));
  });

  test('a child of another name replaces the one before', async () => {
    await apply('backup-a', 'second');
    await expect
      .poll(children, PATIENTLY)
      .toEqual(['backup-a-second', ...NAMES.slice(1).map((name) => `${name}-first`)]);
  });

  test('a kind that comes later is watched from then on', async () => {
    expect(log()).not.toContain('is installed');
    await cluster.client.create(CustomResourceDefinition, {
      metadata: { name: 'buckets.storage.example.org' },
      spec: {
        group: 'storage.example.org',
        scope: 'Namespaced',
        names: { kind: 'Bucket', plural: 'buckets' },
        versions: [
          {
            name: 'v1',
            served: true,
            storage: true,
            schema: { openAPIV3Schema: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true } },
          },
        ],
      },
    });
    for (const operator of operators)
      await expect.poll(operator.log, PATIENTLY).toContain('Bucket (storage.example.org/v1) is installed');
  });

  describe('metrics', () => {
    const readerOf = async (name: string): Promise<string> => {
      await cluster.client.apply(ServiceAccount, { apiVersion: 'v1', kind: 'ServiceAccount', metadata: named(name) });
      const { status } = await cluster.client
        .subresource(ServiceAccount, 'token')
        .create(named(name), { spec: { audiences: [], expirationSeconds: 3600 } });
      return status?.token ?? '';
    };
    const scrape = (operator: Operator, token?: string) =>
      new Promise<{ readonly code: number | undefined; readonly body: string }>((resolve, reject) => {
        const headers = token === undefined ? {} : { authorization: `Bearer ${token}` };
        const url = `https://127.0.0.1:${operator.metricsPort}/metrics`;
        request(url, { headers, rejectUnauthorized: false }, (response) => {
          text(response).then((body) => resolve({ code: response.statusCode, body }), reject);
        })
          .once('error', reject)
          .end();
      });

    test('are for those alone who are bound to the role of readers', async () => {
      const { metricsReaderRole: name } = objectNames(project.model);
      await cluster.client.create(ClusterRoleBinding, {
        metadata: { name: 'scrape' },
        roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name },
        subjects: [{ kind: 'ServiceAccount', name: 'prometheus', namespace }],
      });
      const [prometheus, stranger] = [await readerOf('prometheus'), await readerOf('stranger')];
      for (const operator of operators) {
        expect((await scrape(operator)).code).toBe(401);
        expect((await scrape(operator, stranger)).code).toBe(403);
        expect((await scrape(operator, prometheus)).code).toBe(200);
        const worked = async () => RECONCILED.test((await scrape(operator, prometheus)).body);
        await eventually('it has reconciled its part', worked, { detail: log });
      }
    });
  });

  test('a child that the API server refuses is told in events', async () => {
    await apply('backup-y', 'No Name');
    const warnings = async (): Promise<number> => {
      const events = await cluster.client.list(Event, { namespace });
      return events.find(({ regarding }) => regarding?.name === 'backup-y')?.series?.count ?? 0;
    };
    await expect.poll(warnings, PATIENTLY).toBeGreaterThan(1);
  });

  test('objects go after their cleanup, and with them what they own', async () => {
    await Promise.all([...NAMES, 'backup-y'].map((name) => cluster.client.delete(Backup, named(name))));
    await eventually('all gone', async () => (await cluster.client.list(Backup, { namespace })).length === 0, {
      detail: log,
    });
    await expect.poll(children, PATIENTLY).toEqual([]);
    const cleaned = log()
      .split('\n')
      .filter((line) => line.includes('"cleaned up"'))
      .flatMap((line) => /"object":"default\/([^"]+)"/.exec(line)?.[1] ?? []);
    expect([...new Set(cleaned)].toSorted()).toEqual([...NAMES, 'backup-y']);
  });

  test('what one leaves, the other takes over; and it tidies up its Lease', async () => {
    expect(await operators[0]!.stop()).toBe(0);
    await Promise.all(NAMES.map((name) => apply(name)));
    await expect.poll(children, PATIENTLY).toEqual(NAMES.map((name) => `${name}-first`));
    const leases = async () => (await cluster.client.list(Lease, { namespace: project.model.namespace })).length;
    expect(await leases()).toBe(2);
    await eventually('one Lease', async () => (await leases()) === 1, { seconds: 120, detail: log });
  });

  test('no request of all this was refused', async () => {
    expect(refusedOf(await cluster.controlPlane.auditLog(), cluster.user)).toEqual([]);
  });

  test('no permission was granted that was never used', async () => {
    const used = usedBy(await cluster.controlPlane.auditLog(), cluster.user);
    const granted = await grantsOf(cluster.client, cluster.user);
    expect(granted.size).toBeGreaterThan(0);
    expect([...granted].filter((permission) => !used.has(permission))).toEqual([]);
  });
});
