/** Kinds by name, as the server has them. */
import { describe, expect, onTestFinished, test } from 'vitest';
import { createClient, createTransport, isCrdEstablished, UnknownKind, waitFor } from 'k8s-operator-runtime';
import { ConfigMap, CustomResourceDefinition, Deployment, Namespace } from 'k8s-operator-runtime/kinds';
import { virtualClock } from '../../../runtime/src/testing/clock/virtual-clock.ts';
import { definition, Gadget } from './gadget.ts';
import { liveClient } from './live-client.ts';
import { failure, json, scriptedServer, type Step } from './scripted-server.ts';

const gadget = { apiVersion: 'example.com/v1', kind: 'Gadget' };

describe('by aggregated discovery', () => {
  test.each([
    [{ apiVersion: 'v1', kind: 'ConfigMap' }, ConfigMap],
    [{ apiVersion: 'apps/v1', kind: 'Deployment' }, Deployment],
    [{ group: 'apps', kind: 'Deployment' }, Deployment],
    [{ group: '', kind: 'Namespace' }, Namespace],
  ])('%j', async (name, kind) => {
    const { client } = await liveClient();
    expect(await client.kindOf(name)).toEqual(kind);
  });

  test('a kind by name is read and written as any other', async () => {
    const { client } = await liveClient();
    const kind = await client.kindOf({ apiVersion: 'v1', kind: 'ConfigMap' });
    await client.create(kind, { metadata: { namespace: 'default', name: 'a' }, data: { x: '1' } });
    expect((await client.get(kind, { namespace: 'default', name: 'a' }))?.['data']).toEqual({ x: '1' });
  });

  test('all kinds, with what can be done with them', async () => {
    const { client } = await liveClient();
    const deployments = (await client.kinds()).find(({ kind }) => kind.kind === 'Deployment');
    expect(deployments).toEqual({
      kind: Deployment,
      singular: 'deployment',
      shortNames: ['deploy'],
      verbs: expect.arrayContaining(['create', 'deletecollection', 'watch']),
      subresources: expect.arrayContaining(['scale', 'status']),
    });
  });

  test('a kind that is installed later is found, and not asked for at each question before', async () => {
    const clock = virtualClock();
    const { client, clientWith } = await liveClient({});
    const { kindOf } = clientWith({ clock });
    await expect(kindOf(gadget)).rejects.toThrow('has no kind Gadget in example.com/v1. Is its CRD installed?');
    await client.create(CustomResourceDefinition, definition as never);
    await waitFor(client, CustomResourceDefinition, { name: definition.metadata.name }, isCrdEstablished);
    await expect(kindOf(gadget)).rejects.toThrow(UnknownKind);
    await clock.advance(1_000);
    expect(await kindOf(gadget)).toEqual(Gadget);
  });
});

describe('from a server', () => {
  const scripted = async (...steps: readonly Step[]) => {
    const server = await scriptedServer(...steps);
    onTestFinished(() => server[Symbol.asyncDispose]());
    const transport = createTransport({ kubeConfig: server.kubeConfig, userAgent: 'test' });
    onTestFinished(transport.close);
    const clock = virtualClock();
    return { server, clock, client: createClient({ transport, fieldManager: 'test', clock }) };
  };
  const versions = json({ kind: 'APIVersions', versions: ['v1'] });
  const group = (name: string) => ({ name, versions: [{ groupVersion: `${name}/v1` }] });
  const groups = (...names: readonly string[]) => json({ kind: 'APIGroupList', groups: names.map(group) });
  const resources = (...entries: readonly object[]) => json({ kind: 'APIResourceList', resources: entries });
  const entry = (name: string, kind: string, namespaced = true) => ({ name, kind, namespaced, verbs: ['get'] });
  const core = resources(entry('configmaps', 'ConfigMap'), entry('namespaces', 'Namespace', false));
  const gadgets = resources(entry('gadgets', 'Gadget'), entry('gadgets/status', 'Gadget'));

  test('without aggregated discovery each group is asked, once', async () => {
    const { server, client } = await scripted(versions, core, groups('example.com'), gadgets);
    expect(await client.kindOf(gadget)).toEqual(Gadget);
    expect(await client.kindOf({ apiVersion: 'v1', kind: 'Namespace' })).toEqual(Namespace);
    expect(server.requests).toEqual(['GET /api', 'GET /api/v1', 'GET /apis', 'GET /apis/example.com/v1']);
  });

  test('that does not take the header of aggregated discovery', async () => {
    const refused = failure(406, 'NotAcceptable');
    const { client } = await scripted(refused, versions, core, refused, groups('example.com'), gadgets);
    expect(await client.kindOf(gadget)).toEqual(Gadget);
  });

  test('one of whose groups cannot be asked: the others are known, and of it is told why', async () => {
    const answers = [versions, core, groups('example.com'), failure(500, 'InternalError')];
    const { client } = await scripted(...answers, ...answers);
    expect(await client.kindOf({ apiVersion: 'v1', kind: 'ConfigMap' })).toEqual(ConfigMap);
    await expect(client.kindOf(gadget)).rejects.toThrow('is not known: GET /apis/example.com/v1: InternalError');
  });

  test('one of whose groups cannot be asked any more: what was known of it is kept', async () => {
    const down = failure(500, 'InternalError');
    const others = [versions, core, groups('example.com')];
    const { clock, client } = await scripted(...others, gadgets, ...others, down);
    await client.kindOf(gadget);
    await clock.advance(60_000);
    await expect(client.kindOf({ ...gadget, kind: 'Other' })).rejects.toThrow(UnknownKind);
    expect(await client.kindOf(gadget)).toEqual(Gadget);
  });

  test('that does not answer is an error, and asked anew', async () => {
    const { client } = await scripted(failure(403, 'Forbidden'), versions, core, groups('example.com'), gadgets);
    await expect(client.kindOf(gadget)).rejects.toThrow('GET /api: Forbidden');
    expect(await client.kindOf(gadget)).toEqual(Gadget);
  });

  test('questions at the same time share the answer', async () => {
    const { server, client } = await scripted(versions, core, groups('example.com'), gadgets);
    await Promise.all([client.kindOf(gadget), client.kindOf(gadget), client.kindOf({ group: '', kind: 'Namespace' })]);
    expect(server.requests).toHaveLength(4);
  });
});
