import { hash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';
import { unpackTar } from 'modern-tar';
import { describe, expect, test } from 'vitest';
import { archive, byPath } from '../../../generators/core/publish/archive.ts';

const file = (path: string, text: string) => ({ path, bytes: Buffer.from(text) });

/** Text that compresses in every way: repeated, random, and neither. */
const lines = Array.from({ length: 4000 }, (_, i) => `${i}: ${(i * 2_654_435_761) % 4_294_967_296} and so on\n`).join(
  '',
);

const FILES = [
  file('Chart.yaml', 'name: x\n'),
  file('deep/er/than/one/file.yaml', lines),
  file(`long/${'n'.repeat(120)}/${'m'.repeat(90)}.yaml`, 'a long name'),
  file(`${'ü'.repeat(110)}.yaml`, 'a longer one'),
  file('empty', ''),
];

describe('an archive', () => {
  test('is the same bytes on every machine and every version of Node', async () => {
    const { compressed, plain } = await archive(FILES);
    expect({ plain: hash('sha256', plain), compressed: hash('sha256', compressed) }).toMatchInlineSnapshot(`
      {
        "compressed": "44762a451b1b952ffb7bffdc40340887b2bb0a0526250fe9c6ffd4ed2e357139",
        "plain": "3661cc4443cd1835befbdd89adc2214d33f12ada7303e12aa7bfb6e0a62a143f",
      }
    `);
  });

  test('says nothing of when, where and by whom it was made', async () => {
    const { compressed, plain } = await archive(FILES);
    // gzip, deflate, no name, no time, best compression, Unix.
    expect([...compressed.subarray(0, 10)]).toEqual([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 2, 3]);
    const entries = await unpackTar(plain);
    for (const { header } of entries)
      expect(header).toMatchObject({ uid: 0, gid: 0, mode: 0o644, mtime: new Date(0), type: 'file' });
  });

  test('has the files as they are, whatever their names', async () => {
    const { compressed, plain } = await archive(FILES);
    expect(gunzipSync(compressed).equals(plain)).toBe(true);
    const entries = await unpackTar(gunzipSync(compressed));
    expect(entries.map(({ header, data }) => [header.name, Buffer.from(data!).toString()])).toEqual(
      FILES.map(({ path, bytes }) => [path, bytes.toString()]),
    );
  });

  test('is smaller than its files, as by gzip', async () => {
    const { compressed, plain } = await archive(FILES);
    expect(compressed.length).toBeLessThan(plain.length / 2);
  });
});

test('paths are ordered by their characters, in no language', () => {
  const names = ['b', 'B', 'a/z', 'a.z', 'ä', '_', '1'];
  expect(
    names
      .map((path) => file(path, ''))
      .toSorted(byPath)
      .map(({ path }) => path),
  ).toEqual(['1', 'B', '_', 'a.z', 'a/z', 'b', 'ä']);
});
