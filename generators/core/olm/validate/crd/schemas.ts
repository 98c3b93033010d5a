/**
 * What a real API server refuses of a CRD and the validator of operator-framework/api passes over: schemas, and all that is called
 * status. An installation would fail on it. The rules are those of a spec, which a CRD is read into as `k8s-operator import` does.
 */
import type { Problem } from '../../../spec/problem.ts';
import { importDefinitions } from '../../../import/import.ts';
import type { BundleFile } from '../../bundle-file.ts';
import type { Findings } from '../findings.ts';
import type { Judged } from '../judged.ts';

/** Errors in schemas, at their places in the CRD. */
export const checkSchemas = ({ bundle, crds }: Judged, findings: Findings): void => {
  for (const { document } of crds) {
    const file = bundle.files.find(({ path }) => path === document.path);
    for (const problem of file === undefined ? [] : refusals(file, document.source.file)) findings.add(problem);
  }
};

const refusals = ({ bytes }: BundleFile, name: string): readonly Problem[] =>
  importDefinitions({ inputs: [{ name, bytes, isLenient: true }], file: 'operator.yaml' }).loaded.problems.filter(
    ({ severity, file, path }) => severity === 'error' && file === name && /openAPIV3Schema|[sS]tatus/.test(path),
  );
