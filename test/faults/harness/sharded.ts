/** A main: the operator of benches, which shares them with its other replicas by Leases of few seconds. KUBECONFIG's context names the namespace. */
import { loadKubeConfig, run } from 'k8s-operator-runtime';
import { bench } from '../../../examples/bench/bench.ts';
import { OPERATOR } from './scene.ts';

const kubeConfig = await loadKubeConfig();

await run({
  name: OPERATOR,
  kubeConfig,
  controllers: [bench(OPERATOR)],
  sharding: { leaseDuration: 4_000, renewDeadline: 2_500, retryPeriod: 500 },
  args: [
    '--sharding',
    `--namespace=${kubeConfig.namespace}`,
    '--metrics-bind-address=0',
    '--health-probe-bind-address=0',
    '--preflight=off',
    '--log-level=error',
  ],
});
