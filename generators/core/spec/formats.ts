/** Formats of strings that kube-apiserver checks (kube-openapi's strfmt); what it does not know, it ignores. */
import { isDnsLabel, isDnsName } from './rules/dns.ts';
import { isCidr, isIPv4, isIPv6, isMac } from './formats/addresses.ts';
import { isCreditCard, isIsbn10, isIsbn13 } from './formats/checksums.ts';
import { isDate, isDateTime, isDuration } from './formats/times.ts';

const pattern =
  (expression: RegExp) =>
  (text: string): boolean =>
    expression.test(text);

const uuid = (third: string, fourth: string) =>
  pattern(new RegExp(`^[0-9a-f]{8}-?[0-9a-f]{4}-?${third}[0-9a-f]{3}-?${fourth}[0-9a-f]{3}-?[0-9a-f]{12}$`, 'i'));

const BYTE = String.raw`(0|[1-9]\d?|1\d\d?|2[0-4]\d|25[0-5])`;

/** By name without dashes, as they are looked up. */
const FORMATS: Readonly<Record<string, (text: string) => boolean>> = {
  bsonobjectid: pattern(/^[0-9a-fA-F]{24}$/),
  uri: (text) => text === '*' || (/^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|\/)/.test(text) && isRequestUri(text)),
  email: pattern(
    /^(?:[^<>]*<)?\s*(?:[^\s<>()[\]:;@\\,."]+(?:\.[^\s<>()[\]:;@\\,."]+)*|"(?:[^"\\]|\\.)+")@(?:[^\s<>()[\]:;@\\,."]+(?:\.[^\s<>()[\]:;@\\,."]+)*|\[[^\]]+\])\s*>?$/,
  ),
  hostname: (text) =>
    Buffer.byteLength(text) <= 255 &&
    text.split('.').every((label) => Buffer.byteLength(label) <= 63) &&
    /^(?:[a-zA-Z0-9\p{S}\p{L}](?:-?[a-zA-Z0-9\p{S}\p{L}]{0,62})?|(?:[a-zA-Z0-9\p{S}\p{L}](?:[a-zA-Z0-9\-\p{S}\p{L}]{0,61}[a-zA-Z0-9\p{S}\p{L}])?\.)+[a-zA-Z\p{L}]{2,63})$/u.test(
      text,
    ),
  ipv4: isIPv4,
  ipv6: isIPv6,
  cidr: isCidr,
  mac: isMac,
  uuid: uuid('[0-9a-f]', '[0-9a-f]'),
  uuid3: uuid('3', '[0-9a-f]'),
  uuid4: uuid('4', '[89ab]'),
  uuid5: uuid('5', '[89ab]'),
  isbn: (text) => isIsbn10(text) || isIsbn13(text),
  isbn10: isIsbn10,
  isbn13: isIsbn13,
  creditcard: isCreditCard,
  ssn: (text) => text.length === 11 && /^\d{3}[- ]?\d{2}[- ]?\d{4}$/.test(text),
  hexcolor: pattern(/^#?(?:[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$/),
  rgbcolor: pattern(new RegExp(String.raw`^rgb\(\s*${BYTE}\s*,\s*${BYTE}\s*,\s*${BYTE}\s*\)$`)),
  byte: pattern(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=|[A-Za-z0-9+/]{4})$/),
  password: () => true,
  date: isDate,
  datetime: isDateTime,
  duration: isDuration,
  k8sshortname: isDnsLabel,
  k8slongname: isDnsName,
};

const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  integer: ['int32', 'int64'],
  number: ['float', 'double'],
};

/** Whether the API server knows the format for the type; it warns of others. */
export const isKnownFormat = (format: string, type: string | undefined): boolean =>
  type === undefined || type === 'string'
    ? Object.hasOwn(FORMATS, format.replaceAll('-', ''))
    : NUMBERS[type]?.includes(format) === true;

/** Formats that may stand beside a type, for messages. */
export const formatsOf = (type: string | undefined): readonly string[] =>
  type === undefined || type === 'string'
    ? Object.keys(FORMATS).map((name) => NAMES[name] ?? name)
    : (NUMBERS[type] ?? []);

const NAMES: Readonly<Record<string, string>> = {
  datetime: 'date-time',
  k8sshortname: 'k8s-short-name',
  k8slongname: 'k8s-long-name',
};

/** Whether a string has the format; every string has one that is not known. */
export const hasFormat = (text: string, format: string): boolean => {
  const name = format.replaceAll('-', '');
  return !Object.hasOwn(FORMATS, name) || FORMATS[name]!(text);
};

/** Go's url.ParseRequestURI: an absolute URI or path. */
const isRequestUri = (text: string): boolean => {
  // eslint-disable-next-line no-control-regex -- Go refuses control characters anywhere
  if (/[\0-\x1f\x7f]/.test(text) || /%(?![0-9A-Fa-f]{2})/.test(text.replace(/\?.*$/s, ''))) return false;
  const [, authority] = /^(?:[^/?#]*:)?\/\/([^/?]*)/.exec(text) ?? [];
  if (authority === undefined) return true;
  const host = authority.replace(/^.*@/, '');
  // In a host only bytes beyond ASCII may be escaped, and in an IPv6 address the zone.
  if (/%[0-7]/.test(host.replace(/^\[.*\]/, ''))) return false;
  return /^(?:\[[0-9A-Fa-f:.%\w-]+\]|[^\s"<>[\]^`{|}\\:]*)(?::\d*)?$/.test(host);
};
