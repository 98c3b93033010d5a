/** CRDs of others: made by controller-gen, accepted by a real API server, or refused by it. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { definitionsOf, importTexts, read } from './definitions.ts';

const cases = join(import.meta.dirname, '../../../../shared/cases');
const textsIn = (folder: string): readonly (readonly [name: string, text: string])[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => [name, readFileSync(join(folder, name), 'utf8')])
    : [];

describe.skipIf(!existsSync(cases))('the shared cases (only where ../shared is there)', () => {
  test.for([...textsIn(join(cases, 'crds')), ...textsIn(join(cases, 'invalid/accepted'))])(
    '%s comes back',
    ([, text]) => expect(definitionsOf(importTexts([text]).text!)).toEqual(read(text)),
  );

  test('all at once', () => {
    const texts = textsIn(join(cases, 'crds')).map(([, text]) => text);
    expect(definitionsOf(importTexts(texts).text!)).toEqual(texts.flatMap(read));
  });

  test.for(textsIn(join(cases, 'invalid/refused')))('%s is refused, with a position', ([, text]) => {
    const { text: spec, loaded } = importTexts([text]);
    expect(spec).toBe(undefined);
    expect(loaded.problems.filter(({ severity }) => severity === 'error')).not.toEqual([]);
    for (const problem of loaded.problems)
      expect(problem).toMatchObject({ file: 'f1.yaml', line: expect.any(Number), column: expect.any(Number) });
  });
});
