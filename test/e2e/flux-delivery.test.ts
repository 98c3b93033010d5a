/**
 * A generated operator delivered by Flux, gitless, with the commands of its own docs/delivery.md: published into a registry, pulled, installed,
 * upgraded, taken back. Flux's helm-, kustomize- and notification-controller are the real ones, and so is the operator, as the ServiceAccount
 * that its release made; pulling is done by a stand-in for source-controller, and nodes are played by kwok: see test/flux.
 */
import type { Condition } from 'k8s-operator-runtime';
import { ClusterRoleBinding, Deployment, Namespace, Pod, Secret, Service } from 'k8s-operator-runtime/kinds';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { fluxAvailable } from '../flux/availability.ts';
import { type FluxCluster, startFluxCluster } from '../flux/cluster.ts';
import { buildOperator, projectFolder, writeProject } from '../flux/delivered-project.ts';
import { type Changes, deliveredSpec, TEAM, VALUES } from '../flux/delivered-spec.ts';
import { inventory } from '../flux/inventory.ts';
import { HelmRelease, Kustomization, OciRepository, Receiver } from '../flux/kinds.ts';
import { makeKey, overlaySecret } from '../flux/overlay.ts';
import { pushObject } from '../flux/push.ts';
import { deliver, KEYS, scene, startDelivered, SYSTEM } from '../flux/scene.ts';
import { openShell, type Shell } from '../flux/shell.ts';
import { startWebhook, tell, type Webhook } from '../flux/webhook.ts';
import type { Period } from '../control-plane/start.ts';
import { refusedOf } from './harness/audit.ts';
import type { Operator } from './harness/operator.ts';
import type { Project } from './harness/project.ts';
import { Memcached, memcached } from './memcached.ts';

/** As the audit log has it. */
const now = (): string => new Date().toISOString();

describe.runIf(await fluxAvailable('Delivery by Flux'))('delivery by Flux', () => {
  let cluster: FluxCluster;
  let at: ReturnType<typeof scene>;
  let webhook: Webhook;
  let shell: Shell;
  let project: Project;
  let operator: Operator;
  let recipient: string;
  let before: readonly string[];
  /** When a test had taken the operator's rights from it. */
  let withoutRights: Period;

  /** A project at a version. */
  const write = async (folder: string, changes: Changes): Promise<Project> =>
    writeProject(
      folder,
      await deliveredSpec({ ...changes, recipient, registry: cluster.registry.host, webhook: webhook.url }),
    );
  const sample = async () => (await cluster.client.get(Memcached, KEYS.sample))!;
  const manager = async () => (await cluster.client.get(Deployment, KEYS.manager))!;
  /** The pods of the custom resource, by uid. */
  const servers = async () =>
    (await cluster.client.list(Pod, { namespace: KEYS.sample.namespace }))
      .map(({ metadata }) => metadata.uid)
      .toSorted();
  /** What is there that was not before. */
  const left = async () => (await inventory(cluster.client)).filter((object) => !before.includes(object));
  beforeAll(async () => {
    webhook = await startWebhook();
    cluster = await startFluxCluster();
    at = scene(cluster);
    const folder = await projectFolder();
    recipient = await makeKey(folder);
    project = await write(folder, { version: '0.1.0' });
    await buildOperator(project);
    shell = await openShell(folder, cluster.controlPlane);
    for (const command of await shell.documented('What a cluster brings')) await shell.run(command);
    before = await inventory(cluster.client);
  });
  afterAll(async () => {
    await operator?.stop();
    await cluster?.stop();
    await webhook?.stop();
    await project?.remove();
  });

  test('the documented commands install the operator', async () => {
    await overlaySecret(project, shell);
    await deliver(shell);
    await at.ready(Kustomization, KEYS.operator);
    await at.ready(HelmRelease, KEYS.release);
    expect(await at.history()).toEqual(['1 0.1.0 deployed']);
    expect((await manager()).status?.readyReplicas).toBe(1);
  });

  test('its objects come after it, and are ready only when it says so', async () => {
    const { metadata } = await cluster.until('the custom resource', () => cluster.client.get(Memcached, KEYS.sample));
    const installed = (await at.readyOf(Kustomization, KEYS.operator)) as Condition;
    expect(metadata.creationTimestamp! >= installed.lastTransitionTime!).toBe(true);
    for (let seconds = 0; seconds < 4; seconds++) {
      expect((await at.readyOf(Kustomization, KEYS.instances))?.status).not.toBe('True');
      await sleep(1_000);
    }
    operator = await startDelivered(cluster, project, 'first');
    const commands = await shell.documented('From an empty cluster, by Flux');
    await shell.run(commands.find((command) => command.startsWith('kubectl wait'))!);
    expect(await at.available()).toBe(true);
    expect(await cluster.client.get(Service, KEYS.sample)).toBeDefined();
  });

  test('variables are put in, and secrets decrypted', async () => {
    expect((await sample()).spec.size).toBe(2);
    expect((await cluster.client.get(Deployment, KEYS.sample))!.status?.readyReplicas).toBe(2);
    const encrypted = await readFile(join(project.folder, 'deploy/flux/instances/production/password.yaml'), 'utf8');
    expect(encrypted).not.toContain('swordfish');
    const secret = await cluster.client.get(Secret, { namespace: 'default', name: 'password' });
    expect(Buffer.from(secret!.data!['password']!, 'base64').toString()).toBe('swordfish');
  });

  test('a new version with a new field: the release is upgraded, the custom resource and its children stay', async () => {
    const [resource, pods] = [await sample(), await servers()];
    expect(pods).toHaveLength(2);
    project = await write(project.folder, { version: '0.2.0', threads: true });
    await buildOperator(project);
    await deliver(shell);
    await at.delivered('0.2.0');
    expect(await at.history()).toEqual(['2 0.2.0 deployed', '1 0.1.0 superseded']);
    expect(await at.fields('memcacheds.cache.example.com')).toContain('threads');
    expect(await operator.stop()).toBe(0);
    operator = await startDelivered(cluster, project, 'second');
    const upgraded = await sample();
    expect(upgraded.spec).toMatchObject({ threads: 4 });
    expect(upgraded.metadata.uid).toBe(resource.metadata.uid);
    await cluster.until('the operator has looked at it', async () => {
      const { metadata, status } = await sample();
      return status?.conditions?.every(({ observedGeneration }) => observedGeneration === metadata.generation);
    });
    expect(await servers()).toEqual(pods);
  });

  test('drift is reverted: of what the chart made, and of a custom resource', async () => {
    const binding = { name: 'memcached-operator-manager' };
    const from = now();
    await cluster.client.delete(ClusterRoleBinding, binding);
    await cluster.client.patch(Deployment, KEYS.manager, { spec: { replicas: 3 } });
    await cluster.reconcile(HelmRelease, KEYS.release);
    await cluster.until('one manager', async () => (await manager()).spec.replicas === 1);
    expect(await cluster.until('the binding', () => cluster.client.get(ClusterRoleBinding, binding))).toBeDefined();
    // The API server takes a moment to see that it is back.
    await sleep(1_000);
    withoutRights = { from, to: now() };
    await cluster.client.patch(Memcached, KEYS.sample, { spec: { size: 5 } });
    await cluster.reconcile(Kustomization, KEYS.instances);
    await cluster.until('the size', async () => (await sample()).spec.size === 2);
    await at.ready(Kustomization, KEYS.instances);
  });

  test('values against the schema: nothing is released, and the release heals with them', async () => {
    const released = await at.history();
    await at.setValues('replicas: many');
    await at.failed(HelmRelease, KEYS.release, /replicas.*(integer|number)/s);
    expect(await at.history()).toEqual(released);
    await at.setValues('replicas: 2');
    await at.ready(HelmRelease, KEYS.release);
    await cluster.until('two managers', async () => (await manager()).status?.readyReplicas === 2);
  });

  test('values that the API server refuses: the release fails, and heals with them', async () => {
    await at.setValues('resources: {requests: {cpu: "2"}, limits: {cpu: "1"}}');
    await at.failed(HelmRelease, KEYS.release, /must be less than or equal to cpu limit/);
    expect((await at.history())[0]).toMatch(/ failed$/);
    await at.setValues('replicas: 1');
    await at.ready(HelmRelease, KEYS.release);
    expect((await at.history())[0]).toMatch(/ deployed$/);
    await cluster.until('one manager', async () => (await manager()).status?.readyReplicas === 1);
  });

  test('all that was told', async () => {
    const expected = [
      'info HelmRelease memcached-operator InstallSucceeded',
      'info HelmRelease memcached-operator UpgradeSucceeded',
      'error HelmRelease memcached-operator UpgradeFailed',
      'info Kustomization memcached-operator ReconciliationSucceeded',
      'info Kustomization memcached-operator-instances ReconciliationSucceeded',
    ];
    const missing = () => expected.filter((line) => !webhook.told().includes(line));
    await cluster.until(`told: ${missing().join(', ')}`, async () => missing().length === 0);
    expect(webhook.told()).toEqual(expect.arrayContaining(expected));
  });

  test('who signs can have it pulled at once, and nobody else', async () => {
    const [path] = await shell.documented('Notifications');
    await at.ready(Receiver, KEYS.operator);
    const url = `${cluster.receiverUrl()}${await shell.run(path!)}`;
    const { data } = (await cluster.client.get(Secret, { namespace: 'flux-system', name: 'webhook-token' }))!;
    const pulled = async () =>
      (await cluster.client.get(OciRepository, KEYS.manifests))!.status?.lastHandledReconcileAt;
    const earlier = await pulled();
    expect(await tell(url, Buffer.from('a guess'))).toBeGreaterThanOrEqual(400);
    await sleep(1_000);
    expect(await pulled()).toBe(earlier);
    expect(await tell(url, Buffer.from(data!['token']!, 'base64'))).toBe(200);
    await cluster.until('the manifests are pulled again', async () => (await pulled()) !== earlier);
  });

  test('where teams share the cluster, a team has its own kinds in its namespace, and nothing else', async () => {
    await cluster.restartFlux({ lockdown: true });
    project = await write(project.folder, { version: '0.3.0', threads: true, shared: true });
    const push = (object: object) => pushObject(object, `${cluster.registry.host}/acme/manifests/${TEAM}:latest`);
    await push(memcached('cache', { size: 1 }));
    await deliver(shell);
    await at.delivered('0.3.0');
    expect((await at.history())[0]).toMatch(/0\.3\.0 deployed$/);
    const key = { namespace: TEAM, name: TEAM };
    await cluster.until('the namespace of the team', () => cluster.client.get(Namespace, { name: TEAM }));
    await at.ready(Kustomization, key);
    expect((await cluster.client.get(Deployment, { namespace: TEAM, name: 'cache' }))!.status?.readyReplicas).toBe(1);

    const allowed = (verb: string, what: string, where: string): Promise<string> =>
      shell.run(`kubectl auth can-i ${verb} ${what} -n ${where} --as system:serviceaccount:${TEAM}:${TEAM} || true`);
    expect(await allowed('create', 'memcacheds.cache.example.com', TEAM)).toMatch(/^yes/);
    expect(await allowed('create', 'memcacheds.cache.example.com', 'default')).toMatch(/^no/);
    expect(await allowed('create', 'deployments.apps', TEAM)).toMatch(/^no/);
    await push({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'other' }, data: {} });
    await cluster.reconcile(OciRepository, key);
    await at.failed(Kustomization, key, /configmaps.*is forbidden|Forbidden/s);
  });

  test('uninstalled as documented: objects first, while the operator is there', async () => {
    const commands = await shell.documented('Uninstall');
    for (const command of commands.slice(0, 2)) await shell.run(command);
    expect(await cluster.client.list(Memcached)).toEqual([]);
    expect(operator.log().match(/"cleaned up"/g)).toHaveLength(2);
    const user = `system:serviceaccount:${SYSTEM}:${KEYS.manager.name}`;
    expect(refusedOf(await cluster.controlPlane.auditLog(), user, [withoutRights])).toEqual([]);
    // Its pod goes with its Deployment.
    expect(await operator.stop()).toBe(0);
    for (const command of commands.slice(2)) await shell.run(command);
    expect(await left()).toEqual([
      `ConfigMap ${SYSTEM}/kube-root-ca.crt`,
      `ConfigMap ${SYSTEM}/${VALUES}`,
      `ConfigMap ${TEAM}/kube-root-ca.crt`,
      'CustomResourceDefinition memcacheds.cache.example.com',
      `Lease ${SYSTEM}/memcached-operator`,
      `Namespace ${SYSTEM}`,
      `Namespace ${TEAM}`,
      `RoleBinding ${TEAM}/memcached-operator-memcached-editor`,
      `ServiceAccount ${SYSTEM}/default`,
      `ServiceAccount ${TEAM}/default`,
      `ServiceAccount ${TEAM}/${TEAM}`,
    ]);
  });

  test('what stays goes by the documented commands, and then there is nothing', async () => {
    for (const what of ['crd', 'namespace'])
      for (const command of await shell.mentioned('Uninstall', `kubectl delete ${what}`)) await shell.run(command);
    expect(await left()).toEqual([]);
  });
});
