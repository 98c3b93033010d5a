/** The client on the embedded API server: what is there afterwards, and what it says. */
import { describe, expect, onTestFinished, test } from 'vitest';
import {
  AlreadyExists,
  BadRequest,
  type Client,
  type Clock,
  Conflict,
  ConnectionError,
  createClient,
  createTransport,
  Invalid,
  logWarnings,
  NotFound,
  systemClock,
  UnsupportedMediaType,
} from 'k8s-operator-runtime';
import { ConfigMap, CustomResourceDefinition, Deployment } from 'k8s-operator-runtime/kinds';
import { definition, Gadget } from './gadget.ts';
import { liveClient } from './live-client.ts';
import { deployment, key, namespace } from './sample-deployment.ts';
import { scriptedServer } from './scripted-server.ts';

const map = (name: string, labels: Record<string, string> = {}, data: Record<string, string> = {}) => ({
  metadata: { namespace, name, labels },
  data,
});

describe('one object', () => {
  test('is created, read, replaced and deleted', async () => {
    const { client } = await liveClient();
    const created = await client.create(ConfigMap, map('a', {}, { x: '1' }));
    expect(await client.get(ConfigMap, key)).toEqual(created);
    const updated = await client.update(ConfigMap, { ...created, data: { x: '2' } });
    expect(updated.data).toEqual({ x: '2' });
    await expect(client.update(ConfigMap, { ...created, data: { x: '3' } })).rejects.toThrow(Conflict);
    await expect(client.create(ConfigMap, map('a'))).rejects.toThrow(AlreadyExists);
    expect([await client.delete(ConfigMap, key), await client.delete(ConfigMap, key)]).toEqual([true, false]);
    expect(await client.get(ConfigMap, key)).toBeUndefined();
  });

  test('gets its name from the server when asked', async () => {
    const { client } = await liveClient();
    const { metadata } = await client.create(ConfigMap, { metadata: { namespace, generateName: 'made-' } });
    expect(metadata.name).toMatch(/^made-.{5}$/);
    expect(await client.get(ConfigMap, { namespace, name: metadata.name })).toBeDefined();
  });

  test('is replaced without the managed fields that were read of it', async () => {
    const { client, clientWith } = await liveClient();
    const first = await client.apply(ConfigMap, map('a', {}, { x: '1' }));
    const partial = { ...first, metadata: { ...first.metadata, managedFields: [] } };
    const other = {
      manager: 'nobody',
      operation: 'Apply',
      apiVersion: 'v1',
      fieldsType: 'FieldsV1',
      fieldsV1: {},
    } as const;
    const updated = await clientWith({ fieldManager: 'other' }).update(ConfigMap, {
      ...partial,
      metadata: { ...partial.metadata, managedFields: [other] },
      data: { x: '1', y: '2' },
    });
    expect(updated.metadata.managedFields?.map(({ manager }) => manager)).toEqual(['test', 'other']);
  });

  test.each([
    ['is deleted only if it is this one', { uid: 'other' }],
    ['is deleted only in this state', { resourceVersion: '1' }],
  ])('%s', async (_, preconditions) => {
    const { client } = await liveClient();
    const { metadata } = await client.create(ConfigMap, map('a'));
    await expect(client.delete(ConfigMap, key, { preconditions })).rejects.toThrow(Conflict);
    expect(await client.delete(ConfigMap, key, { preconditions: { uid: metadata.uid } })).toBe(true);
  });

  test('is only tried', async () => {
    const { client, clientWith } = await liveClient();
    const dry = clientWith({ dryRun: true });
    expect((await dry.create(ConfigMap, map('a'))).metadata.uid).toBeDefined();
    expect((await client.create(ConfigMap, map('a'), { dryRun: true })).metadata.name).toBe('a');
    expect(await client.get(ConfigMap, key)).toBeUndefined();
    await dry.create(ConfigMap, map('a'), { dryRun: false });
    await dry.patch(ConfigMap, key, { data: { x: '1' } });
    await dry.delete(ConfigMap, key);
    await dry.deleteAllOf(ConfigMap, { namespace });
    expect((await client.get(ConfigMap, key))?.data).toBeUndefined();
  });

  test.each(['', '..', 'a/b', 'a%2fb', undefined as never])('cannot be named %j', async (name) => {
    const { client } = await liveClient();
    await expect(client.get(ConfigMap, { namespace, name })).rejects.toThrow('is no valid name');
    await expect(client.delete(ConfigMap, { namespace, name })).rejects.toThrow('is no valid name');
  });

  test('of a namespaced kind needs a namespace', async () => {
    const { client } = await liveClient();
    await expect(client.get(ConfigMap, { name: 'a' })).rejects.toThrow('a namespace must be given');
    const draft = { metadata: { name: 'a' } };
    await expect(client.create(ConfigMap, draft)).rejects.toThrow('a namespace must be given');
    await expect(client.update(ConfigMap, draft)).rejects.toThrow('a namespace must be given');
    await expect(client.subresource(ConfigMap, 'scale').create(draft.metadata)).rejects.toThrow(
      'a namespace must be given',
    );
  });

  test('of a kind that the server does not have is an error, not nothing', async () => {
    const { client } = await liveClient();
    await expect(client.get(Gadget, key)).rejects.toThrow(NotFound);
  });
});

describe('patches', () => {
  test('merge, by operations, by the keys of lists', async () => {
    const { client } = await liveClient();
    await client.create(Deployment, deployment);
    expect((await client.patch(Deployment, key, { spec: { replicas: 2 } })).spec.replicas).toBe(2);
    const operations = [
      { op: 'test', path: '/spec/replicas', value: 2 },
      { op: 'replace', path: '/spec/replicas', value: 3 },
    ] as const;
    expect((await client.patch(Deployment, key, operations)).spec.replicas).toBe(3);
    await expect(client.patch(Deployment, key, operations)).rejects.toThrow(Invalid);
    const sidecar = { spec: { template: { spec: { containers: [{ name: 'side', image: 'example.com/side:1' }] } } } };
    const merged = await client.patch(Deployment, key, sidecar, { type: 'strategic' });
    expect(merged.spec.template.spec?.containers.map(({ name }) => name).toSorted()).toEqual(['main', 'side']);
    const replaced = await client.patch(Deployment, key, sidecar);
    expect(replaced.spec.template.spec?.containers.map(({ name }) => name)).toEqual(['side']);
  });

  test('a custom resource takes no strategic one', async () => {
    const { client } = await liveClient({});
    await client.create(CustomResourceDefinition, definition as never);
    await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
    await expect(client.patch(Gadget, key, { spec: { text: 'y' } }, { type: 'strategic' })).rejects.toThrow(
      UnsupportedMediaType,
    );
  });

  test('apply owns what it says, and lets go of what it no longer says', async () => {
    const { client, clientWith } = await liveClient();
    const other = clientWith({ fieldManager: 'other' });
    await client.apply(ConfigMap, { metadata: key, data: { x: '1', y: '1' } });
    const wanted = { metadata: key, data: { x: '2' } };
    await expect(other.apply(ConfigMap, wanted)).rejects.toThrow(Conflict);
    expect((await other.apply(ConfigMap, wanted, { force: true })).data).toEqual({ x: '2', y: '1' });
    expect((await client.apply(ConfigMap, { metadata: key })).data).toEqual({ x: '2' });
  });
});

describe('fields that a kind does not have', () => {
  const odd = { metadata: key, dta: { x: '1' } } as never;

  test('are warned of, once for each text in a log', async () => {
    const { clientWith } = await liveClient();
    const told: string[] = [];
    const client = clientWith({ onWarning: (warning, request) => told.push(`${request}: ${warning}`) });
    await client.create(ConfigMap, odd);
    expect(told).toEqual(['POST /api/v1/namespaces/default/configmaps: unknown field "dta"']);

    const lines: string[] = [];
    const warn = (message: string) => void lines.push(message);
    const log = { debug: warn, info: warn, warn, error: warn };
    const logging = clientWith({ onWarning: logWarnings(log) });
    await logging.apply(ConfigMap, map('b'));
    await logging.patch(ConfigMap, key, { dtb: 1 });
    await logging.patch(ConfigMap, key, { dtb: 2 });
    expect(lines).toEqual(['The API server warns: unknown field "dtb"']);
  });

  test('are refused by a strict client, and passed over by a call that says so', async () => {
    const { clientWith } = await liveClient();
    const told: string[] = [];
    const strict = clientWith({ fieldValidation: 'Strict', onWarning: (warning) => told.push(warning) });
    await expect(strict.create(ConfigMap, odd)).rejects.toThrow(BadRequest);
    await strict.create(ConfigMap, odd, { fieldValidation: 'Ignore' });
    expect(told).toEqual([]);
  });
});

test.each<[string, (client: Client) => Promise<unknown>]>([
  ['get', (client) => client.get(ConfigMap, key, { timeout: 50 })],
  ['list', (client) => client.list(ConfigMap, { timeout: 50 })],
  ['create', (client) => client.create(ConfigMap, map('a'), { timeout: 50 })],
  ['deleteAllOf', (client) => client.deleteAllOf(ConfigMap, { namespace, timeout: 50 })],
  ['subresource', (client) => client.subresource(Deployment, 'scale').get(key, { timeout: 50 })],
])('%s takes no longer than it may', async (_, call) => {
  const silent = () => {};
  await using server = await scriptedServer(...Array.from({ length: 5 }, () => silent));
  const clock: Clock = { ...systemClock, schedule: (_, callback) => systemClock.schedule(0, callback) };
  const transport = createTransport({ kubeConfig: server.kubeConfig, userAgent: 'test', clock });
  onTestFinished(transport.close);
  const error = await call(createClient({ transport, fieldManager: 'test' })).catch((error: unknown) => error);
  expect(error).toBeInstanceOf(ConnectionError);
});
