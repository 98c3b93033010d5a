/** spec.minKubeVersion (operator-framework/api csv.go and operatorhub.go: semver.Parse). */
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import type { Findings } from '../findings.ts';
import type { JudgedCsv } from '../judged.ts';
import { formatVersion, parseTolerant } from '../semver.ts';
import { parseVersion } from '../../version.ts';

/** All three numbers: 1.30.0. */
export const checkMinKubeVersion = ({ document, spec }: JudgedCsv, findings: Findings): void => {
  const { minKubeVersion = '' } = spec;
  const path: Path = ['spec', 'minKubeVersion'];
  if (minKubeVersion.trim() === '')
    return findings.warning(
      document,
      path,
      'nothing says which version of Kubernetes the operator needs.',
      'Add minKubeVersion: 1.30.0.',
      'key',
    );
  if (parseVersion(minKubeVersion) !== undefined) return undefined;
  const meant = parseTolerant(minKubeVersion);
  return findings.error(
    document,
    path,
    `${quote(minKubeVersion)} is no version with three numbers.`,
    `Write ${meant === undefined ? '1.30.0' : formatVersion(meant)}.`,
  );
};
