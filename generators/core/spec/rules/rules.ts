import type { Report } from '../report.ts';
import type { Source } from '../source.ts';
import type { Spec } from '../spec.ts';
import { checkExpressions } from './expressions.ts';

/** Reports what the shape of a spec cannot say: every rule, one concern a file. */
export const checkRules = (spec: Spec, source: Source, report: Report): void => {
  checkExpressions(spec, source, report);
};
