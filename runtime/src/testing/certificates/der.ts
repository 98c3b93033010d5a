/** ASN.1 in DER, as far as X.509 certificates need it: values in, bytes out. */

/** A tag, the length of what follows, and that. */
const tagged = (tag: number, ...content: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(content);
  const digits: number[] = [];
  for (let rest = body.length; rest > 0; rest >>>= 8) digits.unshift(rest & 0xff);
  const length = body.length < 0x80 ? [body.length] : [0x80 | digits.length, ...digits];
  return Buffer.concat([Buffer.from([tag, ...length]), body]);
};

/** SEQUENCE */
export const sequence = (...parts: readonly Uint8Array[]): Buffer => tagged(0x30, ...parts);

/** SET of one element, which needs no sorting. */
export const setOf = (part: Uint8Array): Buffer => tagged(0x31, part);

/** INTEGER, not negative; big-endian bytes. */
export const integer = (bytes: Uint8Array): Buffer =>
  tagged(0x02, (bytes[0] ?? 0) >= 0x80 ? Buffer.from([0]) : Buffer.alloc(0), bytes);

/** BOOLEAN TRUE */
export const yes = (): Buffer => tagged(0x01, Buffer.from([0xff]));

/** OBJECT IDENTIFIER, from `2.5.4.3`. */
export const oid = (text: string): Buffer => {
  const [first = 0, second = 0, ...rest] = text.split('.').map(Number);
  const bytes = [first * 40 + second];
  for (const arc of rest) {
    const groups = [arc & 0x7f];
    for (let more = arc >>> 7; more > 0; more >>>= 7) groups.unshift((more & 0x7f) | 0x80);
    bytes.push(...groups);
  }
  return tagged(0x06, Buffer.from(bytes));
};

/** UTF8String */
export const utf8 = (text: string): Buffer => tagged(0x0c, Buffer.from(text));

/** UTCTime until 2049, as RFC 5280 asks for. */
export const utcTime = (date: Date): Buffer =>
  tagged(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replaceAll(/[-:T]/g, '')}Z`));

/** OCTET STRING */
export const octets = (content: Uint8Array): Buffer => tagged(0x04, content);

/** BIT STRING of whole bytes, or with the last `unused` bits left out. */
export const bits = (content: Uint8Array, unused = 0): Buffer => tagged(0x03, Buffer.from([unused]), content);

/** [number] around a value. */
export const explicit = (number: number, ...content: readonly Uint8Array[]): Buffer =>
  tagged(0xa0 | number, ...content);

/** [number] in place of the value's own tag. */
export const implicit = (number: number, content: Uint8Array): Buffer => tagged(0x80 | number, content);
