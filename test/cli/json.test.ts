import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { edit, k8sOperator, project, write } from './program.ts';

const MANAGED = 'src/controllers.ts';

describe('--json', () => {
  const json = (root: string, ...args: string[]) => {
    const { code, out, err } = k8sOperator(root, ...args, '--json');
    return { code, err, document: JSON.parse(out) as Record<string, unknown> };
  };

  test.each([
    ['nothing to do', () => undefined, ['update'], { command: 'update', outcome: 'done', exitCode: 0, written: false }],
    [
      'a conflict',
      (root: string) => edit(root, MANAGED, () => ''),
      ['update'],
      {
        outcome: 'conflict',
        exitCode: 2,
        written: false,
        changes: expect.arrayContaining([
          expect.objectContaining({ path: MANAGED, action: 'conflict', owner: 'managed' }),
        ]),
      },
    ],
    ['drift', (root: string) => rmSync(join(root, MANAGED)), ['check'], { outcome: 'drift', exitCode: 2 }],
    [
      'a wrong spec',
      (root: string) => write(root, 'operator.yaml', '{}'),
      ['update'],
      {
        outcome: 'problems',
        exitCode: 1,
        problems: expect.arrayContaining([expect.objectContaining({ file: 'operator.yaml', severity: 'error' })]),
      },
    ],
    [
      'something missing',
      () => undefined,
      ['api'],
      { outcome: 'missing', exitCode: 64, missing: [expect.objectContaining({ name: 'GROUP/VERSION/KIND' })] },
    ],
    [
      'a wrong option',
      () => undefined,
      ['update', '--forse'],
      {
        outcome: 'usage',
        exitCode: 64,
        problems: [{ message: 'Unknown option --forse.', hint: expect.stringContaining('--force') }],
      },
    ],
    [
      'a diff',
      (root: string) => rmSync(join(root, MANAGED)),
      ['update', '--dry-run', '--diff'],
      {
        dryRun: true,
        written: false,
        changes: expect.arrayContaining([
          expect.objectContaining({ path: MANAGED, diff: expect.stringContaining(`+++ b/${MANAGED}`) }),
        ]),
      },
    ],
  ])('is one document for %s', (_, change, args, expected) => {
    const root = project();
    change(root);
    const { code, err, document } = json(root, ...args);
    expect(document).toMatchObject(expected);
    expect({ code, err }).toEqual({ code: document['exitCode'], err: '' });
  });
});
