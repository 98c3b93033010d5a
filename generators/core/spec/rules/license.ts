/** The license: what registries, catalogs and scanners look up by its name in SPDX. */
import { licenseFaults } from '../license/expression.ts';
import type { Report } from '../report.ts';
import type { Spec } from '../spec.ts';

/** Nothing that npm, Artifact Hub or a registry would not recognise. */
export const checkLicense = ({ spec: { license } }: Spec, report: Report): void => {
  if (license === undefined) return;
  for (const { severity, message, hint } of licenseFaults(license))
    report[severity](['spec', 'license'], message, hint);
};
