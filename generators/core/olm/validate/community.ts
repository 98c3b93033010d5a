/** What the community's catalogs ask of a bundle with APIs that OpenShift 4.9 has not (operator-framework/api community.go). */
import { isObject, type JsonValue } from '../../model/json.ts';
import { quote } from '../../spec/near.ts';
import type { Path } from '../../spec/path.ts';
import type { Findings } from './findings.ts';
import type { Judged } from './judged.ts';
import { usesOf } from './removed-apis.ts';
import { parseTolerant } from './semver.ts';
import { compareVersions } from '../version.ts';

const MAXIMUM = 'olm.maxOpenShiftVersion';
const PATH: Path = ['metadata', 'annotations', 'olm.properties'];
/** The first OpenShift on Kubernetes 1.22. */
const UNSUPPORTED = parseTolerant('4.9')!;

/** Such a bundle says which OpenShift is the last that it runs on. */
export const checkCommunity = (judged: Judged, findings: Findings): void => {
  if (usesOf(judged, '1.22.0').length === 0) return;
  const { csv, bundle } = judged;
  findings.warning(
    bundle.annotations ?? csv.document,
    bundle.annotations === undefined ? [] : ['annotations'],
    'the bundle has APIs that Kubernetes 1.22 removed, and would be offered on OpenShift 4.9 and later.',
    'Use newer versions of them, or add com.redhat.openshift.versions: "v4.6-v4.8" to the annotations and to the labels of the image.',
    'key',
  );
  const tell = (message: string) =>
    findings.error(
      csv.document,
      PATH,
      message,
      `Use newer versions of the removed APIs, or write [{"type": "${MAXIMUM}", "value": "4.8"}].`,
    );
  const text = csv.annotations['olm.properties'] ?? '';
  if (text === '')
    return tell(
      'the bundle has APIs that Kubernetes 1.22 removed, and nothing says which OpenShift is the last that it runs on.',
    );
  const properties = readProperties(text);
  if (properties === undefined) return tell('this is no list of properties in JSON.');
  const maximum = properties.find(({ type }) => type === MAXIMUM)?.value;
  if (maximum === undefined) return tell(`the property ${MAXIMUM} is missing.`);
  const version = parseTolerant(maximum);
  if (version === undefined) return tell(`${quote(maximum)} is no version of OpenShift.`);
  if (compareVersions(version, { ...UNSUPPORTED, major: version.major, minor: version.minor }) !== 0)
    return findings.warning(
      csv.document,
      PATH,
      `of ${quote(maximum)} only the first two numbers count.`,
      'Write two numbers: 4.8.',
    );
  if (compareVersions(version, UNSUPPORTED) >= 0)
    return tell(`OpenShift ${maximum} has not all APIs of the bundle; 4.8 was the last that had.`);
  return undefined;
};

interface Property {
  readonly type: string;
  readonly value: string;
}

/** As Go reads them: names in any case, values that are text. */
const readProperties = (text: string): readonly Property[] | undefined => {
  let list: JsonValue;
  try {
    list = JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
  if (list === null) return [];
  if (!Array.isArray(list)) return undefined;
  const properties = list.map((item: JsonValue) => readProperty(item));
  return properties.every((property) => property !== undefined) ? properties : undefined;
};

const readProperty = (item: JsonValue): Property | undefined => {
  if (item === null) return { type: '', value: '' };
  if (!isObject(item)) return undefined;
  const fields = { type: '', value: '' };
  for (const [key, value] of Object.entries(item)) {
    const field = key.toLowerCase();
    if (field !== 'type' && field !== 'value') continue;
    if (typeof value === 'string') fields[field] = value;
    else if (value !== null) return undefined;
  }
  return fields;
};
