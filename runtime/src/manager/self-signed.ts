/**
 * A certificate that a server signs for itself, where nobody gives it one: traffic is encrypted, who serves is not proven.
 * An X.509 v3 certificate in DER (RFC 5280), by an elliptic curve key (P-256); Node itself reads certificates but makes none.
 */
import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';
import { isIP } from 'node:net';
import type { CertificatePair } from './certificate-watcher.ts';

export interface SelfSignedOptions {
  /** DNS names and IP addresses; the first is the common name. */
  readonly names: readonly string[];
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly days: number;
}

const DAY = 86_400_000;
const ECDSA_WITH_SHA256 = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02];
const COMMON_NAME = [0x55, 0x04, 0x03];
const SUBJECT_ALT_NAME = [0x55, 0x1d, 0x11];
const BASIC_CONSTRAINTS = [0x55, 0x1d, 0x13];
const EXTENDED_KEY_USAGE = [0x55, 0x1d, 0x25];
const SERVER_AUTH = [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x03, 0x01];

/** Makes a key and the certificate of it. */
export const selfSigned = ({ names, now, days }: SelfSignedOptions): CertificatePair => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = sequence(objectId(ECDSA_WITH_SHA256));
  const name = sequence(set(sequence(objectId(COMMON_NAME), value(0x0c, Buffer.from(names[0] ?? 'localhost')))));
  // A first byte above 0 and below 128: neither negative nor with a zero too many.
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x3f) | 0x40;
  const body = sequence(
    value(0xa0, integer(Buffer.from([2]))),
    integer(serial),
    algorithm,
    name,
    // An hour ago: clocks differ.
    sequence(time(now - DAY / 24), time(now + days * DAY)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    value(
      0xa3,
      sequence(
        extension(SUBJECT_ALT_NAME, sequence(...names.map(generalName))),
        extension(BASIC_CONSTRAINTS, sequence(value(0x01, Buffer.from([0xff])))),
        extension(EXTENDED_KEY_USAGE, sequence(objectId(SERVER_AUTH))),
      ),
    ),
  );
  const signature = value(0x03, Buffer.from([0]), sign('sha256', body, privateKey));
  return {
    cert: pem(sequence(body, algorithm, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
};

/** Tag, length, content. */
const value = (tag: number, ...parts: readonly Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const { length } = content;
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content]);
  const bytes = length < 0x1_00 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...bytes]), content]);
};
const sequence = (...parts: readonly Buffer[]): Buffer => value(0x30, ...parts);
const set = (...parts: readonly Buffer[]): Buffer => value(0x31, ...parts);
const integer = (bytes: Buffer): Buffer => value(0x02, bytes);
const objectId = (bytes: readonly number[]): Buffer => value(0x06, Buffer.from(bytes));
const extension = (id: readonly number[], content: Buffer): Buffer => sequence(objectId(id), value(0x04, content));

/** UTCTime until 2049, GeneralizedTime beyond, as RFC 5280 wants it. */
const time = (at: number): Buffer => {
  const text = `${new Date(at).toISOString().replace(/[-:T]|\.\d+Z$/g, '')}Z`;
  return new Date(at).getUTCFullYear() < 2050
    ? value(0x17, Buffer.from(text.slice(2)))
    : value(0x18, Buffer.from(text));
};

const generalName = (name: string): Buffer => {
  const family = isIP(name);
  if (family === 0) return value(0x82, Buffer.from(name));
  if (family === 4) return value(0x87, Buffer.from(name.split('.').map(Number)));
  return value(0x87, Buffer.from(expandIPv6(name)));
};

const expandIPv6 = (address: string): readonly number[] => {
  const [head, tail] = address.split('::').map((part) => part.split(':').filter((group) => group !== '')) as [
    string[],
    string[]?,
  ];
  const groups =
    tail === undefined ? head : [...head, ...Array.from({ length: 8 - head.length - tail.length }, () => '0'), ...tail];
  return groups.flatMap((group) => [Number.parseInt(group, 16) >> 8, Number.parseInt(group, 16) & 0xff]);
};

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
