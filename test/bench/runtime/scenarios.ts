/**
 * One implementation from an empty API server to 10,000 objects, and started again on those: everything that is measured of it.
 * Guarantees: what is not named `…RSS` or a time is a count or CPU time of the implementation's process alone.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTransport, loadKubeConfig } from 'k8s-operator-runtime';
import { countRequests } from './audit.ts';
import { startLoad } from './load.ts';
import { cpuOf, startRig } from './rig.ts';
import { quantile } from './statistics.ts';

export interface Sizes {
  readonly warmUp: number;
  readonly burst: number;
  /** Objects on which it is started again. */
  readonly cold: number;
  /** Updates a second. */
  readonly rates: readonly number[];
  /** Seconds of each rate. */
  readonly seconds: number;
  /** Seconds of doing nothing; 0: not measured. */
  readonly idle: number;
  /** Reconciles at a time. */
  readonly workers: number;
}

/** By name; a figure that was not measured is not there. */
export type Measures = Readonly<Record<string, number>>;

const MEGABYTE = 1024 * 1024;
/** Until start-up, or what a scenario left behind, is over. */
const QUIET = 3_000;
const USER = 'measured';

/** Runs all scenarios. `progress` is told of each. */
export const measure = async (
  command: readonly string[],
  { warmUp, burst, cold, rates, seconds, idle, workers }: Sizes,
  progress: (line: string) => void,
): Promise<Measures> => {
  const measures: Record<string, number> = {};
  const note = (name: string, value: number): void => {
    measures[name] = value;
    progress(`${name} ${value.toFixed(2)}`);
  };
  const rig = await startRig({ workers });
  const { kubeConfigPath, folder } = rig.controlPlane;
  const transport = createTransport({
    kubeConfig: await loadKubeConfig({ path: kubeConfigPath }),
    userAgent: 'bench-load',
  });
  const requests = await countRequests(join(folder, 'audit.log'));
  const load = await startLoad(transport);
  let running = await rig.start(command, USER);
  try {
    await sleep(QUIET);
    note('empty RSS', running.rss().now / MEGABYTE);
    await load.create('warm', warmUp);
    await sleep(QUIET);

    await requests.read(USER);
    const server = Number(readFileSync(join(folder, 'kube-apiserver.pid'), 'utf8'));
    const before = { own: running.cpu(), server: cpuOf(server) };
    const took = await load.create('burst', burst);
    note('burst per s', burst / took);
    await sleep(QUIET);
    note('burst CPU', (running.cpu() - before.own) / burst);
    note('burst server CPU', (cpuOf(server) - before.server) / burst);
    note('burst writes', (await requests.read(USER)).writes / burst);
    note('burst RSS', running.rss().now / MEGABYTE);
    note('burst peak RSS', running.rss().peak / MEGABYTE);

    for (const rate of rates) {
      const cpu = running.cpu();
      const latencies = await load.update(rate, seconds);
      await sleep(1_000);
      note(`update ${rate} p50`, quantile(latencies, 0.5));
      note(`update ${rate} p99`, quantile(latencies, 0.99));
      note(`update ${rate} writes`, (await requests.read(USER)).writes / latencies.length);
      note(`update ${rate} CPU`, (running.cpu() - cpu) / latencies.length);
    }

    await load.create('cold', Math.max(0, cold - warmUp - burst));
    await sleep(QUIET);
    await running.stop();
    await requests.read(USER);
    running = await rig.start(command, USER);
    const start = performance.now();
    // Of the middle of the list, as names go.
    await load.one('burst-02500-new');
    note('cold start s', (performance.now() - start) / 1000);
    await sleep(2 * QUIET);
    note('cold start CPU', running.cpu());
    // The new object is none of them.
    note('cold start writes', (await requests.read(USER)).writes - 2);
    note('cold RSS', running.rss().now / MEGABYTE);

    if (idle > 0) {
      const cpu = running.cpu();
      await sleep(idle * 1000);
      note('idle requests per h', ((await requests.read(USER)).all * 3600) / idle);
      note('idle CPU per h', ((running.cpu() - cpu) * 3600) / idle);
    }
  } catch (error) {
    progress(running.output().slice(-2_000));
    throw error;
  } finally {
    await running.stop().catch(() => {});
    await load.stop();
    await transport.close();
    await requests.close();
    await rig.stop();
  }
  return measures;
};
