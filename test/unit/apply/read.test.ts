/** Reading what somebody named: it ends, whatever it is. */
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { Fault } from '../../../generators/core/apply/fault.ts';
import { MOST_BYTES, readBytes } from '../../../generators/core/apply/read.ts';

const folder = mkdtempSync(join(tmpdir(), 'read-'));
afterAll(() => rmSync(folder, { recursive: true }));

const file = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};

const refusal = (path: string, most?: number): string => {
  try {
    readBytes(path, 'shown', most);
    return 'was read';
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return error.problems.map(({ file: name, message }) => `${name}: ${message}`).join('\n');
  }
};

describe('what is read', () => {
  test.each([
    ['an empty file', ''],
    ['a small one', 'a: b\n'],
    ['one of just the limit', 'x'.repeat(4096)],
  ])('%s', (_, text) => {
    expect(readBytes(file('some.yaml', text), 'shown', 4096).toString()).toBe(text);
  });

  test.skipIf(process.platform !== 'linux')('a file that does not say how large it is', () => {
    expect(readBytes('/proc/self/status', 'shown').toString()).toContain('Pid:');
  });
});

describe('what is refused', () => {
  const huge = file('huge.yaml', '');
  truncateSync(huge, 5 * 1024 ** 3);
  test.each([
    ['a byte too many', file('more.yaml', 'x'.repeat(1024 * 1024 + 1)), 1024 * 1024, 'shown: is larger than 1 MiB, '],
    ['a file that fills the memory', huge, MOST_BYTES, 'shown: is larger than 128 MiB, '],
    ['what is not there', join(folder, 'none.yaml'), MOST_BYTES, 'shown: does not exist.'],
    ['a folder', folder, MOST_BYTES, 'shown: is a folder where a file should be.'],
  ])('%s', (_, path, most, message) => {
    expect(refusal(path, most)).toContain(message);
  });

  test.skipIf(process.platform === 'win32').each(['/dev/zero', '/dev/urandom'])('%s, which never ends', (path) => {
    expect(refusal(path, 2 * 1024 * 1024)).toContain('shown: is larger than 2 MiB, ');
  });
});
