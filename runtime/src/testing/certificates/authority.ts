/**
 * A certificate authority for tests: made in milliseconds by node:crypto, thrown away afterwards.
 *
 * Gives certificates of servers (for names and addresses) and of clients, whose common name and organisations are Kubernetes' user
 * and groups. Keys are EC P-256. Everything is valid from a day ago, so that clocks which differ do not matter, for two years.
 */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isIPv4 } from 'node:net';
import { bits, explicit, implicit, integer, octets, oid, sequence, setOf, utcTime, utf8, yes } from './der.ts';

/** PEM texts. */
export interface Certificate {
  readonly cert: string;
  readonly key: string;
}

export interface CertificateAuthority {
  /** PEM, for whom it may concern to trust. */
  readonly ca: string;
  /** For a server of these DNS names and IPv4 addresses. */
  readonly server: (...names: readonly string[]) => Certificate;
  /** For a client: who it is, and of which groups. */
  readonly client: (user: string, groups?: readonly string[]) => Certificate;
}

const DAY = 24 * 60 * 60 * 1000;
const YEARS = 730 * DAY;

const ECDSA_WITH_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));
const USAGE = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const;

/** Makes an authority that nobody trusts yet. */
export const createAuthority = (name = 'test authority'): CertificateAuthority => {
  const own = keyPair();
  const issuer = distinguishedName(name, []);
  const keyId = createHash('sha1').update(spki(own.publicKey)).digest();
  const issue = (subject: Buffer, publicKey: KeyObject, extensions: readonly Buffer[]): string => {
    const now = Date.now();
    const content = sequence(
      explicit(0, integer(Buffer.from([2]))),
      // A serial number is positive and need not begin with a zero byte.
      integer(Buffer.concat([Buffer.from([0x40]), randomBytes(15)])),
      ECDSA_WITH_SHA256,
      issuer,
      sequence(utcTime(new Date(now - DAY)), utcTime(new Date(now + YEARS))),
      subject,
      spki(publicKey),
      explicit(3, sequence(...extensions)),
    );
    return pem(sequence(content, ECDSA_WITH_SHA256, bits(sign('sha256', content, own.privateKey))));
  };
  const leaf = (subject: Buffer, usage: keyof typeof USAGE, more: readonly Buffer[] = []): Certificate => {
    const { publicKey, privateKey } = keyPair();
    const extensions = [
      // digitalSignature
      extension('2.5.29.15', bits(Buffer.from([0x80]), 7), true),
      extension('2.5.29.37', sequence(oid(USAGE[usage]))),
      extension('2.5.29.35', sequence(implicit(0, keyId))),
      ...more,
    ];
    return { cert: issue(subject, publicKey, extensions), key: privatePem(privateKey) };
  };
  return {
    ca: issue(issuer, own.publicKey, [
      extension('2.5.29.19', sequence(yes()), true),
      // keyCertSign
      extension('2.5.29.15', bits(Buffer.from([0x04]), 2), true),
      extension('2.5.29.14', octets(keyId)),
    ]),
    server: (...names) =>
      leaf(distinguishedName(names[0] ?? 'localhost', []), 'server', [
        extension('2.5.29.17', sequence(...names.map(alternativeName))),
      ]),
    client: (user, groups = []) => leaf(distinguishedName(user, groups), 'client'),
  };
};

const keyPair = () => generateKeyPairSync('ec', { namedCurve: 'P-256' });

/** Key pair for ServiceAccount tokens, PEM. */
export const signingKey = (): { readonly publicKey: string; readonly privateKey: string } => {
  const { publicKey, privateKey } = keyPair();
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    privateKey: privatePem(privateKey),
  };
};

const spki = (key: KeyObject): Buffer => key.export({ type: 'spki', format: 'der' });

const privatePem = (key: KeyObject): string => key.export({ type: 'pkcs8', format: 'pem' }).toString();

const distinguishedName = (commonName: string, organisations: readonly string[]): Buffer => {
  const attribute = (type: string, value: string): Buffer => setOf(sequence(oid(type), utf8(value)));
  return sequence(...organisations.map((name) => attribute('2.5.4.10', name)), attribute('2.5.4.3', commonName));
};

const extension = (type: string, value: Buffer, critical = false): Buffer =>
  sequence(oid(type), ...(critical ? [yes()] : []), octets(value));

const alternativeName = (name: string): Buffer =>
  isIPv4(name) ? implicit(7, Buffer.from(name.split('.').map(Number))) : implicit(2, Buffer.from(name));

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replaceAll(/.{64}(?=.)/g, '$&\n')}\n-----END CERTIFICATE-----\n`;
