/** Versions of a kind: named as Kubernetes sorts them, one of them stored. */
import { quote } from '../near.ts';
import type { Path } from '../path.ts';
import type { Report } from '../report.ts';
import type { ApiSpec, Spec } from '../spec.ts';
import { isNameLabel } from './dns.ts';

/** Names, storage, served, deprecation. */
export const checkVersions = ({ spec: { apis } }: Spec, report: Report): void => {
  for (const [i, api] of apis.entries()) checkApi(api, ['spec', 'apis', i, 'versions'], report);
};

const checkApi = ({ versions }: ApiSpec, path: Path, report: Report): void => {
  for (const [i, { name, deprecated, deprecationWarning }] of versions.entries()) {
    if (!isNameLabel(name))
      report.error([...path, i, 'name'], `${quote(name)} is no version.`, 'Use v1, v1beta1 or v1alpha1.');
    else if (!KUBE_LIKE.test(name))
      report.warning(
        [...path, i, 'name'],
        `${quote(name)} does not look like a version of an API.`,
        'Use v1, v1beta1 or v1alpha1, which kubectl can put in order.',
      );
    const first = versions.findIndex((other) => other.name === name);
    if (first !== i)
      report.error([...path, i, 'name'], `the version ${quote(name)} is given twice.`, 'Remove one of the two.');
    if (deprecationWarning !== undefined) checkWarning(deprecationWarning, deprecated, [...path, i], report);
  }
  const stored = versions.map(({ storage }, i) => (storage === true ? i : -1)).filter((i) => i !== -1);
  if (stored.length > 1)
    for (const i of stored.slice(1))
      report.error(
        [...path, i, 'storage'],
        `${quote(versions[stored[0]!]!.name)} is stored already: exactly one version is.`,
        'Remove "storage: true" from all versions but one.',
      );
  else if (stored.length === 0 && versions.length > 1)
    report.error(path, 'no version is stored.', 'Add "storage: true" to one of them.', 'key');
  else if (stored.length === 0 && versions[0]?.storage === false)
    report.error([...path, 0, 'storage'], 'the only version must be stored.', 'Remove "storage: false".');
  if (versions.every(({ served }) => served === false))
    report.warning(
      path,
      'no version is served: the kind is installed, but nothing can be controlled.',
      'Remove "served: false" from one of them.',
      'key',
    );
  const storedVersion = versions[stored[0] ?? 0];
  if (storedVersion?.served === false && versions.some(({ served }) => served !== false))
    report.warning(
      [...path, stored[0] ?? 0, 'served'],
      `the stored version ${quote(storedVersion.name)} is not served: the controller works on the newest version that is, in which objects are converted.`,
      'Serve it, or store another one.',
    );
};

const checkWarning = (text: string, deprecated: boolean | undefined, path: Path, report: Report): void => {
  const at = [...path, 'deprecationWarning'];
  if (deprecated !== true) report.error(at, 'a warning without deprecation is not allowed.', 'Add "deprecated: true".');
  if (Buffer.byteLength(text) > 256)
    report.error(at, `the warning has ${Buffer.byteLength(text)} bytes, at most 256 are allowed.`, 'Shorten it.');
  const odd = /[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.exec(text);
  if (odd !== null)
    report.error(
      at,
      `the warning has the character U+${odd[0].codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}, which cannot be printed.`,
      'Write it on one line, of letters, digits, punctuation and spaces.',
    );
};

/** KubeLikeVersion: what kubectl and discovery put in order. */
const KUBE_LIKE = /^v[1-9]\d*(?:(?:alpha|beta)[1-9]\d*)?$/;
