/** What identifies a file's content, whatever git on Windows did to its line ends. */
import { hash } from 'node:crypto';

/** Text as it was generated: a checkout with CRLF counts as unedited. Bytes with a NUL are no text and stay what they are. */
export const normalise = (bytes: Uint8Array): Buffer => {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!buffer.includes('\r\n') || buffer.includes(0)) return buffer;
  return Buffer.from(buffer.toString('latin1').replaceAll('\r\n', '\n'), 'latin1');
};

/** sha256 in hex of the normalised content. */
export const fingerprint = (bytes: Uint8Array): string => hash('sha256', normalise(bytes), 'hex');
