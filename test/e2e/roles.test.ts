/**
 * An operator that makes roles for others, on a real API server, under the permissions that were derived for it: nobody may grant what they may not
 * do themselves, nor bind a role that has more.
 */
import { type Condition, isConditionTrue, kind, type KubernetesObject } from 'k8s-operator-runtime';
import { Role, RoleBinding } from 'k8s-operator-runtime/kinds';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { grantsOf, refusedOf } from './harness/audit.ts';
import { eventually } from './harness/eventually.ts';
import { install, type Installation } from './harness/installation.ts';
import { type Operator, startOperator } from './harness/operator.ts';
import { buildProject, type Project } from './harness/project.ts';

interface Tenant extends KubernetesObject {
  readonly spec: object;
  readonly status?: { readonly conditions?: readonly Condition[] };
}
const Tenant = kind<Tenant>({
  group: 'platform.example.com',
  version: 'v1',
  kind: 'Tenant',
  plural: 'tenants',
  scope: 'Namespaced',
});

const KEY = { namespace: 'default', name: 'red' };

describe.runIf(await controlPlaneAvailable('The end-to-end test of roles'))('roles for others', () => {
  let project: Project;
  let cluster: Installation;
  let operator: Operator;

  beforeAll(async () => {
    project = await buildProject('test/e2e/specs/roles.yaml');
    cluster = await install(project);
    operator = await startOperator(project, cluster, { name: 'roles', flags: ['--preflight=fail'] });
  });
  afterAll(async () => {
    await operator?.stop();
    await cluster?.stop();
    await project?.remove();
  });

  test('are made and bound', async () => {
    await cluster.client.create(Tenant, { metadata: KEY, spec: {} });
    const isReady = async () =>
      isConditionTrue((await cluster.client.get(Tenant, KEY))?.status?.conditions ?? [], 'Ready');
    await eventually('it is ready', isReady, { detail: operator.log });
    expect((await cluster.client.get(Role, KEY))?.rules).toHaveLength(2);
    const bindings = await cluster.client.list(RoleBinding, { namespace: KEY.namespace });
    expect(bindings.map(({ roleRef }) => `${roleRef.kind} ${roleRef.name}`).toSorted()).toEqual([
      'ClusterRole view',
      'Role red',
    ]);
  });

  test('need no more than they say', async () => {
    expect(refusedOf(await cluster.controlPlane.auditLog(), cluster.user)).toEqual([]);
    const granted = await grantsOf(cluster.client, cluster.user);
    expect([...granted].filter((one) => /secrets|jobs|clusterroles/.test(one)).toSorted()).toEqual([
      'bind rbac.authorization.k8s.io/clusterroles',
      'create batch/jobs',
      'get /secrets',
      'list batch/jobs',
    ]);
  });
});
