/**
 * Makes what the tests judge with, before they run, where its progress can be seen: the control plane, kubectl and helm, the judges.
 * What cannot be had is said here; the tests that need it say that they did not run, or fail with CI=true.
 */
import { findBinaries } from './control-plane/assets.ts';
import { findTools } from './control-plane/tools.ts';
import { FLUX_PROGRAMS, fluxProgram, kwokStages } from './flux/programs.ts';
import { findCheckov } from './judges/checkov.ts';
import { fluxCrds } from './judges/flux-crds.ts';
import { judge, JUDGE_NAMES } from './judges/judges.ts';
import { kubernetesSchemas } from './judges/kubernetes-schemas.ts';
import { monitoringCrds } from './judges/monitoring-crds.ts';

const log = (line: string): void => console.error(`prepare: ${line}`);

const attempt = async (what: string, make: () => Promise<unknown>): Promise<void> => {
  try {
    await make();
    log(`${what}: ready`);
  } catch (error) {
    log(`${what}: not to be had. ${error instanceof Error ? error.message : String(error)}`);
  }
};

await attempt('kubectl and helm', findTools);
await attempt('etcd, kube-apiserver, kube-controller-manager, kube-scheduler', () => findBinaries(log));
for (const name of JUDGE_NAMES) await attempt(name, () => judge(name));
for (const name of FLUX_PROGRAMS) await attempt(name, () => fluxProgram(name));
await attempt('stages of kwok', kwokStages);
await attempt("Flux's CustomResourceDefinitions", fluxCrds);
await attempt("The Prometheus operator's CustomResourceDefinitions", monitoringCrds);
await attempt('schemas of Kubernetes', kubernetesSchemas);
await attempt('checkov', findCheckov);
