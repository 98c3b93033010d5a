import { expect, test } from 'vitest';
import { repositoryAddress, revisionOf, timeOf } from '../../../generators/core/publish/provenance.ts';

test.each([
  ['https://github.com/acme/op', 'https://github.com/acme/op'],
  ['https://github.com/acme/op.git', 'https://github.com/acme/op'],
  ['https://x-access-token:ghs_secret@github.com/acme/op.git', 'https://github.com/acme/op'],
  ['git@github.com:acme/op.git', 'https://github.com/acme/op'],
  ['github.com:acme/op', 'https://github.com/acme/op'],
  ['ssh://git@gitlab.example.com:2222/acme/deep/op.git', 'https://gitlab.example.com/acme/deep/op'],
  ['http://git.example.com:3000/acme/op/', 'http://git.example.com:3000/acme/op'],
  ['/srv/git/op.git', undefined],
  ['../op', undefined],
  ['C:/work/op', undefined],
  ['file:///srv/op', undefined],
  ['', undefined],
])('the repository %s is %s in every clone', (remote, expected) => {
  expect(repositoryAddress(remote)).toBe(expected);
});

test('a revision is written as Flux reads it', () => {
  expect(revisionOf('a'.repeat(40), 'v0.1.0')).toBe(`v0.1.0@sha1:${'a'.repeat(40)}`);
  expect(revisionOf('a'.repeat(40), undefined)).toBe(`sha1:${'a'.repeat(40)}`);
  expect(revisionOf('a'.repeat(64), 'main')).toBe(`main@sha256:${'a'.repeat(64)}`);
});

test.each([
  ['0', '1970-01-01T00:00:00Z'],
  ['1732190553', '2024-11-21T12:02:33Z'],
  ['', undefined],
  ['-1', undefined],
  ['1e9', undefined],
  ['999999999999', undefined],
])('the time %j is %j', (seconds, expected) => {
  expect(timeOf(seconds)).toBe(expected);
});
