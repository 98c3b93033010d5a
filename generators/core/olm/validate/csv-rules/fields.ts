/** What a ClusterServiceVersion must have (operator-framework/api typecheck.go, checkEmptyFields). */
import type { JsonValue } from '../../../model/json.ts';
import type { Path } from '../../../spec/path.ts';
import { isZero } from '../zero.ts';
import type { Findings } from '../findings.ts';
import type { JudgedCsv } from '../judged.ts';

const V1ALPHA1 = 'operators/v1alpha1';

/** Fields without `omitempty` in Go: metadata, spec, and those below spec where spec is there. */
export const checkFields = ({ document, value, spec }: JudgedCsv, findings: Findings): void => {
  const missing = (path: Path, hint: string): void =>
    findings.error(document, path, `${path.at(-1)} is missing.`, hint, 'key');
  const isMissing = (part: unknown, type: string): boolean => isZero(part as JsonValue | undefined, type);
  if (isMissing(value.metadata, 'meta/v1.ObjectMeta')) missing(['metadata'], 'Add metadata with a name.');
  if (isMissing(value.spec, `${V1ALPHA1}.ClusterServiceVersionSpec`))
    return missing(['spec'], 'Describe the operator in spec.');
  if ((spec.displayName ?? '') === '') missing(['spec', 'displayName'], 'Say what people call the operator.');
  if (isMissing(spec.install, `${V1ALPHA1}.NamedInstallStrategy`))
    return missing(['spec', 'install'], 'Add install with strategy: deployment and its spec.');
  if ((spec.install?.strategy ?? '') === '') missing(['spec', 'install', 'strategy'], 'Use strategy: deployment.');
  const strategy = spec.install?.spec;
  if (!isMissing(strategy, `${V1ALPHA1}.StrategyDetailsDeployment`) && strategy!.deployments === undefined)
    missing(['spec', 'install', 'spec', 'deployments'], 'List the deployments of the operator.');
  return undefined;
};
