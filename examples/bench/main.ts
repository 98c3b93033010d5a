/**
 * One process: KUBECONFIG, whose context names the namespace, BENCH_CONCURRENCY (reconciles at a time, 10), BENCH_FIELD_MANAGER
 * (bench-operator) and BENCH_WRITES (update, as the others that are measured; or apply). Flags are those of every operator, `--help` tells them.
 */
import { loadKubeConfig, run } from 'k8s-operator-runtime';
import { bench, WRITES } from './bench.ts';

const { BENCH_CONCURRENCY = '10', BENCH_FIELD_MANAGER = 'bench-operator', BENCH_WRITES = 'update' } = process.env;
const concurrency = Number(BENCH_CONCURRENCY);
if (!Number.isInteger(concurrency) || concurrency < 1) {
  console.error(`BENCH_CONCURRENCY is ${JSON.stringify(BENCH_CONCURRENCY)}. Give a whole number of at least 1.`);
  process.exit(64);
}
if (!Object.hasOwn(WRITES, BENCH_WRITES)) {
  console.error(`BENCH_WRITES is ${JSON.stringify(BENCH_WRITES)}. Give one of ${Object.keys(WRITES).join(', ')}.`);
  process.exit(64);
}
const kubeConfig = await loadKubeConfig();
const limits = ['--namespace', kubeConfig.namespace ?? 'default'];
const servers = ['--metrics-bind-address', '0', '--health-probe-bind-address', '0'];
// Its requests are counted: what it may do is not asked at the start.
const counted = ['--preflight', 'off', '--log-level', 'warn'];

await run({
  name: BENCH_FIELD_MANAGER,
  controllers: [bench(BENCH_FIELD_MANAGER, BENCH_WRITES as keyof typeof WRITES)],
  kubeConfig,
  concurrency,
  args: [...limits, ...servers, ...counted, ...process.argv.slice(2)],
});
