/** Finalizers, owner references and conditions. */
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  addFinalizer,
  AlreadyOwned,
  type Condition,
  Conflict,
  controllerReference,
  createClient,
  createTransport,
  findCondition,
  hasFinalizer,
  hasOwnerReference,
  Invalid,
  isConditionFalse,
  isConditionTrue,
  isControlledBy,
  type Ownable,
  ownerReference,
  removeCondition,
  removeFinalizer,
  removeOwnerReference,
  setCondition,
  setControllerReference,
  setOwnerReference,
} from 'k8s-operator-runtime';
import { ConfigMap } from 'k8s-operator-runtime/kinds';
import { liveClient } from './live-client.ts';
import { json, reset, scriptedServer } from './scripted-server.ts';

const key = { namespace: 'default', name: 'a' };

describe('finalizers', () => {
  const setup = async (...finalizers: readonly string[]) => {
    const { client } = await liveClient();
    const object = await client.create(ConfigMap, { metadata: { ...key, finalizers } });
    const live = async () => (await client.get(ConfigMap, key))?.metadata.finalizers;
    return { client, object, live };
  };

  test('are added and removed among those of others', async () => {
    const { client, object, live } = await setup('example.com/other');
    const added = await addFinalizer(client, ConfigMap, object, 'example.com/mine');
    expect(await live()).toEqual(['example.com/other', 'example.com/mine']);
    expect(added && hasFinalizer(added, 'example.com/mine')).toBe(true);
    expect(await addFinalizer(client, ConfigMap, added ?? object, 'example.com/mine')).toBe(added);
    const removed = await removeFinalizer(client, ConfigMap, added ?? object, 'example.com/mine');
    expect(await live()).toEqual(['example.com/other']);
    expect(removed && (await removeFinalizer(client, ConfigMap, removed, 'example.com/mine'))).toBe(removed);
  });

  test('are the first, and the last', async () => {
    const { client, object, live } = await setup();
    const added = await addFinalizer(client, ConfigMap, object, 'example.com/mine');
    expect(await live()).toEqual(['example.com/mine']);
    await removeFinalizer(client, ConfigMap, added ?? object, 'example.com/mine');
    expect(await live()).toBeUndefined();
  });

  test('do not mind changes of the rest', async () => {
    const { client, object, live } = await setup();
    await client.patch(ConfigMap, key, { data: { x: '1' } });
    await addFinalizer(client, ConfigMap, object, 'example.com/mine');
    expect(await live()).toEqual(['example.com/mine']);
  });

  test('are a conflict when others changed theirs', async () => {
    const { client, object, live } = await setup('example.com/mine');
    await client.patch(ConfigMap, key, { metadata: { finalizers: ['example.com/other', 'example.com/mine'] } });
    await expect(removeFinalizer(client, ConfigMap, object, 'example.com/mine')).rejects.toThrow(Conflict);
    await expect(addFinalizer(client, ConfigMap, object, 'example.com/third')).rejects.toThrow(Conflict);
    expect(await live()).toEqual(['example.com/other', 'example.com/mine']);
  });

  test('are a conflict, not there twice, when the answer was lost and they are sent again', async () => {
    const made = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { ...key, uid: '1' } } as unknown as ConfigMap;
    await using server = await scriptedServer(
      reset,
      json({ kind: 'Status', code: 422, reason: 'Invalid', details: {} }, 422),
    );
    const transport = createTransport({ kubeConfig: server.kubeConfig, userAgent: 'test' });
    onTestFinished(transport.close);
    const client = createClient({ transport, fieldManager: 'test' });
    await expect(addFinalizer(client, ConfigMap, made, 'example.com/mine')).rejects.toThrow(Conflict);
    expect(server.requests).toHaveLength(2);
  });

  test('are not put on a namesake', async () => {
    const { client, object, live } = await setup();
    await client.delete(ConfigMap, key);
    expect(await addFinalizer(client, ConfigMap, object, 'example.com/mine')).toBeUndefined();
    await client.create(ConfigMap, { metadata: key });
    await expect(addFinalizer(client, ConfigMap, object, 'example.com/mine')).rejects.toThrow(Conflict);
    expect(await live()).toBeUndefined();
  });

  test('cannot be put on what is being deleted', async () => {
    const { client, object } = await setup('example.com/other');
    await client.delete(ConfigMap, key);
    const error = await addFinalizer(client, ConfigMap, object, 'example.com/mine').catch((error: unknown) => error);
    expect(error).toBeInstanceOf(Invalid);
    expect(error).not.toBeInstanceOf(Conflict);
  });

  test('let the object go with the last one', async () => {
    const { client, object } = await setup('example.com/mine');
    await client.delete(ConfigMap, key);
    await removeFinalizer(client, ConfigMap, object, 'example.com/mine');
    expect(await client.get(ConfigMap, key)).toBeUndefined();
  });
});

describe('owners', () => {
  const object = (name: string, uid: string, namespace?: string, apiVersion = 'example.com/v1') => ({
    apiVersion,
    kind: 'Gadget',
    metadata: { name, uid, resourceVersion: '1', creationTimestamp: '', ...(namespace && { namespace }) },
  });
  const owner = object('a', '1', 'default');
  const child = (): Ownable & { metadata: { ownerReferences?: readonly object[] } } => ({
    kind: 'ConfigMap',
    metadata: { name: 'child', namespace: 'default' },
  });
  const reference = { apiVersion: 'example.com/v1', kind: 'Gadget', name: 'a', uid: '1' };

  test('plain ones and the controller, each once', () => {
    const draft = child();
    setOwnerReference(owner, draft);
    setOwnerReference(object('b', '2', 'default'), draft);
    setControllerReference(owner, draft, { blockOwnerDeletion: true });
    setControllerReference(owner, draft);
    setOwnerReference(owner, draft);
    expect(draft.metadata.ownerReferences).toEqual([
      { ...reference, controller: true },
      { ...reference, name: 'b', uid: '2' },
    ]);
    expect([isControlledBy(owner, draft), isControlledBy(object('b', '2'), draft)]).toEqual([true, false]);
    expect([removeOwnerReference(owner, draft), removeOwnerReference(owner, draft)]).toEqual([true, false]);
    expect([hasOwnerReference(owner, draft), hasOwnerReference(object('b', '2'), draft)]).toEqual([false, true]);
  });

  test('block deletion when asked', () => {
    expect(ownerReference(owner)).toEqual(reference);
    expect(ownerReference(owner, { blockOwnerDeletion: true })).toEqual({ ...reference, blockOwnerDeletion: true });
    expect(controllerReference(owner, { blockOwnerDeletion: true })).toMatchObject({ blockOwnerDeletion: true });
  });

  test('an owner that was made anew, or is of another version, takes its place', () => {
    const draft = child();
    setControllerReference(owner, draft);
    setControllerReference(object('a', '9', 'default', 'example.com/v2'), draft);
    expect(draft.metadata.ownerReferences).toMatchObject([{ apiVersion: 'example.com/v2', uid: '9' }]);
  });

  test('only one can be the controller', () => {
    const draft = child();
    setControllerReference(owner, draft);
    expect(() => setControllerReference(object('b', '2', 'default'), draft)).toThrow(
      new AlreadyOwned(draft, { ...reference, controller: true }),
    );
  });

  test('of the same namespace, or of the cluster', () => {
    expect(() => setOwnerReference(object('a', '1', 'other'), child())).toThrow('which is in namespace "default"');
    const draft = child();
    setOwnerReference(object('a', '1'), draft);
    expect(draft.metadata.ownerReferences).toEqual([reference]);
  });

  test('a namespaced one cannot own what has no namespace', () => {
    expect(() => setOwnerReference(owner, { kind: 'Node', metadata: { name: 'n' } })).toThrow(
      'which is in no namespace',
    );
  });
});

describe('conditions', () => {
  const now = new Date('2026-01-02T03:04:05.678Z');
  const before = '2026-01-01T00:00:00Z';
  const ready: Condition = { type: 'Ready', status: 'True', reason: 'Done', message: '', lastTransitionTime: before };
  const other: Condition = { ...ready, type: 'Other', status: 'False' };
  const list = [ready, other];

  test.each<[string, Parameters<typeof setCondition>[1], readonly Condition[]]>([
    ['the same changes nothing', { type: 'Ready', status: 'True', reason: 'Done', message: '' }, list],
    [
      'another message keeps the time',
      { ...ready, message: 'x', lastTransitionTime: '' },
      [{ ...ready, message: 'x' }, other],
    ],
    [
      'another status has a time of its own',
      { type: 'Ready', status: 'False', reason: 'Done', message: '' },
      [{ ...ready, status: 'False', lastTransitionTime: '2026-01-02T03:04:05Z' }, other],
    ],
    [
      'or the time that is given',
      { ...ready, status: 'False', lastTransitionTime: '2026-01-01T12:00:00Z' },
      [{ ...ready, status: 'False', lastTransitionTime: '2026-01-01T12:00:00Z' }, other],
    ],
    [
      'a new one comes last',
      { type: 'New', status: 'Unknown', reason: 'R', message: 'm', observedGeneration: 2 },
      [
        ...list,
        {
          type: 'New',
          status: 'Unknown',
          reason: 'R',
          message: 'm',
          observedGeneration: 2,
          lastTransitionTime: '2026-01-02T03:04:05Z',
        },
      ],
    ],
  ])('%s', (_, stated, expected) => {
    expect(setCondition(list, stated, now)).toEqual(expected);
    expect(list).toEqual([ready, other]);
  });

  test('the very list when nothing changes', () => {
    expect(setCondition(list, ready, now)).toBe(list);
    expect(removeCondition(list, 'None')).toBe(list);
    expect(removeCondition(list, 'Ready')).toEqual([other]);
    expect(setCondition(undefined, ready, now)).toEqual([ready]);
  });

  test('read', () => {
    expect(findCondition(list, 'Other')).toBe(other);
    expect([
      isConditionTrue(list, 'Ready'),
      isConditionTrue(list, 'Other'),
      isConditionTrue(undefined, 'Ready'),
    ]).toEqual([true, false, false]);
    expect([isConditionFalse(list, 'Other'), isConditionFalse(list, 'None')]).toEqual([true, false]);
  });
});
