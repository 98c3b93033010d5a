import { expect, test } from 'vitest';
import { parseChallenges } from '../../../generators/core/publish/challenge.ts';

test.each([
  ['Basic realm="x"', [['basic', { realm: 'x' }]]],
  ['basic', [['basic', {}]]],
  [
    'Bearer realm="https://auth.docker.io/token",service="registry.docker.io",scope="repository:a/b:pull,push"',
    [
      [
        'bearer',
        { realm: 'https://auth.docker.io/token', service: 'registry.docker.io', scope: 'repository:a/b:pull,push' },
      ],
    ],
  ],
  ['Bearer realm = "a" , Service=b', [['bearer', { realm: 'a', service: 'b' }]]],
  [
    'Basic realm="a, b=\\"c\\"", Bearer realm="d"',
    [
      ['basic', { realm: 'a, b="c"' }],
      ['bearer', { realm: 'd' }],
    ],
  ],
  [
    'Negotiate, Basic realm="x"',
    [
      ['negotiate', {}],
      ['basic', { realm: 'x' }],
    ],
  ],
  ['', []],
  ['"?', []],
] as const)('%s', (header, expected) => {
  expect(parseChallenges(header).map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])).toEqual(
    expected,
  );
});
