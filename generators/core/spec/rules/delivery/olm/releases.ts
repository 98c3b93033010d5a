/** The release history: each entry by itself, then the upgrade graph that they make. */
import { buildHistory } from '../../../../model/build-history.ts';
import { DEFAULT_VERSION } from '../../../../model/names.ts';
import { graphFaults } from '../../../../olm/catalog/graph.ts';
import { quote } from '../../../near.ts';
import type { OlmSpec, ReleaseSpec } from '../../../olm-spec.ts';
import type { Path } from '../../../path.ts';
import type { Report } from '../../../report.ts';
import { isSemver } from '../../../semver.ts';
import type { Spec } from '../../../spec.ts';

const OLM: Path = ['spec', 'delivery', 'olm'];

/** Every release, and the graph once each has a version. */
export const checkReleases = (
  { metadata: { name }, spec: { version = DEFAULT_VERSION } }: Spec,
  olm: OlmSpec,
  report: Report,
): void => {
  const { releases = [] } = olm;
  for (const [i, release] of releases.entries()) {
    const path: Path = [...OLM, 'releases', i];
    checkRelease(path, release, report);
    const earlier = releases.findIndex(({ version }) => version === release.version);
    if (earlier < i)
      report.error(
        [...path, 'version'],
        `${quote(release.version)} is released already, by releases[${earlier}].`,
        'A version is released once: leave one out.',
      );
    const bundle = `${name}.v${release.version}`;
    if (bundle.length > 63)
      report.error(
        [...path, 'version'],
        `OLM would call this release ${quote(bundle)}, which has more than 63 characters.`,
        'Shorten the version, or the name of the operator.',
      );
  }
  // A mistyped version would be told again by all that names it.
  const areVersions = releases.every((_release, i) => !report.failedAt([...OLM, 'releases', i, 'version']));
  if (releases.length > 0 && areVersions) checkGraph(name, version, olm, report);
};

/** What a catalog would be refused for; as opm reads it. */
const checkGraph = (name: string, version: string, olm: OlmSpec, report: Report): void => {
  const { history } = buildHistory(olm, version);
  for (const { path, message, hint } of graphFaults(name, history))
    // Of the default channel and of deprecated ones, what the next release is in is known too: see channels.ts.
    if ((path[0] === 'releases' || olm.catalog !== undefined) && !report.failedAt([...OLM, ...path]))
      report.error([...OLM, ...path], message, hint);
};

const checkRelease = (path: Path, release: ReleaseSpec, report: Report): void => {
  const { version, replaces, skips = [], createdAt, image } = release;
  const versions = [
    [[...path, 'version'], version],
    ...(replaces === undefined ? [] : [[[...path, 'replaces'], replaces] as const]),
    ...skips.map((skipped, k) => [[...path, 'skips', k], skipped] as const),
  ] as const;
  for (const [place, text] of versions)
    if (!isSemver(text))
      report.error(place, `${quote(text)} is no version.`, 'Use three numbers: 0.1.0, or 1.0.0-rc.1; without v.');
  if (createdAt !== undefined && !isTime(createdAt))
    report.error([...path, 'createdAt'], `${quote(createdAt)} is no time.`, 'Use RFC 3339: 2026-01-31T12:00:00Z.');
  if (image !== undefined && !/^[^\s@]+@sha256:[0-9a-f]{64}$/.test(image))
    report.error(
      [...path, 'image'],
      `${quote(image)} does not name an image by its digest.`,
      'Use REPOSITORY@sha256:…, as it is shown when the image is pushed.',
    );
};

/** RFC 3339, of a day that there is. */
const isTime = (text: string): boolean => {
  const match = /^(\d{4}-\d\d-\d\d)T(?:[01]\d|2[0-3]):\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/.exec(text);
  if (match === null || Number.isNaN(Date.parse(text))) return false;
  return new Date(`${match[1]}T00:00:00Z`).toISOString().startsWith(match[1]!);
};
