/** What decodes itself in Go: times, quantities, versions, and the parts of a schema that may be of several types. */
import { isInteger, isObject, type JsonValue } from '../../model/json.ts';
import { quote } from '../../spec/near.ts';
import type { Path } from '../../spec/path.ts';
import { type Tell, wrong } from './fault.ts';
import type { GoType } from './go-types.ts';
import { isQuantity } from './quantity.ts';
import { isPreRelease, parseTolerant } from './semver.ts';

/** Decodes a value of any type, telling what is wrong; undefined is Go's zero value. */
export type DecodeValue = (value: JsonValue, type: GoType, path: Path, tell: Tell) => JsonValue | undefined;

type Decoder = (value: JsonValue, path: Path, tell: Tell, decode: DecodeValue) => JsonValue | undefined;

/** metav1.Time: RFC 3339; null is no time. */
const time: Decoder = (value, path, tell) => {
  if (value === null) return undefined;
  if (typeof value !== 'string') return wrong(value, 'a time', path, tell);
  if (isTime(value)) return value;
  tell({ path, message: `${quote(value)} is no time.`, hint: 'Write it as RFC 3339 has it: 2026-01-31T12:00:00Z.' });
  return undefined;
};

const isTime = (text: string): boolean => {
  const [, day, hour = '', minute = '', second = '', zone] =
    /^(\d{4}-\d\d-\d\d)T(\d\d?):(\d\d):(\d\d)(?:[.,]\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text) ?? [];
  if (day === undefined || hour > '23' || Number(hour) > 23 || minute > '59' || second > '59') return false;
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day) return false;
  return zone === 'Z' || (zone!.slice(1, 3) <= '24' && zone!.slice(4) <= '60');
};

const quantity: Decoder = (value, path, tell) => {
  if (value === null) return undefined;
  const text = typeof value === 'string' ? value : typeof value === 'object' ? '' : String(value);
  if (isQuantity(text.trim())) return text;
  tell({
    path,
    message: `${typeof value === 'object' ? 'this' : quote(text)} is no quantity.`,
    hint: 'Write it as Kubernetes has it: 100m, 64Mi, 2.',
  });
  return undefined;
};

const intOrString: Decoder = (value, path, tell, decode) => {
  if (value === null) return 0;
  if (typeof value === 'string') return value;
  return isInteger(value) ? decode(value, 'int32', path, tell) : wrong(value, 'an integer or text', path, tell);
};

/** lib/version.OperatorVersion: as tolerant as semver.ParseTolerant. */
const version: Decoder = (value, path, tell) => {
  if (value !== null && typeof value !== 'string') return wrong(value, 'a version in quotes', path, tell);
  if (parseTolerant(value ?? '') !== undefined) return value;
  tell({
    path,
    message: value === null || value === '' ? 'the version is empty.' : `${quote(value)} is no version.`,
    hint: 'Use one as semver.org has it: 0.1.0.',
  });
  return undefined;
};

/** lib/release.OperatorRelease: what may stand behind the dash of a version. */
const release: Decoder = (value, path, tell) => {
  if (value !== null && typeof value !== 'string') return wrong(value, 'a release in quotes', path, tell);
  if ((value ?? '').split('.').every(isPreRelease)) return value;
  tell({
    path,
    message: `${quote(value ?? '')} is no release.`,
    hint: 'Use letters, digits and dashes with dots between: 1, 2.rc1.',
  });
  return undefined;
};

const schemaOrBool =
  (schema: GoType): Decoder =>
  (value, path, tell, decode) => {
    if (typeof value === 'boolean') return value;
    return isObject(value) ? decode(value, schema, path, tell) : wrong(value, 'a schema, true or false', path, tell);
  };

/** Of another type it is empty, and nothing is said. */
const schemaOr =
  (schema: GoType, list: GoType): Decoder =>
  (value, path, tell, decode) => {
    if (isObject(value)) return decode(value, schema, path, tell);
    return Array.isArray(value) ? decode(value, list, path, tell) : undefined;
  };

const anything: Decoder = (value) => value ?? undefined;

/** By the name that go-types.data.ts gives them. */
export const decoders: Readonly<Record<string, Decoder>> = {
  'meta/v1.Time': time,
  'meta/v1.FieldsV1': anything,
  'api/resource.Quantity': quantity,
  'util/intstr.IntOrString': intOrString,
  'lib/version.OperatorVersion': version,
  'lib/release.OperatorRelease': release,
  'encoding/json.RawMessage': anything,
  ...Object.fromEntries(
    ['apiextensions/v1', 'apiextensions/v1beta1'].flatMap((group): [string, Decoder][] => [
      [`${group}.JSON`, anything],
      [`${group}.JSONSchemaPropsOrBool`, schemaOrBool(`${group}.JSONSchemaProps`)],
      [`${group}.JSONSchemaPropsOrArray`, schemaOr(`${group}.JSONSchemaProps`, `[]${group}.JSONSchemaProps`)],
      [`${group}.JSONSchemaPropsOrStringArray`, schemaOr(`${group}.JSONSchemaProps`, '[]string')],
    ]),
  ),
};
