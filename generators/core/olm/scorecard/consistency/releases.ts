/** Which release this is, and which it replaces: all that says so says the same. */
import { quote } from '../../../spec/near.ts';
import type { Path } from '../../../spec/path.ts';
import type { Findings } from '../../validate/findings.ts';
import { isRange } from '../../version-range.ts';
import { parseTolerant } from '../../validate/semver.ts';
import { compareVersions, type Version } from '../../version.ts';
import type { Subject } from '../subject.ts';
import type { Test } from '../test.ts';

export const releases: Test = {
  name: 'releases-go-up',
  suite: 'consistency',
  description: 'The name has the version of the release, which is higher than those that it replaces and skips.',
  judge: (subject, findings) => {
    const version = parseTolerant(subject.spec.version ?? '');
    if (version === undefined) return;
    checkName(subject, version, findings);
    checkEdges(subject, version, findings);
    checkRange(subject, findings);
  },
};

/** `memcached-operator.v0.1.0`, or with a dash as operators of old and bundles with a `release` have it; names have no `+` and no capitals. */
const versionIn = (name: string): { readonly operator: string; readonly version: Version | undefined } => {
  const [, operator = name, version] = /^(.*?)[.-]v?(\d+\.\d+\.\d+(?:[-+.].*)?)$/.exec(name) ?? [];
  return { operator, version: version === undefined ? undefined : parseTolerant(version) };
};

/** What stands behind the three numbers of a name is not always of the version: `-stable`, or the number of a build. */
const checkName = ({ document, name, spec }: Subject, version: Version, findings: Findings): void => {
  const { operator, version: named } = versionIn(name);
  if (named === undefined || (['major', 'minor', 'patch'] as const).every((part) => named[part] === version[part]))
    return;
  findings.error(
    document,
    ['metadata', 'name'],
    `the name says another version than spec.version, ${quote(spec.version ?? '')}.`,
    `Use ${operator}.v${(spec.version ?? '').toLowerCase().replaceAll('+', '-')}.`,
  );
};

const checkEdges = (subject: Subject, version: Version, findings: Findings): void => {
  const { document, name, spec } = subject;
  const { replaces = '', skips = [] } = spec;
  const edges: readonly (readonly [Path, string, string])[] = [
    ...(replaces === '' ? [] : [[['spec', 'replaces'], replaces, 'replaces'] as const]),
    ...skips.map((skipped, i) => [['spec', 'skips', i], skipped, 'skips'] as const),
  ];
  // What is built again has the same version, as far as versions are compared.
  const isRebuilt = version.build.length > 0 || spec.release !== undefined;
  for (const [path, other, verb] of edges) {
    const { operator, version: older } = versionIn(other);
    if (other === name) findings.error(document, path, `the release ${verb} itself.`, 'Name the one before it.');
    else if (operator !== versionIn(name).operator)
      findings.warning(
        document,
        path,
        `${quote(other)} is a release of another operator.`,
        'Name one of the same package.',
      );
    else if (older !== undefined && compareVersions(older, version) >= (isRebuilt ? 1 : 0))
      findings.error(
        document,
        path,
        `the release ${verb} ${quote(other)}, which is not lower than ${quote(spec.version ?? '')}.`,
        'Name a lower one, or raise the version.',
      );
  }
  for (const [i, skipped] of skips.entries())
    if (skips.indexOf(skipped) !== i)
      findings.warning(document, ['spec', 'skips', i], `${quote(skipped)} is skipped twice.`, 'Remove one of the two.');
};

const checkRange = ({ document, annotations }: Subject, findings: Findings): void => {
  const range = annotations['olm.skipRange'];
  if (range !== undefined && !isRange(range))
    findings.error(
      document,
      ['metadata', 'annotations', 'olm.skipRange'],
      `${quote(range)} is no range of versions.`,
      'Write it as ">=1.0.0 <1.2.0".',
    );
};
