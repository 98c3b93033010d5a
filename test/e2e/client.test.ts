/** The client on a real API server: what the embedded one does not have, and what only real processes do. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import {
  addFinalizer,
  type Client,
  Conflict,
  createClient,
  createTransport,
  Invalid,
  isCrdEstablished,
  metadataOnly,
  removeFinalizer,
  UnknownKind,
  waitFor,
} from 'k8s-operator-runtime';
import {
  APIService,
  ConfigMap,
  CustomResourceDefinition,
  Deployment,
  Namespace,
  Pod,
  Secret,
  ServiceAccount,
} from 'k8s-operator-runtime/kinds';
import { type TestEnvironment, testEnvironment } from 'k8s-operator-runtime/testing';
import { dirname } from 'node:path';
import { findBinaries } from '../control-plane/assets.ts';
import { controlPlaneAvailable } from '../control-plane/gate.ts';
import { definition, Gadget } from '../unit/runtime/gadget.ts';

const namespace = 'default';
const key = { namespace, name: 'a' };
const labels = { app: 'a' };
const container = { name: 'main', image: 'example.com/main:1' };

describe.runIf(await controlPlaneAvailable('The client on kube-apiserver'))('the client on kube-apiserver', () => {
  let environment: TestEnvironment;
  let client: Client;
  const warnings: string[] = [];
  let close: () => Promise<void>;

  beforeAll(async () => {
    const binaries = await findBinaries(() => {});
    environment = await testEnvironment({ assets: dirname(binaries.etcd) });
    const transport = createTransport({ kubeConfig: environment.kubeConfig(), userAgent: 'test' });
    close = transport.close;
    const onWarning = (warning: string) => void warnings.push(warning);
    client = createClient({ transport, fieldManager: 'test', onWarning });
    await client.create(ServiceAccount, { metadata: { namespace, name: 'default' } });
  });
  afterAll(async () => {
    await close?.();
    await environment?.stop();
  });

  test('scale is read, replaced, patched, and applied within the fields that others own', async () => {
    const template = { metadata: { labels }, spec: { containers: [container] } };
    await client.create(Deployment, {
      metadata: key,
      spec: { replicas: 1, selector: { matchLabels: labels }, template },
    });
    const scale = client.subresource(Deployment, 'scale');
    const read = await scale.get(key);
    expect((await scale.update(key, { ...read, spec: { replicas: 2 } })).spec?.replicas).toBe(2);
    expect((await scale.patch(key, { spec: { replicas: 3 } })).spec?.replicas).toBe(3);
    const wanted = { spec: { replicas: 4 } };
    await expect(scale.apply(key, wanted, { fieldManager: 'autoscaler' })).rejects.toThrow(Conflict);
    expect((await scale.apply(key, wanted, { fieldManager: 'autoscaler', force: true })).spec?.replicas).toBe(4);
    expect((await client.get(Deployment, key))?.spec.replicas).toBe(4);
  });

  test('pods are resized, debugged, bound and evicted', async () => {
    const at = { namespace, name: 'pod' };
    await client.create(Pod, {
      metadata: at,
      spec: { containers: [{ ...container, resources: { requests: { cpu: '1' } } }] },
    });
    const debug = { spec: { ephemeralContainers: [{ name: 'debug', image: 'example.com/debug:1' }] } };
    const debugged = await client.subresource(Pod, 'ephemeralcontainers').patch(at, debug, { type: 'strategic' });
    expect(debugged.spec.ephemeralContainers).toHaveLength(1);
    const more = { spec: { containers: [{ name: 'main', resources: { requests: { cpu: '2' } } }] } };
    const resized = await client.subresource(Pod, 'resize').patch(at, more, { type: 'strategic' });
    expect(resized.spec.containers[0]?.resources?.requests).toEqual({ cpu: '2' });
    await client.subresource(Pod, 'binding').create(at, { target: { kind: 'Node', name: 'node' } });
    expect((await client.get(Pod, at))?.spec.nodeName).toBe('node');
    const evicted = await client.subresource(Pod, 'eviction').create(at, { deleteOptions: { gracePeriodSeconds: 0 } });
    expect(evicted.status).toBe('Success');
    expect(await client.get(Pod, at)).toBeUndefined();
  });

  test('a namespace is finalized, a token is issued', async () => {
    const at = { name: 'finalized' };
    await client.create(Namespace, { metadata: at });
    await client.delete(Namespace, at);
    const live = await client.get(Namespace, at);
    await client.subresource(Namespace, 'finalize').update(at, { ...live, spec: { finalizers: [] } });
    expect(await client.get(Namespace, at)).toBeUndefined();
    const spec = { audiences: ['vault'], expirationSeconds: 600 };
    const { status } = await client
      .subresource(ServiceAccount, 'token')
      .create({ namespace, name: 'default' }, { spec });
    expect(status?.token?.split('.')).toHaveLength(3);
  });

  test('finalizers are patched with tests, and a test that fails is a conflict', async () => {
    const at = { namespace, name: 'finalizers' };
    const made = await client.create(ConfigMap, { metadata: at });
    await client.patch(ConfigMap, at, { data: { x: '1' } });
    const first = await addFinalizer(client, ConfigMap, made, 'example.com/a');
    await expect(addFinalizer(client, ConfigMap, made, 'example.com/b')).rejects.toThrow(Conflict);
    const second = await addFinalizer(client, ConfigMap, first ?? made, 'example.com/b');
    await client.delete(ConfigMap, at);
    const late = await addFinalizer(client, ConfigMap, second ?? made, 'example.com/c').catch(
      (error: unknown) => error,
    );
    expect(late).toBeInstanceOf(Invalid);
    const left = await removeFinalizer(client, ConfigMap, second ?? made, 'example.com/a');
    await removeFinalizer(client, ConfigMap, left ?? made, 'example.com/b');
    expect(await client.get(ConfigMap, at)).toBeUndefined();
  });

  test('unknown fields are warned of', async () => {
    warnings.length = 0;
    await client.create(ConfigMap, { metadata: { namespace, generateName: 'warned-' }, dta: {} } as never);
    expect(warnings).toEqual(['unknown field "dta"']);
  });

  test('metadata alone', async () => {
    await client.create(Secret, { metadata: key, stringData: { password: 'hidden' } });
    const Meta = metadataOnly(Secret);
    const read = await client.get(Meta, key);
    expect(read).toEqual({ apiVersion: 'v1', kind: 'Secret', metadata: expect.objectContaining({ name: 'a' }) });
    expect(await client.list(Meta, { namespace, fields: { 'metadata.name': 'a' } })).toEqual([read]);
    const patched = await client.patch(Meta, key, { metadata: { labels } });
    expect(patched).toMatchObject({ apiVersion: 'v1', kind: 'Secret', metadata: { labels } });
    for await (const change of client.watch(Meta, { namespace, labels })) {
      expect(change).toMatchObject({ type: 'replace', objects: [patched] });
      break;
    }
  });

  test('kinds that come later are found; of an API server that is down is told so', async () => {
    await expect(client.kindOf({ group: 'example.com', kind: 'Gadget' })).rejects.toThrow(UnknownKind);
    await client.create(CustomResourceDefinition, definition as never);
    await waitFor(client, CustomResourceDefinition, { name: definition.metadata.name }, isCrdEstablished);
    await client.create(APIService, {
      metadata: { name: 'v1.down.example.com' },
      spec: {
        group: 'down.example.com',
        version: 'v1',
        groupPriorityMinimum: 100,
        versionPriority: 10,
        insecureSkipTLSVerify: true,
        service: { namespace, name: 'none', port: 443 },
      },
    });
    const found = async (name: { readonly group: string; readonly kind: string }): Promise<unknown> => {
      for (;;) {
        const answer = await client.kindOf(name).catch((error: Error) => error.message);
        if (typeof answer !== 'string' || answer.includes('does not answer')) return answer;
        await sleep(200);
      }
    };
    expect(await found({ group: 'example.com', kind: 'Gadget' })).toEqual(Gadget);
    expect(await found({ group: 'down.example.com', kind: 'Thing' })).toContain('is not known');
    await client.delete(APIService, { name: 'v1.down.example.com' });
  });

  test('a list goes on after etcd was compacted and the API server restarted', async () => {
    const names = Array.from({ length: 9 }, (_, index) => `page-${index}`);
    for (const name of names) await client.create(ConfigMap, { metadata: { namespace, name, labels: { paged: '' } } });
    const seen: string[] = [];
    for await (const { items } of client.pages(ConfigMap, { namespace, labels: 'paged', limit: 4 })) {
      seen.push(...items.map(({ metadata }) => metadata.name));
      if (seen.length > 4) continue;
      await client.delete(ConfigMap, { namespace, name: 'page-5' });
      await environment.compact();
      await environment.restartApiServer();
    }
    expect(seen).toEqual(names.filter((name) => name !== 'page-5'));
  });
});
