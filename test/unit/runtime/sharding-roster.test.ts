import { expect, test } from 'vitest';
import type { Lease } from '../../../runtime/src/manager/lease.ts';
import { SHARD_MEMBERS } from '../../../runtime/src/sharding/member-lease.ts';
import { createRoster } from '../../../runtime/src/sharding/roster.ts';

const lease = (name: string, resourceVersion: string, holderIdentity = name): Lease => ({
  apiVersion: 'coordination.k8s.io/v1',
  kind: 'Lease',
  metadata: {
    name,
    namespace: 'default',
    uid: name,
    resourceVersion,
    creationTimestamp: '',
    annotations: { [SHARD_MEMBERS]: holderIdentity === '' ? '' : 'a,b,me' },
  },
  spec: { holderIdentity, leaseDurationSeconds: 15 },
});

/** What is read at which second, and whom it leaves. */
const cases: Record<
  string,
  readonly (readonly [at: number, leases: readonly Lease[], live: string, claims: string, removable: string])[]
> = {
  'a Lease that is renewed counts, however long': [
    [0, [lease('a', '1')], 'a', 'a', ''],
    [14, [lease('a', '2')], 'a', 'a', ''],
    [28, [lease('a', '3')], 'a', 'a', ''],
  ],
  'one that is not, for as long as it says': [
    [0, [lease('a', '1')], 'a', 'a', ''],
    [14, [lease('a', '1')], 'a', 'a', ''],
    [15, [lease('a', '1')], '', '', ''],
    [60, [lease('a', '1')], '', '', 'a'],
    [61, [], '', '', ''],
  ],
  'it comes back with the next renewal': [
    [0, [lease('a', '1')], 'a', 'a', ''],
    [70, [lease('a', '1')], '', '', 'a'],
    [71, [lease('a', '2')], 'a', 'a', ''],
  ],
  'one that is old when first seen has all of its time': [
    [100, [lease('b', '7')], 'b', 'b', ''],
    [114, [lease('b', '7')], 'b', 'b', ''],
  ],
  'one that was released is void at once': [
    [0, [lease('a', '1')], 'a', 'a', ''],
    [1, [lease('a', '2', '')], '', '', ''],
    [61, [lease('a', '2', '')], '', '', 'a'],
    [62, [], '', '', ''],
  ],
  'one that somebody deleted may still be acted on until its time is over': [
    [0, [lease('a', '1')], 'a', 'a', ''],
    [1, [], '', 'a', ''],
    [14, [], '', 'a', ''],
    [15, [], '', '', ''],
  ],
  'the own one is no other': [[0, [lease('me', '1'), lease('b', '1')], 'b', 'b', '']],
};

test.each(Object.entries(cases))('%s', (_name, readings) => {
  const roster = createRoster('me');
  for (const [at, leases, live, claims, removable] of readings) {
    const reading = roster.read(leases, at * 1000, at * 1000);
    expect({
      at,
      live: reading.live.join(','),
      claims: reading.claims.map(({ member }) => member).join(','),
      removable: reading.removable.map(({ metadata }) => metadata.name).join(','),
    }).toEqual({ at, live, claims, removable });
  }
});

test('an answer that came late does not count as one that was asked for late', () => {
  const roster = createRoster('me');
  roster.read([lease('a', '1')], 0, 3_000);
  // Asked for 14 s after the state was seen, answered 20 s later: it may have been renewed meanwhile.
  expect(roster.read([lease('a', '1')], 17_000, 37_000).live).toEqual(['a']);
  expect(roster.read([lease('a', '1')], 18_000, 18_000).live).toEqual([]);
});
