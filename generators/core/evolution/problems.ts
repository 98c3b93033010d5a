/**
 * A comparison as problems of the new spec: each folded finding once, where the spec has what it is about, or would have it. Given
 * the spec's document for positions; changes nothing.
 */
import { fullGroup } from '../model/names.ts';
import { crdNames } from '../model/names.ts';
import type { Path } from '../spec/path.ts';
import type { Problem } from '../spec/problem.ts';
import { createReport } from '../spec/report.ts';
import type { Source } from '../spec/source.ts';
import type { ApiSpec, Spec } from '../spec/spec.ts';
import type { ApiComparison, Comparison } from './compare.ts';
import { type Definition, textAt } from './definition.ts';
import { type Folded, fold } from './fold.ts';
import { placeIn } from './place.ts';
import { remedyFor } from './remedies.ts';
import { isBetweenVersions, severityOf } from './severity.ts';
import { describe } from './words.ts';

/** All problems of a comparison, by position; what breaks is an error. */
export const evolutionProblems = ({ apis }: Comparison, spec: Spec, source: Source): readonly Problem[] => {
  const report = createReport(source);
  for (const api of apis)
    for (const finding of fold(api.findings, api.newer)) {
      const severity = severityOf(finding, api.newer);
      const { path, at } = pathOf(finding, api, spec);
      const message = `${severity === 'error' ? 'breaks ' : ''}${subjectOf(finding, api.older)}: ${describe(finding)} (${finding.rule}).`;
      report[severity](path, message, remedyFor(finding), at);
    }
  return report.problems();
};

const subjectOf = (finding: Folded, { names }: Definition): string => {
  const kind = textAt(names, 'kind');
  if (finding.version === undefined) return kind;
  return isBetweenVersions(finding)
    ? `${kind} from ${finding.version.replace(' -> ', ' to ')}`
    : `${kind} ${finding.version}`;
};

const pathOf = (
  finding: Folded,
  { newer, renamed }: ApiComparison,
  spec: Spec,
): { readonly path: Path; readonly at: 'key' | 'value' } => {
  const index = spec.spec.apis.findIndex((api) => crdNameOf(api, spec) === (newer ?? renamed)?.name);
  if (index === -1) return { path: ['spec', 'apis'], at: 'key' };
  return placeIn(finding, spec.spec.apis[index]!, ['spec', 'apis', index]);
};

const crdNameOf = (api: ApiSpec, spec: Spec): string =>
  `${crdNames(api).plural}.${fullGroup(api.group, spec.spec.domain)}`;
