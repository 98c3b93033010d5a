/** The CEL rules of schemas: compiled and costed as the API server does, each problem at its place in the expression. */
import { ruleFaults, type RuleFault } from '../../cel/rules.ts';
import { rootSchema } from '../../model/root-schema.ts';
import type { Path } from '../path.ts';
import type { Report } from '../report.ts';
import { offsetInScalar } from '../scalar-position.ts';
import { placeOf, resolveAlias, type Source } from '../source.ts';
import type { Spec } from '../spec.ts';
import { placeInSpec } from './cel-origin.ts';

/** Reports faults of rules in versions whose schemas are otherwise sound: on others the API server compiles none. */
export const checkCel = ({ spec: { apis } }: Spec, source: Source, report: Report): void => {
  for (const [i, { versions }] of apis.entries())
    for (const [j, { schema }] of versions.entries()) {
      const path: Path = ['spec', 'apis', i, 'versions', j, 'schema'];
      if (report.failedAt(path)) continue;
      for (const fault of ruleFaults(rootSchema(schema))) {
        const place = [...path, ...placeInSpec(schema, fault.path)];
        report.error(place, fault.message, fault.hint, offsetAt(source, place, fault));
      }
    }
};

/** Where a character of the expression at a path is; of an expression that is not in the spec, where it comes from. */
const offsetAt = (source: Source, path: Path, { at }: RuleFault): number | 'value' => {
  const { node } = at === undefined ? {} : placeOf(source.document, path);
  const written = path.includes('x-kubernetes-validations');
  if (at === undefined || node === undefined || !written) return 'value';
  return offsetInScalar(source.text, resolveAlias(source.document, node), at);
};
