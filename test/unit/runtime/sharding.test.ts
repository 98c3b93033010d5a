import { describe, expect, onTestFinished, test } from 'vitest';
import {
  type Context,
  createManager,
  type Manager,
  type ManagerOptions,
  controller,
  silentLogger,
} from 'k8s-operator-runtime';
import { describePermissions, neededPermissions } from '../../../runtime/src/manager/permissions.ts';
import { LEASE } from '../../../runtime/src/manager/lease.ts';
import { SHARD_GROUP, SHARD_MEMBERS } from '../../../runtime/src/sharding/member-lease.ts';
import { Gadget } from './gadget.ts';
import { type Setup, setup, until } from './gadget-operator.ts';

const NAMES = Array.from({ length: 24 }, (_, index) => `gadget-${index}`);
const sharding = { leaseDuration: 3_000, renewDeadline: 2_000, retryPeriod: 100 };

/** Managers of one operator, each with a controller that notes what it reconciles. */
const replicas = async () => {
  const base: Setup = await setup({ reconcile: async () => {} });
  /** Who reconciles what at present. */
  const running = new Map<string, string>();
  const meetings: string[] = [];
  const errors: string[] = [];
  let gate: Promise<void> | undefined;
  const start = async (replica: string, more: Partial<ManagerOptions> = {}): Promise<Manager> => {
    const manager = createManager({
      name: 'gadget-operator',
      controllers: [
        controller(Gadget, {
          reconcile: async ({ metadata: { name }, spec }, { setStatus }: Context<Gadget>) => {
            const other = running.get(name);
            if (other !== undefined) meetings.push(`${name}: ${other} and ${replica}`);
            running.set(name, replica);
            try {
              await gate;
              await setStatus({ text: `${spec.text} by ${replica}` });
            } finally {
              running.delete(name);
            }
          },
        }),
      ],
      kubeConfig: base.server.kubeConfig(),
      logger: { ...silentLogger, error: (message) => void errors.push(message) },
      sharding: { ...sharding, identity: replica },
      ...more,
    });
    onTestFinished(manager.stop);
    await manager.start();
    return manager;
  };
  const texts = async (): Promise<readonly string[]> =>
    (await base.client.list(Gadget, { namespace: 'default' })).map(({ status }) => status?.text ?? '');
  return {
    ...base,
    start,
    meetings,
    errors,
    hold: (until: Promise<void>) => void (gate = until),
    create: async () => {
      for (const name of NAMES)
        await base.client.create(Gadget, { metadata: { namespace: 'default', name }, spec: { text: 'a' } });
    },
    change: async (text: string) => {
      for (const name of NAMES) await base.client.patch(Gadget, { namespace: 'default', name }, { spec: { text } });
    },
    /** Resolves with who reconciled, when all are as `text` says. */
    by: (text: string) =>
      until(async () => {
        const all = await texts();
        return all.every((one) => one.startsWith(`${text} by `)) && all.map((one) => one.split(' ').at(-1));
      }),
    leases: () => base.client.list(LEASE, { namespace: 'default', labels: { [SHARD_GROUP]: 'gadget-operator' } }),
  };
};

/** Every Lease counts so many members. */
const agreed = ({ leases }: Pick<Awaited<ReturnType<typeof replicas>>, 'leases'>, count: number) =>
  until(async () => {
    const all = (await leases()).filter(({ spec }) => spec?.holderIdentity !== '' && spec?.holderIdentity !== 'dead');
    return (
      all.length === count &&
      all.every(({ metadata }) => metadata.annotations?.[SHARD_MEMBERS]?.split(',').length === count)
    );
  });

describe('replicas that share objects', () => {
  test('one has all, two have a part each, and who stays has all again', async () => {
    const world = await replicas();
    await world.create();
    await world.start('one');
    expect(new Set(await world.by('a'))).toEqual(new Set(['one']));

    const two = await world.start('two');
    await agreed(world, 2);
    await world.change('b');
    const owners = await world.by('b');
    expect(new Set(owners)).toEqual(new Set(['one', 'two']));

    await two.stop();
    await world.change('c');
    expect(new Set(await world.by('c'))).toEqual(new Set(['one']));
    await agreed(world, 1);
    expect({ meetings: world.meetings, errors: world.errors }).toEqual({ meetings: [], errors: [] });
  });

  test('who joins waits for the reconciles that run', async () => {
    const world = await replicas();
    await world.create();
    await world.start('one');
    await world.by('a');
    const { promise, resolve } = Promise.withResolvers<void>();
    world.hold(promise);
    await world.change('b');
    const two = await world.start('two');
    // Its Lease claims a part, that of the first still everything.
    await until(async () => (await world.leases()).length === 2);
    await two.leading;
    resolve();
    await agreed(world, 2);
    await world.change('c');
    await world.by('c');
    expect({ meetings: world.meetings, errors: world.errors }).toEqual({ meetings: [], errors: [] });
  });

  test('whose Lease somebody deletes stops, and joins anew', async () => {
    const world = await replicas();
    await world.create();
    await world.start('one');
    await world.start('two');
    await agreed(world, 2);
    await world.by('a');
    const lost = (await world.leases()).find(({ spec }) => spec?.holderIdentity === 'two');
    await world.client.delete(LEASE, { namespace: 'default', name: lost!.metadata.name });
    await agreed(world, 2);
    await world.change('b');
    expect(new Set(await world.by('b'))).toEqual(new Set(['one', 'two']));
    expect({ meetings: world.meetings, errors: world.errors }).toEqual({ meetings: [], errors: [] });
  });
});

test('what a dead replica had is taken over when its Lease has run out', async () => {
  const world = await replicas();
  await world.create();
  await world.client.create(LEASE, {
    metadata: {
      namespace: 'default',
      name: 'dead',
      labels: { [SHARD_GROUP]: 'gadget-operator' },
      annotations: { [SHARD_MEMBERS]: 'dead' },
    },
    spec: { holderIdentity: 'dead', leaseDurationSeconds: 1 },
  });
  await world.start('one');
  expect(new Set(await world.by('a'))).toEqual(new Set(['one']));
  await agreed(world, 1);
});

test('leader election and sharding exclude each other', () => {
  const options = { name: 'a', controllers: [], kubeConfig: {} as never, leaderElection: true };
  expect(() => createManager({ ...options, sharding: true })).toThrow(
    'Leader election lets one replica reconcile everything, sharding lets each reconcile a part. Leave out "leaderElection" or "sharding".',
  );
});

test.each([
  [{ leaseDuration: 1_500 }, 'sharding.leaseDuration is 1500. A Lease has whole seconds: use a multiple of 1000.'],
  [{ renewDeadline: 15_000 }, 'sharding.renewDeadline (15000) has to be less than leaseDuration (15000)'],
  [{ retryPeriod: 10_000 }, 'sharding.retryPeriod (10000) has to be less than renewDeadline (10000)'],
  [{ retryPeriod: 0 }, 'sharding.retryPeriod is 0. Use milliseconds, more than 0.'],
])('%o cannot work', async (durations, message) => {
  const { server } = await setup({ reconcile: async () => {} });
  const options = { name: 'a', controllers: [], kubeConfig: server.kubeConfig() };
  expect(() => createManager({ ...options, sharding: durations })).toThrow(message);
});

test('the preflight asks for what sharding needs', () => {
  const needed = neededPermissions({
    controllers: [],
    informers: [],
    namespaces: [],
    shards: { namespace: 'operators' },
    reviews: false,
    hasStatus: () => false,
  });
  expect(describePermissions(needed)).toContain(
    'create, delete, list, update leases.coordination.k8s.io in namespace operators (to share the objects with other replicas)',
  );
});
