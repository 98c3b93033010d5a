/** Two releases of one operator in one namespace, each for a namespace of its own: neither takes the other for one of its replicas. */
import type { Kind, KubernetesObject } from 'k8s-operator-runtime';
import { ConfigMap, Deployment } from 'k8s-operator-runtime/kinds';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { writeCharts } from './harness/chart/charts.ts';
import { eventually } from './harness/eventually.ts';
import type { Operator } from './harness/operator.ts';
import { buildProject, type Project } from './harness/project.ts';
import { startReleaseCluster, startReleased, type ReleaseCluster } from './harness/release.ts';

const SIDES = ['left', 'right'] as const;
/** Of each side. Were they shared between the two releases, hardly all would be with the one that works there. */
const OBJECTS = Array.from({ length: 8 }, (_, index) => `object-${index}`);

describe.runIf(await controlPlaneAvailable('Two releases in one namespace'))('two releases in one namespace', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'chart-neighbours-'));
  let cluster: ReleaseCluster;
  beforeAll(async () => {
    cluster = await startReleaseCluster();
    for (const side of SIDES) await cluster.kubectl(['create', 'namespace', side]);
  });
  afterAll(async () => {
    await cluster?.stop();
    rmSync(scratch, { recursive: true });
  });

  describe.each([
    {
      title: 'that elect leaders',
      file: 'examples/memcached/operator.yaml',
      object: { apiVersion: 'cache.example.com/v1alpha1', kind: 'Memcached', spec: { size: 1 } },
      child: Deployment,
      suffix: '',
    },
    {
      title: 'that share their objects',
      file: 'test/e2e/specs/shared.yaml',
      object: { apiVersion: 'backup.example.com/v1', kind: 'Backup', spec: {} },
      child: ConfigMap,
      suffix: '-first',
    },
  ])('$title', ({ file, object, child, suffix }) => {
    let project: Project;
    const operators: Operator[] = [];
    beforeAll(async () => {
      project = await buildProject(file);
      const { name } = project.model;
      const { path } = (await writeCharts(project.model, join(scratch, name))).get(name)!;
      for (const side of SIDES) {
        const values = { watchNamespaces: [side], replicas: 1, crds: { enabled: side === 'left' } };
        await cluster.helm(['install', side, path, '--namespace', name, '--create-namespace'], values);
      }
      for (const side of SIDES) {
        const release = { namespace: name, name: `${side}-${name}`, pod: `${side}-${name}` };
        operators.push(await startReleased(cluster.controlPlane, cluster.client, project, release));
      }
    });
    afterAll(async () => {
      for (const operator of operators) await operator.stop();
      await project?.remove();
    });

    test('both work', async () => {
      const { apiVersion, kind, spec } = object;
      const items = SIDES.flatMap((namespace) =>
        OBJECTS.map((name) => ({ apiVersion, kind, metadata: { namespace, name }, spec })),
      );
      await cluster.kubectl(['create', '-f', '-'], { apiVersion: 'v1', kind: 'List', items });
      const missing = async (): Promise<readonly string[]> => {
        const places = items.map(({ metadata: { namespace, name } }) => ({ namespace, name: `${name}${suffix}` }));
        const found = await Promise.all(
          places.map((place) => cluster.client.get(child as Kind<KubernetesObject>, place)),
        );
        return places.flatMap(({ namespace, name }, index) => (found[index] ? [] : [`${namespace}/${name}`]));
      };
      await eventually('all is made', async () => (await missing()).length === 0, {
        detail: () => operators.map(({ log }) => log()).join('\n'),
      });
      expect(await missing()).toEqual([]);
    });
  });
});
