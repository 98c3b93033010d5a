/**
 * Generated operators as processes under the ServiceAccounts that releases of their charts made: in all namespaces, and in some. They do
 * their work where they watch, and nothing of it is refused: the roles of the release are enough.
 */
import type { Pod } from 'k8s-operator-runtime/kinds';
import { ConfigMap, Deployment } from 'k8s-operator-runtime/kinds';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { kind, type Kind, type KubernetesObject } from 'k8s-operator-runtime';
import type { JsonObject } from '../../generators/core/model/json.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { grantsOf, refusedOf, usedBy } from './harness/audit.ts';
import { writeCharts } from './harness/chart/charts.ts';
import { eventually, settled } from './harness/eventually.ts';
import { startKubelet } from './harness/kubelet.ts';
import type { Operator } from './harness/operator.ts';
import { buildProject, type Project } from './harness/project.ts';
import { startReleaseCluster, startReleased, userOf, type ReleaseCluster } from './harness/release.ts';
import { runPod } from './harness/run-pod.ts';
import { Memcached } from './memcached.ts';

interface Backup extends KubernetesObject {
  readonly spec: { readonly target?: string };
}
const Backup = kind<Backup>({
  group: 'backup.example.com',
  version: 'v1',
  kind: 'Backup',
  plural: 'backups',
  scope: 'Namespaced',
});

const [LEFT, RIGHT] = ['left', 'right'];
const memcached = {
  spec: 'examples/memcached/operator.yaml',
  own: Memcached,
  child: Deployment,
  suffix: '',
  values: { size: 1 },
};
const backup = { spec: 'test/e2e/specs/shared.yaml', own: Backup, child: ConfigMap, suffix: '-first', values: {} };

interface Scenario {
  readonly title: string;
  readonly operator: typeof memcached | typeof backup;
  /** Where it is released. */
  readonly namespace: string;
  readonly values: JsonObject;
  /** Of left and right, where it works. */
  readonly works: readonly string[];
}

const SCENARIOS: readonly Scenario[] = [
  { title: 'in all namespaces', operator: memcached, namespace: 'system', values: {}, works: [LEFT!, RIGHT!] },
  {
    title: 'in its own namespace',
    operator: memcached,
    namespace: LEFT!,
    values: { rbac: { scope: 'namespaced' } },
    works: [LEFT!],
  },
  {
    title: 'in another namespace',
    operator: memcached,
    namespace: 'elsewhere',
    values: { rbac: { scope: 'namespaced' }, watchNamespaces: [RIGHT!] },
    works: [RIGHT!],
  },
  {
    title: 'sharing its objects, with secure metrics',
    operator: backup,
    namespace: 'shared',
    values: {},
    works: [LEFT!, RIGHT!],
  },
  {
    title: 'sharing its objects, with secure metrics, in its own namespace',
    operator: backup,
    namespace: RIGHT!,
    values: { rbac: { scope: 'namespaced' } },
    works: [RIGHT!],
  },
];

describe.runIf(await controlPlaneAvailable('Released operators'))('a released operator works', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'chart-scope-'));
  const projects = new Map<string, Project>();
  let cluster: ReleaseCluster;

  beforeAll(async () => {
    for (const spec of [memcached.spec, backup.spec]) projects.set(spec, await buildProject(spec));
    cluster = await startReleaseCluster();
    for (const name of [LEFT, RIGHT]) await cluster.kubectl(['create', 'namespace', name!]);
  });
  afterAll(async () => {
    await cluster?.stop();
    for (const project of projects.values()) await project.remove();
    rmSync(scratch, { recursive: true });
  });

  describe.each(SCENARIOS)(
    '$title',
    ({ operator: { spec, own, child, suffix, values: wanted }, namespace, values, works }) => {
      const key = (where: string, name: string) => ({ namespace: where, name });
      let release: { readonly namespace: string; readonly name: string };
      let operator: Operator;
      let user: string;
      let stopKubelet: () => Promise<void>;
      /** What the release's test printed. */
      let told = '';

      beforeAll(async () => {
        const project = projects.get(spec)!;
        const { name } = project.model;
        release = { namespace, name };
        const charts = await writeCharts(project.model, join(scratch, namespace));
        const installed =
          (await cluster.kubectl(['get', 'crd', `${own.plural}.${own.group}`, '--ignore-not-found', '-o', 'name'])) !==
          '';
        // A second release of one cluster leaves the definitions to the first.
        const all = { ...values, ...(installed && { crds: { enabled: false } }) };
        await cluster.helm(
          ['install', name, charts.get(name)!.path, '--namespace', namespace, '--create-namespace', '--timeout', '60s'],
          all,
        );
        user = await userOf(cluster.client, namespace, name);
        operator = await startReleased(cluster.controlPlane, cluster.client, project, {
          ...release,
          pod: `${name}-${namespace}`,
        });
        stopKubelet = startKubelet(cluster.client, namespace, (pod) => end(pod));
      });
      afterAll(async () => {
        await stopKubelet?.();
        await operator?.stop();
        await cluster.helm(['uninstall', release.name, '--namespace', namespace, '--wait', '--timeout', '60s']);
      });

      /** Runs what the release's test runs; its metrics are at a port of this machine. */
      const end = async (pod: Pod): Promise<number | undefined> => {
        if (pod.spec.restartPolicy !== 'Never') return undefined;
        const { value } = pod.spec.containers[0]!.env!.find(({ name }) => name === 'METRICS_URL')!;
        const url = new URL(value!);
        url.host = `127.0.0.1:${operator.metricsPort}`;
        const { exitCode, output } = await runPod(cluster.controlPlane, pod, { METRICS_URL: url.href });
        told += output;
        return exitCode;
      };

      test('where it watches, and nowhere else', async () => {
        for (const where of [LEFT!, RIGHT!])
          await cluster.client.create(
            own as Kind<KubernetesObject>,
            {
              apiVersion: own.apiVersion,
              kind: own.kind,
              metadata: key(where, `of-${namespace}`),
              spec: wanted,
            } as unknown as KubernetesObject,
          );
        const children = async (): Promise<readonly string[]> => {
          const found = await Promise.all(
            [LEFT!, RIGHT!].map(async (where) =>
              (await cluster.client.get(child as Kind<KubernetesObject>, key(where, `of-${namespace}${suffix}`))) ===
              undefined
                ? []
                : [where],
            ),
          );
          return found.flat();
        };
        await eventually('its work', async () => (await children()).length >= works.length, { detail: operator.log });
        expect(await settled(children)).toEqual(works);
      });

      test('helm test passes: its script finds permissions and metrics', async () => {
        const answer = await cluster
          .helm(['test', release.name, '--namespace', namespace, '--timeout', '120s'])
          .catch((error: Error) => Promise.reject(new Error(`${error.message}\n${told}${operator.log()}`)));
        expect(answer).toMatch(/Phase: +Succeeded/);
        expect(told).toMatch(/^ok: \d+ permissions, http/);
      });

      test('and goes when its objects have gone', async () => {
        for (const where of works)
          await cluster.client.delete(own as Kind<KubernetesObject>, key(where, `of-${namespace}`));
        await eventually(
          'its objects are gone',
          async () =>
            (
              await Promise.all(
                works.map((where) => cluster.client.get(own as Kind<KubernetesObject>, key(where, `of-${namespace}`))),
              )
            ).every((object) => object === undefined),
          { detail: operator.log },
        );
        expect(await operator.stop()).toBe(0);
      });

      test('no request was refused, and none was about other namespaces', async () => {
        const events = await cluster.controlPlane.auditLog();
        expect(refusedOf(events, user)).toEqual([]);
        const places = events
          .filter(
            ({ user: { username }, verb, objectRef }) =>
              username === user && WATCHED.test(`${verb} ${objectRef?.resource}`),
          )
          .map(({ objectRef }) => objectRef?.namespace);
        // A watch of all namespaces is in none.
        expect([...new Set(places)]).toEqual(works.length === 1 ? works : [undefined]);
      });

      test('the roles grant nothing that was never used', async () => {
        const [granted, used] = [
          await grantsOf(cluster.client, user),
          usedBy(await cluster.controlPlane.auditLog(), user),
        ];
        expect(granted.size).toBeGreaterThan(3);
        expect([...granted].filter((permission) => !used.has(permission) && !RARE.test(permission))).toEqual([]);
      });
    },
  );
});

/** What an operator does from its start to its end, with the kinds of both operators and their children. */
const WATCHED = /^(?:list|watch) (?:memcacheds|backups|deployments|services|configmaps)$/;

/** What it does when something happens that does not here; memcached.test.ts and shared.test.ts bring it about. */
const RARE = /^(?:delete |\w+ \/events|create (?:authentication|authorization)|\w+ apiextensions|\w+ storage)/;
