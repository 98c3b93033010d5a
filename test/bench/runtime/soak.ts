/**
 * An operator for an hour under churn and faults, by hand: `node --conditions=source test/bench/runtime/soak.ts [--minutes 60] [--benches 500] [--rate 10] [--pause 45]`.
 *
 * The operator of examples/bench, a process of its own, reaches a real API server through the fault proxy. Each second `rate` benches are changed
 * and now and then some deleted and made anew; every `pause` seconds something goes wrong. Each minute a line: the least heap and RSS of the minute, open
 * handles, requests and what they were answered, and how many benches are behind. In the end it is quiet, and nothing may be lost.
 * Exit code 1: something is, or the heap of the last tenth is more than half as much again as that of the second.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { ConfigMap, Namespace } from 'k8s-operator-runtime/kinds';
import { type FaultProxy, startFaultProxy, type TestEnvironment, testEnvironment } from 'k8s-operator-runtime/testing';
import { Bench } from '../../../examples/bench/bench.ts';
import { freePort } from '../../../runtime/src/testing/environment/free-port.ts';
import { findBinaries } from '../../control-plane/assets.ts';
import { track } from '../../control-plane/processes.ts';
import { createBenches, faultsOf, lost } from '../../faults/harness/benches.ts';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '60' },
    benches: { type: 'string', default: '500' },
    rate: { type: 'string', default: '10' },
    pause: { type: 'string', default: '45' },
  },
});
const [minutes, benches, rate, pause] = [values.minutes, values.benches, values.rate, values.pause].map(Number) as [
  number,
  number,
  number,
  number,
];
const namespace = 'soak';

const half = (() => {
  let seen = 0;
  return () => (seen += 1) % 2 === 0;
})();

/** What goes wrong, in turn; each resolves when it is over. */
const troubles: readonly (readonly [string, (proxy: FaultProxy, cluster: TestEnvironment) => unknown])[] = [
  ['reset', (proxy) => proxy.resetConnections()],
  ['gone', (proxy) => proxy.inject({ type: 'gone' }, { times: 2 })],
  ['429', (proxy) => during(5_000, proxy.inject({ type: 'status', code: 429, retryAfter: 1 }))],
  ['truncate', (proxy) => proxy.inject({ type: 'truncate' }, { times: 2 })],
  ['500', (proxy) => during(5_000, proxy.inject({ type: 'status', code: 500 }, { matching: half }))],
  ['malform', (proxy) => proxy.inject({ type: 'malform' }, { times: 2 })],
  ['lost answers', (proxy) => during(5_000, proxy.inject({ type: 'lose' }, { verbs: 'writes', matching: half }))],
  [
    'refused',
    async (proxy) => {
      const accept = proxy.refuse();
      await sleep(5_000);
      await accept();
    },
  ],
  ['held events', (proxy) => during(5_000, proxy.inject({ type: 'hold' }, { kind: ConfigMap }))],
  [
    'black hole',
    async (proxy) => {
      const heal = proxy.blackHole();
      await sleep(15_000);
      heal();
    },
  ],
  ['restart', (_proxy, cluster) => cluster.restartApiServer()],
];

const during = async (milliseconds: number, injection: { readonly remove: () => void }): Promise<void> => {
  await sleep(milliseconds);
  injection.remove();
};

interface Sample {
  readonly heap: number;
  readonly rss: number;
  readonly handles: number;
}

const sample = async (pid: number): Promise<Sample> => {
  const text = await (await fetch(`http://${METRICS}/metrics`)).text();
  const metric = (name: string): number => Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1] ?? NaN);
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
  return {
    heap: metric('nodejs_heap_size_used_bytes') / 2 ** 20,
    rss: (pages * 4096) / 2 ** 20,
    handles: metric('nodejs_active_handles_total') || metric('nodejs_active_resources_total'),
  };
};

await using cluster = await testEnvironment({
  assets: await findBinaries(console.error),
  crds: new URL('../../../examples/bench/crd.yaml', import.meta.url).pathname,
});
await using proxy = await startFaultProxy({ kubeConfig: cluster.kubeConfig(), history: 100_000 });
const place = { cluster, namespace };
await cluster.create(Namespace, { metadata: { name: namespace } });
const kubeconfig = join(cluster.folder, 'operator.kubeconfig');
await writeFile(kubeconfig, proxy.kubeconfig({ namespace }));
const METRICS = `127.0.0.1:${await freePort()}`;
const main = new URL('../../../examples/bench/main.ts', import.meta.url).pathname;
const operator = spawn(
  process.execPath,
  ['--max-semi-space-size=1', '--conditions=source', main, '--metrics-bind-address', METRICS, '--log-level', 'error'],
  { env: { PATH: process.env['PATH'], KUBECONFIG: kubeconfig }, stdio: ['ignore', 'ignore', 'inherit'] },
);
track(cluster.folder, 'operator', operator);
await createBenches(place, benches);
const early = await lost(place, benches, 120);
if (early.length > 0) throw new Error(early.join('\n'));
proxy.forget();

const start = Date.now();
const over = (): boolean => Date.now() - start >= minutes * 60_000;
let failed = 0;

const churn = async (): Promise<void> => {
  for (let second = 0; !over(); second += 1) {
    for (let one = 0; one < rate; one += 1) {
      const name = `bench-${String((second * rate + one) % benches).padStart(4, '0')}`;
      const spec = { data: `second ${second}`, size: 16 };
      // The administrator goes past the proxy, but the API server is restarted.
      const act =
        (second + one) % 50 === 0
          ? cluster
              .delete(Bench, { name, namespace })
              .then(() => cluster.create(Bench, { metadata: { name, namespace }, spec }))
          : cluster.patch(Bench, { name, namespace }, { spec });
      await act.catch(() => (failed += 1));
    }
    await sleep(1_000);
  }
};

/** Garbage collection, which a control plane without controllers does not have: what belongs to nobody any more. */
const collect = async (): Promise<void> => {
  const uids = new Set((await cluster.list(Bench, { namespace })).map(({ metadata }) => metadata.uid));
  for (const { metadata } of await cluster.list(ConfigMap, { namespace })) {
    const owner = metadata.ownerReferences?.[0];
    if (owner !== undefined && !uids.has(owner.uid))
      await cluster.delete(ConfigMap, metadata, { preconditions: { uid: metadata.uid } });
  }
};
const collecting = setInterval(() => void collect().catch(() => {}), 5_000);

const disturb = async (): Promise<void> => {
  for (let turn = 0; !over(); turn += 1) {
    const [name, act] = troubles[turn % troubles.length]!;
    recent.push(name);
    await act(proxy, cluster);
    await sleep(pause * 1000);
  }
};

const recent: string[] = [];
const rows: Sample[] = [];
const report = async (): Promise<void> => {
  console.log('minute  heap MB  RSS MB  handles  requests  writes  refused  unanswered  behind  faults');
  let samples: Sample[] = [];
  for (let minute = 1; !over();) {
    await sleep(5_000);
    if (operator.exitCode !== null) throw new Error(`The operator ended: ${operator.exitCode}.`);
    await sample(operator.pid!).then(
      (one) => samples.push(one),
      () => {},
    );
    if (Date.now() - start < minute * 60_000) continue;
    const least = (name: keyof Sample): number => Math.min(...samples.map((one) => one[name]));
    const row = { heap: least('heap'), rss: least('rss'), handles: least('handles') };
    rows.push(row);
    const requests = proxy.requests();
    const columns = [
      minute,
      row.heap.toFixed(1),
      row.rss.toFixed(0),
      row.handles,
      requests.length,
      proxy.requests({ verbs: 'writes' }).length,
      requests.filter(({ status }) => status >= 400).length,
      requests.filter(({ status, verb }) => status === 0 && verb !== 'watch').length,
      await faultsOf(place).then(
        (faults) => faults.length,
        () => '?',
      ),
      recent.splice(0).join(', '),
    ];
    const widths = [6, 9, 8, 9, 10, 8, 9, 12, 8, 0];
    console.log(
      columns.map((value, index) => (index === 9 ? `  ${value}` : String(value).padStart(widths[index]!))).join(''),
    );
    proxy.forget();
    samples = [];
    minute += 1;
  }
};

await Promise.all([churn(), disturb(), report()]);
proxy.heal();
const present = (await cluster.list(Bench, { namespace })).length;
const rest = await lost(place, present, 120);
await sleep(5_000);
proxy.forget();
await sleep(30_000);
const quiet = proxy.requests({ matching: ({ verb }) => verb !== 'watch' }).length;
const tenth = Math.max(1, Math.floor(rows.length / 10));
const median = (part: readonly Sample[]): number =>
  part.map(({ heap }) => heap).toSorted((a, b) => a - b)[part.length >> 1] ?? NaN;
const [first, last] = [median(rows.slice(tenth, 2 * tenth)), median(rows.slice(-tenth))];
console.log(
  `lost: ${rest.length}; heap MB at the beginning ${first.toFixed(1)}, at the end ${last.toFixed(1)}; requests in 30 s of quiet: ${quiet}; changes that failed: ${failed}`,
);
for (const line of rest) console.log(`  ${line}`);
clearInterval(collecting);
operator.kill('SIGTERM');
if (rest.length > 0 || last > first * 1.5) process.exitCode = 1;
