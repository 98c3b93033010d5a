/**
 * Random histories of objects whose reconciles write in every way there is, while others change the same objects and the connection fails: when it is
 * quiet again, every object is as its spec says. What happens is chosen by the seed; when it happens, by the machine.
 */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  channel,
  type Context,
  controller,
  createManager,
  createOrPatch,
  draft,
  predicates,
  rateLimiter,
  silentLogger,
} from 'k8s-operator-runtime';
import { ConfigMap } from 'k8s-operator-runtime/kinds';
import {
  embedded,
  type FaultProxy,
  type Injection,
  skewedClock,
  startFaultProxy,
  virtualClock,
} from 'k8s-operator-runtime/testing';
import { definition, Gadget } from '../unit/runtime/gadget.ts';
import { runs } from './settings.ts';

const NAMES = ['a', 'b', 'c', 'd', 'e', 'f'];
const keyOf = (name: string) => ({ name, namespace: 'default' });

/** What reconciles do beside bringing about the child and the status. */
const HABITS: Readonly<Record<string, (gadget: Gadget, context: Context<Gadget>) => Promise<unknown> | void>> = {
  none: () => {},
  'labels itself without looking': ({ metadata: { name } }, { client }) =>
    client.patch(Gadget, keyOf(name), { metadata: { labels: { labelled: 'yes' } } }),
  'applies to itself': ({ metadata: { name } }, { client }) =>
    client.apply(Gadget, { metadata: { ...keyOf(name), labels: { applied: 'yes' } } } as never),
  'replaces itself': async (gadget, { client }) => {
    if (gadget.metadata.labels?.['replaced'] === 'yes') return;
    const changed = draft(gadget);
    changed.metadata.labels = { ...changed.metadata.labels, replaced: 'yes' };
    await client.update(Gadget, changed);
  },
  'has a second child': ({ metadata: { name }, spec }, { client }) =>
    createOrPatch(client, ConfigMap, { metadata: keyOf(`${name}-2`) }, (map) => void (map.data = { text: spec.text })),
  'changes its spec later on': ({ metadata: { name }, spec }, { client }) => {
    if (!spec.text.endsWith('0')) return;
    setTimeout(() => void client.patch(Gadget, keyOf(name), { spec: { text: 'later' } }).catch(() => {}), 10);
  },
};

/** What happens to them meanwhile. */
type Event = (world: World, name: string, value: string) => Promise<unknown> | void;

interface World {
  readonly cluster: Awaited<ReturnType<typeof embedded>>;
  readonly proxy: FaultProxy;
  readonly wake: (name: string) => void;
  readonly held: Injection[];
  readonly either: () => typeof Gadget | typeof ConfigMap;
}

const EVENTS: readonly Event[] = [
  ({ cluster }, name, text) => cluster.patch(Gadget, name, { spec: { text } }),
  ({ cluster }, name, text) => cluster.patch(Gadget, name, { spec: { text } }),
  ({ cluster }, name, text) => cluster.patch(Gadget, name, { metadata: { labels: { other: text } } }),
  ({ cluster }, name) => cluster.patch(ConfigMap, name, { data: { text: 'tampered' } }),
  ({ cluster }, name) => cluster.delete(ConfigMap, name),
  ({ wake }, name) => wake(name),
  ({ proxy, held, either }) => void held.push(proxy.inject({ type: 'hold' }, { kind: either() })),
  ({ held }) => held.splice(0).forEach((one) => one.remove()),
  ({ held }) => held.splice(0).forEach((one) => one.remove()),
  ({ proxy, either }) => void proxy.inject({ type: 'gone' }, { kind: either(), times: 1 }),
  ({ proxy, either }) => void proxy.inject({ type: 'end' }, { kind: either(), times: 1 }),
  ({ proxy, either }) => void proxy.inject({ type: 'truncate' }, { kind: either(), times: 1 }),
  ({ proxy }) => void proxy.inject({ type: 'lose' }, { verbs: 'writes', times: 1 }),
  ({ proxy }) => void proxy.inject({ type: 'status', code: 500 }, { verbs: 'writes', times: 1 }),
  ({ proxy }) => void proxy.resetConnections(),
];

const STEPS = 60;
/** How often it is looked at, 50 ms apart. */
const LOOKS = 400;

/** Answers what is not as its spec says when it has been quiet for long enough. */
const history = async (seed: number): Promise<readonly string[]> => {
  const { random } = virtualClock({ random: { seed } });
  const pick = <T>(choices: readonly T[]): T => choices[Math.floor(random() * choices.length)] as T;
  const sleep = (most: number) => new Promise((resolve) => setTimeout(resolve, random() * most));
  const crd = { apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', ...definition };
  await using cluster = await embedded({ crds: [crd] });
  await using proxy = await startFaultProxy({ kubeConfig: cluster.kubeConfig() });
  const orders = channel();
  const habits = new Map(NAMES.map((name) => [name, pick(Object.keys(HABITS))]));
  const gadgets = controller(Gadget, {
    owns: [ConfigMap],
    sources: [orders],
    concurrency: 3,
    rateLimiter: rateLimiter.exponential({ longest: '2s' }),
    ...(random() < 0.3 && { predicates: [predicates.generationChanged] }),
    ...(random() < 0.3 && { cleanup: async () => {} }),
    reconcile: async (gadget, context) => {
      const { name } = gadget.metadata;
      if (random() < 0.3) await sleep(15);
      if (random() < 0.1) throw new Error('now and then');
      const child = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { text: gadget.spec.text } };
      await context.apply({ child });
      await HABITS[habits.get(name) ?? 'none']?.(gadget, context);
      await context.setStatus({ text: gadget.spec.text });
    },
  });
  const manager = createManager({
    name: 'gadget-operator',
    controllers: [gadgets],
    kubeConfig: proxy.kubeConfig(),
    clock: skewedClock({ speed: 20 }),
    logger: silentLogger,
  });
  await manager.start();
  const wake = (name: string): void => orders.push(keyOf(name));
  const world: World = { cluster, proxy, wake, held: [], either: () => pick([Gadget, ConfigMap]) };
  for (const name of NAMES) await cluster.create(Gadget, { metadata: { name }, spec: { text: 'first' } });
  for (let step = 0; step < STEPS; step += 1) {
    // A child that is not there can be neither changed nor deleted.
    await Promise.resolve(pick(EVENTS)(world, pick(NAMES), String(step))).catch(() => {});
    await sleep(12);
  }
  proxy.heal();
  const behind = async (): Promise<readonly string[]> => {
    const found = await Promise.all(
      NAMES.map(async (name) => {
        const gadget = await cluster.get(Gadget, name);
        const texts = [gadget?.status?.text, (await cluster.get(ConfigMap, name))?.data?.['text']];
        return texts.every((text) => text === gadget?.spec.text)
          ? []
          : [`${name} (${habits.get(name)}): ${gadget?.spec.text}, but ${texts.join(' and ')}`];
      }),
    );
    return found.flat();
  };
  let left = await behind();
  for (let looks = 0; left.length > 0 && looks < LOOKS; looks += 1) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    left = await behind();
  }
  await manager.stop();
  return left;
};

test('when it is quiet again, everything is as it should be', () =>
  fc.assert(
    fc.asyncProperty(fc.nat(), async (seed) => {
      expect(await history(seed)).toEqual([]);
    }),
    // A smaller seed is no simpler history.
    { ...runs<[number]>(8), endOnFailure: true },
  ));
