/** `npm run demo`, the README's first command, after its build: everything for real, npm's registry included. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('the demonstration shows an operator converge, scale, heal and go', async () => {
  const script = join(import.meta.dirname, '../demo/demo.ts');
  const { stdout } = await promisify(execFile)(process.execPath, ['--conditions=source', script]);
  const told = [
    'operator.yaml',
    'files created',
    'dist/main.js',
    'is ready',
    'Available=True (3/3 ready)',
    'Available=True (5/5 ready)',
    'the operator brought it back',
    'nothing is left',
    'All of it took',
  ];
  expect(told.filter((text) => !stdout.includes(text))).toEqual([]);
});
