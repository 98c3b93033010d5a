import { describe, expect, test } from 'vitest';
import { nextRelease } from '../../../generators/core/model/build-history.ts';

const RELEASES = [
  { version: '0.1.0', channels: ['candidate'] },
  { version: '0.2.0', channels: ['candidate', 'stable'], replaces: '0.1.0' },
  { version: '0.2.1', channels: ['candidate', 'stable'], replaces: '0.2.0' },
];

describe('a release without a word on what it replaces', () => {
  test.each<[channels: readonly string[], skips: readonly string[], replaces: string | undefined]>([
    [['stable'], [], '0.2.1'],
    [['fast', 'stable'], [], '0.2.1'],
    [['fast'], [], undefined],
    [['stable'], ['0.2.1'], '0.2.0'],
    [['stable'], ['0.2.0'], '0.2.1'],
    [['candidate'], ['0.2.0', '0.2.1'], '0.1.0'],
    [['stable'], ['0.2.0', '0.2.1'], undefined],
  ])('in %j that skips %j replaces %s', (channels, skips, replaces) => {
    expect(nextRelease('0.2.2', channels, RELEASES, skips)).toEqual({
      version: '0.2.2',
      channels,
      skips,
      ...(replaces !== undefined && { replaces }),
    });
  });
});
