/** Values of ConfigMaps, Secrets and variables that are no texts: the API server refuses the object, and with it all that waits for it. */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { splitApiVersion } from '../../model/names.ts';
import type { Path } from '../../spec/path.ts';
import type { Problem } from '../../spec/problem.ts';
import { createReport } from '../../spec/report.ts';
import { show } from '../../spec/value-rules/fault.ts';
import { valueAt } from '../embedded.ts';
import type { DeliveredDocument, DeliveredTree } from '../tree.ts';

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ['data', 'binaryData'],
  Secret: ['data', 'stringData'],
};

/** Each of them in files of the user's own. */
export const textProblems = ({ files }: DeliveredTree): readonly Problem[] =>
  files.filter(({ isManaged }) => !isManaged).flatMap(({ documents }) => documents.flatMap(problemsOf));

const VARIABLES: Path = ['spec', 'postBuild', 'substitute'];

const fieldsOf = ({ apiVersion, kind }: JsonObject): readonly Path[] => {
  if (typeof apiVersion !== 'string' || typeof kind !== 'string') return [];
  if (kind === 'Kustomization' && splitApiVersion(apiVersion).group === 'kustomize.toolkit.fluxcd.io')
    return [VARIABLES];
  return apiVersion === 'v1' && Object.hasOwn(FIELDS, kind) ? FIELDS[kind]!.map((field) => [field]) : [];
};

const problemsOf = ({ source, value }: DeliveredDocument): readonly Problem[] => {
  if (!isObject(value)) return [];
  const report = createReport(source);
  for (const path of fieldsOf(value)) {
    const field = valueAt(value, path);
    for (const [name, item] of Object.entries(isObject(field) ? field : {}) as [string, JsonValue][])
      // In a patch, null takes a field away.
      if (typeof item !== 'string' && item !== null)
        report.error(
          [...path, name],
          `${show(item)} is no text, and ${path === VARIABLES ? 'a variable of Flux is' : `a ${String(value.kind)} has`} nothing else.`,
          'Quote it.',
        );
  }
  return report.problems();
};
