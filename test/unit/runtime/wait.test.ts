/** Waiting for objects on the embedded API server, and what the ready-made conditions hold for. */
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, expectTypeOf, test } from 'vitest';
import {
  and,
  deleteAndWait,
  Forbidden,
  hasCondition,
  isCrdEstablished,
  isCreated,
  isDeleted,
  isDeploymentComplete,
  isIngressProvisioned,
  isJobCompleted,
  isPodRunning,
  isServiceLoadBalancerProvisioned,
  not,
  or,
  removeFinalizer,
  waitFor,
  WaitTimeout,
} from 'k8s-operator-runtime';
import { ConfigMap, CustomResourceDefinition, Deployment } from 'k8s-operator-runtime/kinds';
import { virtualClock } from 'k8s-operator-runtime/testing';
import { definition, Gadget } from './gadget.ts';
import { liveClient } from './live-client.ts';
import { createClient, createTransport } from 'k8s-operator-runtime';
import { failure, scriptedServer } from './scripted-server.ts';

const namespace = 'default';
const key = { namespace, name: 'a' };

describe('waitFor', () => {
  test('what is so already', async () => {
    const { client } = await liveClient();
    const made = await client.create(ConfigMap, { metadata: key });
    const found = await waitFor(client, ConfigMap, key, isCreated);
    expectTypeOf(found).toEqualTypeOf<ConfigMap>();
    expect(found).toEqual(made);
    expect(await waitFor(client, ConfigMap, { ...key, name: 'b' }, isDeleted(made.metadata.uid))).toBeUndefined();
  });

  test('what comes to be so, and no other object', async () => {
    const { client } = await liveClient();
    const waiting = waitFor(client, ConfigMap, key, (map) => map?.data?.['x'] === '2');
    await client.create(ConfigMap, { metadata: { namespace, name: 'b' }, data: { x: '2' } });
    await client.create(ConfigMap, { metadata: key, data: { x: '1' } });
    await client.patch(ConfigMap, key, { data: { x: '2' } });
    expect(await waiting).toMatchObject({ metadata: { name: 'a' }, data: { x: '2' } });
  });

  test('workloads that become ready', async () => {
    const { client } = await liveClient({ workloads: {} });
    const labels = { app: 'a' };
    await client.create(Deployment, {
      metadata: key,
      spec: {
        replicas: 2,
        selector: { matchLabels: labels },
        template: { metadata: { labels }, spec: { containers: [{ name: 'main', image: 'example.com/main:1' }] } },
      },
    });
    const ready = await waitFor(client, Deployment, key, and(isDeploymentComplete, hasCondition('Available')));
    expect(ready?.status?.availableReplicas).toBe(2);
  });

  test('a kind that is installed meanwhile', async () => {
    const { client } = await liveClient({});
    const waiting = waitFor(client, Gadget, key, isCreated);
    await client.create(CustomResourceDefinition, definition as never);
    await waitFor(client, CustomResourceDefinition, { name: definition.metadata.name }, isCrdEstablished);
    await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
    expect((await waiting).spec.text).toBe('x');
  });

  test.each([
    ['is not there', false, 'ConfigMap default/a: waited 0.05 s, and it is not there.'],
    ['is otherwise', true, 'ConfigMap default/a: waited 0.05 s, and it is there, but not as wanted.'],
  ])('not for ever: what %s', async (_, exists, message) => {
    const { client } = await liveClient();
    const made = exists ? await client.create(ConfigMap, { metadata: key }) : undefined;
    const clock = virtualClock();
    const looked = Promise.withResolvers<void>();
    const never = () => {
      looked.resolve();
      return false;
    };
    const waiting = waitFor(client, ConfigMap, key, never, { timeout: '50ms', clock }).catch((error: unknown) => error);
    await looked.promise;
    await clock.advance(50);
    const error = await waiting;
    expect(error).toBeInstanceOf(WaitTimeout);
    expect(error).toMatchObject({ message, object: made });
  });

  test('for one object, and no longer than can be told', async () => {
    const { client } = await liveClient();
    await client.create(ConfigMap, { metadata: key });
    await expect(waitFor(client, ConfigMap, { name: key.name }, isCreated)).rejects.toThrow(
      'a namespace must be given',
    );
    await expect(waitFor(client, ConfigMap, key, isCreated, { timeout: 'soon' })).rejects.toThrow('is no duration');
    expect((await waitFor(client, ConfigMap, key, isCreated, { timeout: Infinity })).metadata.name).toBe(key.name);
  });

  test('until the signal', async () => {
    const { client } = await liveClient();
    const stop = new AbortController();
    const waiting = waitFor(client, ConfigMap, key, isCreated, { signal: stop.signal });
    stop.abort(new Error('enough'));
    await expect(waiting).rejects.toThrow('enough');
  });

  test('not for what waiting does not change', async () => {
    await using server = await scriptedServer(...Array.from({ length: 5 }, () => failure(403, 'Forbidden')));
    const transport = createTransport({ kubeConfig: server.kubeConfig, userAgent: 'test' });
    const client = createClient({ transport, fieldManager: 'test' });
    await expect(waitFor(client, ConfigMap, key, isCreated)).rejects.toThrow(Forbidden);
    await transport.close();
  });
});

test('deleteAndWait comes back when the finalizers have run', async () => {
  const { client } = await liveClient();
  expect(await deleteAndWait(client, ConfigMap, key)).toBe(false);
  const made = await client.create(ConfigMap, { metadata: { ...key, finalizers: ['example.com/a'] } });
  const done: string[] = [];
  const deleting = deleteAndWait(client, ConfigMap, key).then((deleted) => done.push(`deleted ${deleted}`));
  await waitFor(client, ConfigMap, key, (map) => map?.metadata.deletionTimestamp !== undefined);
  await sleep(20);
  done.push('cleaned up');
  await removeFinalizer(client, ConfigMap, made, 'example.com/a');
  await deleting;
  expect(done).toEqual(['cleaned up', 'deleted true']);
});

describe('conditions', () => {
  const object = (status: object, more: object = {}): never =>
    ({ metadata: { uid: '1', generation: 2 }, spec: {}, status, ...more }) as never;
  const conditions = (type: string, status: string, more: object = {}) => ({ conditions: [{ type, status, ...more }] });
  const balanced = (ingress: readonly object[]) => ({ loadBalancer: { ingress } });
  const counts = (count: number, observedGeneration = 2) => ({
    observedGeneration,
    replicas: count,
    updatedReplicas: count,
    availableReplicas: count,
  });

  test.each<[string, (object: never) => boolean, never | undefined, boolean]>([
    ['isCreated', isCreated, object({}), true],
    ['isCreated of none', isCreated, undefined, false],
    ['isDeleted', isDeleted('1'), object({}), false],
    ['isDeleted of another', isDeleted('2'), object({}), true],
    ['isDeleted of none', isDeleted('1'), undefined, true],
    ['isPodRunning', isPodRunning, object({ phase: 'Running' }), true],
    ['isPodRunning, pending', isPodRunning, object({ phase: 'Pending' }), false],
    ['isJobCompleted', isJobCompleted, object(conditions('Complete', 'True')), true],
    ['isJobCompleted, failed', isJobCompleted, object(conditions('Failed', 'True')), false],
    ['isCrdEstablished', isCrdEstablished, object(conditions('Established', 'True')), true],
    ['isCrdEstablished, not yet', isCrdEstablished, object(conditions('Established', 'False')), false],
    ['hasCondition', hasCondition('Ready'), object(conditions('Ready', 'True')), true],
    ['hasCondition False', hasCondition('Ready', 'False'), object(conditions('Ready', 'False')), true],
    ['hasCondition of no status', hasCondition('Ready'), { metadata: {} } as never, false],
    ['hasCondition of none', hasCondition('Ready', 'False'), undefined, false],
    [
      'hasCondition, of before',
      hasCondition('Ready'),
      object(conditions('Ready', 'True', { observedGeneration: 1 })),
      false,
    ],
    [
      'hasCondition, of now',
      hasCondition('Ready'),
      object(conditions('Ready', 'True', { observedGeneration: 2 })),
      true,
    ],
    ['isDeploymentComplete', isDeploymentComplete, object(counts(1)), true],
    ['isDeploymentComplete, of before', isDeploymentComplete, object(counts(1, 1)), false],
    ['isDeploymentComplete, too many', isDeploymentComplete, object({ ...counts(1), replicas: 2 }), false],
    ['isDeploymentComplete at 0', isDeploymentComplete, object(counts(0), { spec: { replicas: 0 } }), true],
    ['a load balancer', isServiceLoadBalancerProvisioned, object(balanced([{ ip: '10.0.0.1' }])), true],
    ['no load balancer', isServiceLoadBalancerProvisioned, object({ loadBalancer: {} }), false],
    ['an ingress', isIngressProvisioned, object(balanced([{ hostname: 'example.com' }])), true],
    ['an ingress without address', isIngressProvisioned, object(balanced([{}])), false],
    ['and', and(isCreated, hasCondition('Ready')), object(conditions('Ready', 'False')), false],
    ['or', or(hasCondition('Ready'), isCreated), object({}), true],
    ['not', not(isCreated), undefined, true],
  ])('%s', (_, condition, given, expected) => {
    expect(condition(given as never)).toBe(expected);
  });
});
