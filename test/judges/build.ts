/** `node test/judges/build.ts [NAME]…`: builds the judges into the cache, all of them, with what they read, unless some are named. */
import { findCheckov } from './checkov.ts';
import { fluxCrds } from './flux-crds.ts';
import { judge, JUDGE_NAMES, type JudgeName } from './judges.ts';
import { kubernetesSchemas } from './kubernetes-schemas.ts';
import { monitoringCrds } from './monitoring-crds.ts';

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !JUDGE_NAMES.includes(name as JudgeName));
if (unknown.length > 0) {
  console.error(`There is no judge ${unknown.join(', ')}; there are ${JUDGE_NAMES.join(', ')}.`);
  process.exit(64);
}
for (const name of asked.length === 0 ? JUDGE_NAMES : (asked as readonly JudgeName[])) console.log(await judge(name));
if (asked.length === 0) {
  console.log(`${(await fluxCrds()).length} CustomResourceDefinitions of Flux`);
  console.log(`${(await monitoringCrds()).length} CustomResourceDefinitions of the Prometheus operator`);
  console.log(await kubernetesSchemas());
  console.log(await findCheckov());
}
