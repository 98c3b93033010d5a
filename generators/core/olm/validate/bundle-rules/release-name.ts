/** The name of a bundle that has spec.release (operator-framework/api bundle.go, validateBundleName). */
import { quote } from '../../../spec/near.ts';
import type { Findings } from '../findings.ts';
import type { Judged } from '../judged.ts';
import { formatVersion, parseTolerant } from '../semver.ts';

/** PACKAGE-vVERSION-RELEASE. */
export const checkReleaseName = ({ csv, packageName }: Judged, findings: Findings): void => {
  const { release, version } = csv.spec;
  if (release === undefined) return;
  const parsed = parseTolerant(version ?? '0.0.0');
  const name = `${packageName}-v${parsed === undefined ? '0.0.0' : formatVersion(parsed)}-${release}`;
  if (csv.name !== name)
    findings.error(
      csv.document,
      ['metadata', 'name'],
      `with spec.release the name must be ${quote(name)}, not ${quote(csv.name)}.`,
      'Rename it, or remove spec.release.',
    );
};
