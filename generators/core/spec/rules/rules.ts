import type { Report } from '../report.ts';
import type { Source } from '../source.ts';
import type { Spec } from '../spec.ts';
import { checkCel } from './cel.ts';
import { checkChildren } from './children.ts';
import { checkConversion } from './conversion.ts';
import { checkCrdSize } from './crd-size.ts';
import { checkDelivery } from './delivery.ts';
import { checkExpressions } from './expressions.ts';
import { checkKinds } from './kinds.ts';
import { checkOperator } from './operator.ts';
import { checkPaths } from './paths.ts';
import { checkSamples } from './sample.ts';
import { checkSelectableVersions } from './selectable-versions.ts';
import { checkShorthands } from './shorthands.ts';
import { checkStatus } from './status.ts';
import { checkStructural } from './structural.ts';
import { checkVersions } from './versions.ts';
import { checkVersionsOfOthers } from './versions-of-others.ts';

/** Reports what the shape of a spec cannot say: every rule, one concern a file. Those that need sound schemas come last. */
export const checkRules = (spec: Spec, source: Source, report: Report): void => {
  checkOperator(spec, report);
  checkDelivery(spec, report);
  checkKinds(spec, report);
  checkVersions(spec, report);
  checkConversion(spec, report);
  checkStructural(spec, report);
  checkShorthands(spec, report);
  checkCel(spec, source, report);
  checkVersionsOfOthers(spec, report);
  checkChildren(spec, report);
  checkPaths(spec, report);
  checkSelectableVersions(spec, report);
  checkStatus(spec, report);
  checkExpressions(spec, source, report);
  checkSamples(spec, report);
  checkCrdSize(spec, report);
};
