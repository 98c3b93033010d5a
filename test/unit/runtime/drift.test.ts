import { isDeepStrictEqual } from 'node:util';
import { describe, expect, test } from 'vitest';
import {
  type Client,
  controllerReference,
  type Desired,
  type Kind,
  type KubernetesObject,
  type Reconcile,
} from 'k8s-operator-runtime';
import { Deployment, Service } from 'k8s-operator-runtime/kinds';
import { virtualClock } from 'k8s-operator-runtime/testing';
import { ConfigMap, Event, Gadget } from './gadget.ts';
import { key, setup, settled, until } from './gadget-operator.ts';

const labels = { app: 'a' };
const service: Desired<Service> = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'a' },
  spec: { selector: labels, ports: [{ name: 'web', port: 80 }] },
};
const deployment: Desired<Deployment> = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'a' },
  spec: {
    selector: { matchLabels: labels },
    template: {
      metadata: { labels },
      spec: {
        containers: [{ name: 'main', image: 'main:1', ports: [{ name: 'web', containerPort: 80 }] }],
      },
    },
  },
};
const children = { service, deployment };
const owns: readonly Kind[] = [Service, Deployment];
const reconcile: Reconcile<Gadget> = async (gadget, { apply, setStatus }) => {
  await apply(children);
  await setStatus({ text: gadget.spec.text });
};

const create = (client: Client, text = 'x') => client.create(Gadget, { metadata: key, spec: { text } });
const done = (client: Client, text = 'x') => until(async () => (await client.get(Gadget, key))?.status?.text === text);
const warning = (client: Client, note: string) =>
  until(async () => (await client.list(Event, { namespace: 'default' })).find((event) => event.message.includes(note)));

/** What a child's owner and spec are, without what nobody declares. */
const declared = async (client: Client, kind: Kind): Promise<unknown> => {
  const live = (await client.get<KubernetesObject>(kind, key)) as KubernetesObject & { readonly spec: unknown };
  return { owners: live.metadata.ownerReferences, spec: live.spec };
};

describe('what others change is taken back', () => {
  const container = { name: 'main', image: 'main:1' };
  const inTemplate = (spec: object) => ({ spec: { template: { spec } } });
  test.each<[string, Kind, object, number]>([
    ['the owner is gone', Service, { metadata: { ownerReferences: [] } }, 1],
    ['a port of the same name', Service, { spec: { ports: [{ name: 'web', port: 81 }] } }, 4],
    ['a port without a name', Service, { spec: { ports: [{ port: 81 }] } }, 4],
    ['the ports of a container', Deployment, inTemplate({ containers: [{ ...container, ports: [] }] }), 1],
  ])('%s', async (_name, kind, patch, writes) => {
    const given = await setup({ reconcile, owns });
    const manager = await given.start();
    await create(given.client);
    await done(given.client);
    const before = await declared(given.client, kind);
    const made = await settled(given, manager);
    await given.client.patch<KubernetesObject>(kind, key, patch as Readonly<Record<string, unknown>>);
    await until(async () => isDeepStrictEqual(await declared(given.client, kind), before));
    expect((await settled(given, manager)) - made).toBe(writes);
  });

  test("and what is in nobody's way is left", async () => {
    const { client, start } = await setup({ reconcile, owns });
    await start();
    await create(client);
    await done(client);
    const ports = [
      { name: 'web', port: 81 },
      { name: 'other', port: 82 },
    ];
    await client.patch(Service, key, { spec: { ports, sessionAffinity: 'ClientIP' } });
    const repaired = await until(async () => {
      const live = await client.get(Service, key);
      return live?.spec?.ports?.some(({ port }) => port === 80) === true && live;
    });
    expect(repaired.spec?.ports?.map(({ name, port }) => `${name} ${port}`).toSorted()).toEqual(['other 82', 'web 80']);
    expect(repaired.spec?.sessionAffinity).toBe('ClientIP');
  });

  test('a repaired list is ours: what is no longer desired goes', async () => {
    let port = 80;
    const { client, start } = await setup({
      owns: [Service],
      reconcile: async (gadget, { apply, setStatus }) => {
        await apply({ service: { ...service, spec: { ...service.spec, ports: [{ name: 'web', port }] } } });
        await setStatus({ text: gadget.spec.text });
      },
    });
    await start();
    await create(client);
    await done(client);
    const ports = async () => (await client.get(Service, key))?.spec?.ports?.map(({ port: number }) => number);
    await client.patch(Service, key, { spec: { ports: [{ name: 'web', port: 81 }] } });
    await until(async () => (await ports())?.join() === '80');
    port = 90;
    await client.patch(Gadget, key, { spec: { text: 'y' } });
    await done(client, 'y');
    expect(await ports()).toEqual([90]);
    const managers = (await client.get(Service, key))?.metadata.managedFields ?? [];
    expect(managers.map(({ manager, operation }) => `${manager} ${operation}`)).toEqual(['gadget-operator Apply']);
  });
});

describe('what cannot be applied', () => {
  test('an immutable field: the event names child, field and way out; when the child is deleted it is made again', async () => {
    const given = await setup({ reconcile, owns });
    const { client } = given;
    const other = { matchLabels: { app: 'other' } };
    const { metadata: _metadata, ...rest } = deployment;
    const template = { ...deployment.spec?.template, metadata: { labels: other.matchLabels } };
    await client.create(Deployment, {
      ...rest,
      metadata: key,
      spec: { ...deployment.spec, selector: other, template },
    });
    const clock = virtualClock();
    const manager = await given.start({ clock });
    await create(client);
    const { message } = await warning(client, 'spec.selector');
    expect(message).toMatch(
      /^Deployment "a": spec\.selector cannot be changed once it is made\. Delete it \("kubectl delete deployments\.apps a -n default"\): it will be made again as desired\./,
    );
    // The Service, the Deployment that is refused, the event; it is tried again when time passes.
    expect(await settled(given, manager)).toBe(3);
    await client.delete(Deployment, key);
    await clock.advance(5);
    await done(client);
    expect((await client.get(Deployment, key))?.spec?.selector).toEqual({ matchLabels: labels });
  });

  test('a value that is simply invalid takes nothing from others', async () => {
    let image = 'main:1';
    const { client, start } = await setup({
      owns: [Deployment],
      reconcile: async (gadget, { apply, setStatus }) => {
        const template = {
          metadata: { labels },
          spec: { containers: [{ name: 'main', image }] },
        };
        await apply({ deployment: { ...deployment, spec: { selector: { matchLabels: labels }, template } } });
        await setStatus({ text: gadget.spec.text });
      },
    });
    await start();
    await create(client);
    await done(client);
    const containers = [
      { name: 'main', image, env: [{ name: 'A', value: 'a' }] },
      { name: 'sidecar', image },
    ];
    await client.patch(Deployment, key, { spec: { template: { spec: { containers } } } });
    const managers = async () =>
      (await client.get(Deployment, key))?.metadata.managedFields
        ?.filter(({ subresource }) => subresource === undefined)
        .map(({ manager, fieldsV1 }) => ({ manager, fieldsV1 }));
    const before = await managers();
    image = '';
    await client.patch(Gadget, key, { spec: { text: 'y' } });
    await warning(client, 'spec.template.spec.containers[0].image');
    expect(await managers()).toEqual(before);
  });
});

test('a child that moves to another owner wakes the one that lost it', async () => {
  const configMap = (gadget: Gadget): Desired<ConfigMap> => ({
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name: gadget.metadata.name },
  });
  const { client, start } = await setup({
    reconcile: async (gadget, { apply, setStatus }) => {
      await apply({ child: configMap(gadget) });
      await setStatus({ text: gadget.spec.text });
    },
  });
  await start();
  await create(client);
  await done(client);
  const other = await client.create(ConfigMap, { metadata: { ...key, name: 'other' } });
  await client.patch(ConfigMap, key, { metadata: { ownerReferences: [controllerReference(other)] } });
  expect((await warning(client, 'is controlled by ConfigMap "other"')).reason).toBe('ReconcileFailed');
});
