/**
 * The contract that every implementation must keep before it is measured, whatever it is written in: examples/bench/README.md.
 * `node --conditions=source test/bench/runtime/contract.ts COMMAND…` starts it against an API server of its own and prints what it keeps; without a
 * command it is examples/bench. Exit code 1 if anything is not kept.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { NotFound } from 'k8s-operator-runtime';
import { ConfigMap } from 'k8s-operator-runtime/kinds';
import { Bench } from '../../../examples/bench/bench.ts';
import { eventually, settled } from '../../e2e/harness/eventually.ts';
import { type Implementation, NAMESPACE, type Rig, startRig } from './rig.ts';

const USER = 'contract';
/** How long nothing may happen before it counts as over. */
const QUIET = 3_000;

const ownCommand = (): readonly string[] =>
  execFileSync('npm', ['run', '-s', 'bench:command'], { encoding: 'utf8' }).trim().split(' ');

let kept = true;

const tell = (what: string, expected: string, found: string): void => {
  const fine = expected === found;
  if (!fine) kept = false;
  console.log(`${fine ? 'kept  ' : 'BROKEN'}  ${what}: ${expected}${fine ? '' : `, and was ${found}`}`);
};

/** Whether the object and its ConfigMap are as the contract says. */
const converged = async ({ client }: Rig, name: string): Promise<boolean> => {
  const key = { name, namespace: NAMESPACE };
  const bench = await client.get(Bench, key);
  const child = await client.get(ConfigMap, key);
  if (bench === undefined || child === undefined) return false;
  const hash = createHash('sha256')
    .update(bench.spec?.data ?? '')
    .digest('hex');
  const [owner] = child.metadata.ownerReferences ?? [];
  const ready = bench.status?.conditions?.find(({ type }) => type === 'Ready');
  return (
    child.data?.['hash'] === hash &&
    child.data['payload'] === 'x'.repeat(bench.spec?.size ?? 0) &&
    owner?.uid === bench.metadata.uid &&
    bench.status?.observedGeneration === bench.metadata.generation &&
    bench.status?.hash === hash &&
    ready?.status === 'True'
  );
};

/** Does something, waits until it is over, and says how many writes it took. */
const writesDuring = async (rig: Rig, act: () => Promise<unknown>, names: readonly string[]): Promise<number> => {
  const before = (await rig.writesOf(USER)).length;
  await act();
  for (const name of names) await eventually(`${name} is as it should be`, () => converged(rig, name));
  return (await settled(async () => (await rig.writesOf(USER)).length, QUIET)) - before;
};

const create = (rig: Rig, name: string, size = 10): Promise<unknown> =>
  rig.client.create(Bench, { metadata: { name, namespace: NAMESPACE }, spec: { data: name, size } });

const change = (rig: Rig, name: string, spec: object): Promise<unknown> =>
  rig.client.patch(Bench, { name, namespace: NAMESPACE }, { spec });

const single = async (rig: Rig): Promise<void> => {
  tell('an object that is created', '2 writes', `${await writesDuring(rig, () => create(rig, 'one'), ['one'])} writes`);
  const data = await writesDuring(rig, () => change(rig, 'one', { data: 'other' }), ['one']);
  tell('a change of spec.data', '2 writes', `${data} writes`);
  const size = await writesDuring(rig, () => change(rig, 'one', { size: 20 }), ['one']);
  tell('a change of spec.size', '2 writes', `${size} writes`);
  const label = { metadata: { labels: { touched: 'yes' } } };
  const touch = () => rig.client.patch(Bench, { name: 'one', namespace: NAMESPACE }, label);
  tell('a label that nobody asks for', '0 writes', `${await writesDuring(rig, touch, ['one'])} writes`);
  const remove = () => rig.client.delete(ConfigMap, { name: 'one', namespace: NAMESPACE });
  tell('a child that is deleted', '1 writes', `${await writesDuring(rig, remove, ['one'])} writes`);
};

const many = async (rig: Rig): Promise<void> => {
  const names = Array.from({ length: 100 }, (_, i) => `many-${i}`);
  const made = await writesDuring(rig, () => Promise.all(names.map((name) => create(rig, name))), names);
  tell('100 objects at once', '200 writes', `${made} writes`);
};

const restart = async (rig: Rig, command: readonly string[], running: Implementation): Promise<Implementation> => {
  const before = (await rig.writesOf(USER)).length;
  const seconds = await running.stop();
  tell('SIGTERM', 'ends within 10 s', seconds <= 10 ? 'ends within 10 s' : `took ${seconds.toFixed(1)} s`);
  const next = await rig.start(command, USER);
  const after = await writesDuring(rig, () => create(rig, 'after-restart'), ['after-restart']);
  const all = (await rig.writesOf(USER)).length - before - after;
  tell('a restart', '0 writes', `${all} writes`);
  return next;
};

/** A ConfigMap over 1 MiB is refused. */
const failing = async (rig: Rig): Promise<void> => {
  const begin = (await rig.writesOf(USER)).length;
  await create(rig, 'too-large', 1_200_000);
  await sleep(8_000);
  const tries = (await rig.writesOf(USER)).slice(begin).map(({ stageTimestamp }) => Date.parse(stageTimestamp));
  const gaps = tries.slice(1).map((time, i) => time - tries[i]!);
  const backsOff = tries.length >= 3 && tries.length <= 40 && Math.max(...gaps.slice(-2)) > gaps[0]!;
  tell(
    'an error',
    'is tried again, less and less often',
    backsOff
      ? 'is tried again, less and less often'
      : `tried at ${tries.map((time) => time - tries[0]!).join(', ')} ms`,
  );
  await change(rig, 'too-large', { size: 1 });
  await eventually('what failed is mended', () => converged(rig, 'too-large'), { seconds: 90 });
  tell('a spec that is mended', 'is reconciled', 'is reconciled');
};

const given = process.argv.slice(2);
const command = given.length > 0 ? given : ownCommand();
const rig = await startRig();
let running: Implementation | undefined;
try {
  running = await rig.start(command, USER);
  await single(rig);
  await many(rig);
  running = await restart(rig, command, running);
  await failing(rig);
} catch (error) {
  kept = false;
  console.log(`BROKEN  ${error instanceof NotFound ? error.message : String(error)}`);
  console.log(running?.output() ?? '');
} finally {
  await running?.stop().catch(() => {});
  await rig.stop();
}
process.exitCode = kept ? 0 : 1;
