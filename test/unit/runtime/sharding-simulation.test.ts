import { expect, test } from 'vitest';
import { createWorld, KEYS, type World } from './sharding-world.ts';

/** Nightly, and after every change of the protocol: SHARDING_SCHEDULES=20000. */
const SCHEDULES = Number(process.env['SHARDING_SCHEDULES'] ?? 100);
const FIRST = Number(process.env['SHARDING_SEED'] ?? 1);

/** A minute of what goes wrong, then peace. */
const live = async (seed: number): Promise<World> => {
  const world = createWorld(seed);
  const { random } = world;
  const pick = <T>(values: readonly T[]): T | undefined => values[Math.floor(random() * values.length)];
  const seconds = (most: number): number => 1_000 + random() * (most - 1) * 1_000;
  world.start();
  for (let passed = 0; passed < 60_000;) {
    const wait = random() ** 2 * 10_000;
    passed += wait;
    await world.advance(wait);
    const chance = random();
    const one = pick(world.processes());
    if (one === undefined || (chance < 0.3 && world.processes().length < 5)) {
      // Sometimes several at a time, as a Deployment does.
      for (let count = random() ** 2 * 3; count > 0; count -= 1) world.start();
    } else if (chance < 0.35) {
      // The API server is away; then all come back.
      const outage = seconds(25);
      for (const { disconnect } of world.processes()) disconnect(outage);
    } else if (chance < 0.45) one.member.leave();
    else if (chance < 0.55) one.kill();
    else if (chance < 0.8) one.pause(seconds(25));
    else one.disconnect(seconds(25));
  }
  world.heal();
  // The others may all be about to leave.
  world.start();
  await world.advance(60_000);
  return world;
};

test(`${SCHEDULES} schedules of members that join, leave, die, stand still and lose their connection`, async () => {
  const counts = { begun: 0, lapses: 0, writes: 0, refused: 0, several: 0 };
  for (let seed = FIRST; seed < FIRST + SCHEDULES; seed += 1) {
    const world = await live(seed);
    const story = { seed, meetings: world.meetings, owners: world.owners().map(({ length }) => length) };
    expect(story).toEqual({ seed, meetings: [], owners: KEYS.map(() => 1) });
    for (const name of ['begun', 'lapses', 'writes', 'refused'] as const) counts[name] += world.counts[name];
    if (new Set(world.owners().flat()).size > 1) counts.several += 1;
  }
  if (process.env['SHARDING_SCHEDULES'] !== undefined) console.info(counts);
  // It was put to the test.
  expect(Math.min(...Object.values(counts))).toBeGreaterThan(0);
}, 3_600_000);

/** Three that share, in peace. */
const three = async (): Promise<World> => {
  const world = createWorld(1);
  world.heal();
  for (let count = 0; count < 3; count += 1) world.start();
  await world.advance(30_000);
  return world;
};
const owned = (world: World): number => world.owners().filter(({ length }) => length === 1).length;

test.each<[string, (world: World) => void, number]>([
  ['joins', (world) => void world.start(), 6_000],
  ['leaves', (world) => world.processes()[0]?.member.leave(), 6_000],
  ['dies', (world) => world.processes()[0]?.kill(), 21_000],
])('when one %s, every key has an owner again soon', async (_what, act, within) => {
  const world = await three();
  expect(owned(world)).toBe(KEYS.length);
  const before = world.processes().length;
  act(world);
  await world.advance(within);
  expect(world.processes().length).not.toBe(before);
  expect(owned(world)).toBe(KEYS.length);
  expect(world.owners().flat()).toEqual(expect.arrayContaining(world.processes().map(({ name }) => name)));
});

test('the Lease of who left is cleared away', async () => {
  const world = await three();
  world.processes()[0]?.member.leave();
  await world.advance(30_000);
  expect(world.leases()).toBe(3);
  await world.advance(60_000);
  expect(world.leases()).toBe(2);
});
