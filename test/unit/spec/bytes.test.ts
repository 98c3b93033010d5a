/** Bytes to text: what kubectl reads is read alike, and what is no text is told at its place. */
import { describe, expect, test } from 'vitest';
import { decodeManifest, decodeUtf8 } from '../../../generators/core/spec/bytes.ts';

const utf16 = (text: string, mark = true): Buffer => Buffer.from(`${mark ? '\uFEFF' : ''}${text}`, 'utf16le');

describe('the text of a manifest', () => {
  test.each([
    ['UTF-8', Buffer.from('a: é😀\n'), 'a: é😀\n'],
    ['UTF-8 with a byte order mark', Buffer.from('\uFEFFa: b\n'), 'a: b\n'],
    ['UTF-16, least byte first', utf16('a: é😀\r\n'), 'a: é😀\r\n'],
    ['UTF-16, greatest byte first', utf16('a: é\n').swap16(), 'a: é\n'],
    ['lines that end with a carriage return', Buffer.from('a: b\rc: d\r'), 'a: b\nc: d\n'],
    ['lines that end with both', Buffer.from('a: b\r\nc: d\r\n'), 'a: b\r\nc: d\r\n'],
    ['lines that end with NEL', Buffer.from('a: b\u0085'), 'a: b\n'],
    ['JSON, in which NEL is a character', Buffer.from('{"a": "\u0085"}'), '{"a": "\u0085"}'],
    ['nothing', Buffer.from(''), ''],
  ])('%s', (_, bytes, text) => {
    expect(decodeManifest(bytes)).toEqual({ text });
  });
});

describe('no text', () => {
  test.each([
    ['Latin-1 in a later line', Buffer.from('a: b\nc: caf\xe9\n', 'latin1'), { line: 2, column: 7 }],
    ['a byte beyond the end', Buffer.from([0x61, 0x0a, 0xf0, 0x9f]), { line: 2, column: 1 }],
    [
      'a control character',
      Buffer.from('a: é\u0007'),
      { line: 1, column: 5, message: expect.stringContaining('U+0007') },
    ],
    ['UTF-16 without a mark', utf16('ab', false), { line: 1, column: 2, message: expect.stringContaining('U+0000') }],
    ['half of UTF-16', Buffer.from([0xff, 0xfe, 0x61]), { message: expect.stringContaining('UTF-16') }],
    ['UTF-32', Buffer.from([0xff, 0xfe, 0, 0, 0x61, 0, 0, 0]), { message: expect.stringContaining('U+0000') }],
    ['a compressed file', Buffer.from([0x1f, 0x8b, 8, 0]), { hint: 'Unpack it first (gunzip).' }],
  ])('%s', (_, bytes, wrong) => {
    expect(decodeManifest(bytes)).toMatchObject(wrong);
  });

  test('a spec is UTF-8', () => {
    expect(decodeUtf8(utf16('a: b'))).toEqual({ message: 'this is UTF-16, not UTF-8.', hint: 'Save it as UTF-8.' });
  });
});
