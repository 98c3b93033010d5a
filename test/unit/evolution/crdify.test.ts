import { describe, expect, test } from 'vitest';
import { crdifyFindings } from '../../../generators/core/evolution/crdify.ts';
import { readDefinition } from '../../../generators/core/evolution/definition.ts';
import { PAIRS } from './pairs.ts';
import { lineOf } from './lines.ts';

describe('what breaks by the rules of crdify', () => {
  test.each(PAIRS)('$title', ({ older, newer, findings }) => {
    const found = crdifyFindings(readDefinition(older), readDefinition(newer));
    expect(found.map(lineOf).toSorted()).toEqual(findings.toSorted());
  });
});
