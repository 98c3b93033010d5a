/** Values of ConfigMaps and Secrets that are no texts: the API server refuses the object, and with it all that waits for its variables. */
import { isObject, type JsonValue } from '../../model/json.ts';
import type { Problem } from '../../spec/problem.ts';
import { createReport } from '../../spec/report.ts';
import { show } from '../../spec/value-rules/fault.ts';
import type { DeliveredDocument, DeliveredTree } from '../tree.ts';

const FIELDS: Readonly<Record<string, readonly string[]>> = {
  ConfigMap: ['data', 'binaryData'],
  Secret: ['data', 'stringData'],
};

/** Each of them in files of the user's own. */
export const textProblems = ({ files }: DeliveredTree): readonly Problem[] =>
  files.filter(({ isManaged }) => !isManaged).flatMap(({ documents }) => documents.flatMap(problemsOf));

const problemsOf = ({ source, value }: DeliveredDocument): readonly Problem[] => {
  if (!isObject(value) || value.apiVersion !== 'v1' || typeof value.kind !== 'string') return [];
  const report = createReport(source);
  for (const field of Object.hasOwn(FIELDS, value.kind) ? FIELDS[value.kind]! : [])
    for (const [name, item] of Object.entries(isObject(value[field]) ? value[field] : {}) as [string, JsonValue][])
      // In a patch, null takes a field away; what SOPS encrypts are texts.
      if (typeof item !== 'string' && item !== null)
        report.error(
          [field, name],
          `${show(item)} is no text, and a ${String(value.kind)} has nothing else.`,
          'Quote it.',
        );
  return report.problems();
};
