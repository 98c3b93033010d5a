/** Bytes of a file to its text. What is no text is a problem, at the first byte that tells. */

export type Decoded = { readonly text: string } | Undecodable;

export interface Undecodable {
  readonly message: string;
  readonly hint: string;
  readonly line?: number;
  readonly column?: number;
}

/** The text of UTF-8; a byte order mark is dropped. */
export const decodeUtf8 = (bytes: Uint8Array): Decoded => {
  if (bytes[0] === 0x1f && bytes[1] === 0x8b)
    return { message: 'this is compressed.', hint: 'Unpack it first (gunzip).' };
  if (utf16Of(bytes) !== undefined) return { message: 'this is UTF-16, not UTF-8.', hint: 'Save it as UTF-8.' };
  const text = decode(bytes, 'utf-8');
  if (text !== undefined) return checked(text);
  const message = 'this is no UTF-8 text: a byte begins no character.';
  return { message, hint: 'Save it as UTF-8, and give text.', ...placeOfEnd(soundPart(bytes)) };
};

/**
 * The text as kubectl and the API server read it: UTF-8, or UTF-16 with a byte order mark, which PowerShell writes. A carriage return
 * alone and NEL end a line for go-yaml.
 */
export const decodeManifest = (bytes: Uint8Array): Decoded => {
  const utf16 = utf16Of(bytes);
  const text = utf16 === undefined ? undefined : decode(bytes, utf16);
  const decoded = text === undefined ? decodeUtf8(bytes) : checked(text);
  if (!('text' in decoded) || /^\s*[{[]/.test(decoded.text)) return decoded;
  return { text: decoded.text.replace(/\r(?!\n)|\u0085/g, '\n') };
};

/** Which UTF-16 it says that it is. */
export const utf16Of = ([first, second]: Uint8Array): 'utf-16le' | 'utf-16be' | undefined => {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : undefined;
};

const decode = (bytes: Uint8Array, encoding: string): string | undefined => {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
};

// oxlint-disable-next-line no-control-regex -- these are what YAML forbids, and what tells a binary file from text
const FORBIDDEN = /[\0-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]/;

const checked = (text: string): Decoded => {
  const found = FORBIDDEN.exec(text);
  if (found === null) return { text };
  const code = found[0].charCodeAt(0);
  const hint =
    code === 0
      ? 'Save it as UTF-8, and give text.'
      : `Give text; in double quotes the character is written "\\${code > 0xff ? 'u' : 'x'}${code.toString(16).padStart(2, '0')}".`;
  const message = `this is binary: U+${code.toString(16).toUpperCase().padStart(4, '0')} is no character of a text.`;
  return { message, hint, ...placeOfEnd(text.slice(0, found.index)) };
};

const placeOfEnd = (before: string): { readonly line: number; readonly column: number } => {
  const lines = before.split('\n');
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
};

/** The text up to the first byte that is in no character: the longest part that, more to come, is sound. */
const soundPart = (bytes: Uint8Array): string => {
  const isSound = (end: number): boolean => {
    try {
      new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(0, end), { stream: true });
      return true;
    } catch {
      return false;
    }
  };
  let [sound, unsound] = [0, bytes.length + 1];
  while (unsound - sound > 1) {
    const middle = (sound + unsound) >> 1;
    if (isSound(middle)) sound = middle;
    else unsound = middle;
  }
  return new TextDecoder('utf-8').decode(bytes.subarray(0, sound), { stream: true });
};
