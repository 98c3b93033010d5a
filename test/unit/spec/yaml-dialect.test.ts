import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { dialect } from '../../../generators/core/spec/yaml-dialect.ts';

describe('plain scalars as the API server reads them', () => {
  test.for<readonly [text: string, value: unknown]>([
    ['on', true],
    ['y', true],
    ['1_000', 1000n],
    ['010', 8n],
    ['0o17', 15n],
    ['1:30', '1:30'],
    ['2024-01-01', '2024-01-01'],
    ['9007199254740993', 9007199254740993n],
    ['.', '.'],
    ['-.', '-.'],
    ['.5', 0.5],
    ['-1.', -1],
    ['1.5', 1.5],
    ['1e3', 1000],
    ['.5e3', 500],
    ['1e_3', 1000],
    ['e2', 'e2'],
    ['-e2', '-e2'],
    ['.e2', '.e2'],
    ['..', '..'],
  ])('%s', ([text, value]) => expect(parse(text, dialect)).toEqual(value));
});
