import { describe, expect, test } from 'vitest';
import type { KubernetesObject } from 'k8s-operator-runtime';
import { createTransform } from '../../../runtime/src/cache/transform.ts';
import { matches } from '../../../runtime/src/apply/match.ts';
import { widget } from './widget.ts';

interface Case {
  readonly desired: object;
  readonly live: object;
  readonly own: object;
}

const judge = ({ desired, live, own }: Case, manager = 'operator'): boolean => {
  const base = widget('a', '7');
  const entry = {
    manager,
    operation: 'Apply' as const,
    apiVersion: 'example.com/v1',
    fieldsType: 'FieldsV1' as const,
    fieldsV1: { 'f:spec': own },
  };
  const object = { ...base, metadata: { ...base.metadata, managedFields: [entry] }, spec: live };
  return matches(
    { apiVersion: 'example.com/v1', kind: 'Widget', metadata: { name: 'a', namespace: 'default' }, spec: desired },
    object,
    'operator',
  );
};

const PORTS = {
  'f:ports': {
    'k:{"port":53,"protocol":"TCP"}': { '.': {}, 'f:port': {} },
    'k:{"port":53,"protocol":"UDP"}': { '.': {}, 'f:port': {}, 'f:protocol': {} },
  },
};
const LIVE_PORTS = [
  { port: 53, protocol: 'UDP', name: 'defaulted' },
  { port: 99, protocol: 'TCP', name: 'of another manager' },
  { port: 53, protocol: 'TCP' },
];

describe('nothing has to be applied', () => {
  test.each<[string, Case]>([
    ['when all is there', { desired: { a: 1 }, live: { a: 1 }, own: { 'f:a': {} } }],
    ['when others have set more', { desired: { a: 1 }, live: { a: 1, b: 2 }, own: { 'f:a': {} } }],
    [
      'when a quantity is written in another way',
      { desired: { limits: { cpu: '1000m' } }, live: { limits: { cpu: '1' } }, own: { 'f:limits': { 'f:cpu': {} } } },
    ],
    [
      'when the server leaves out what is empty and ours',
      { desired: { a: '', b: false, c: [] }, live: {}, own: { 'f:a': {}, 'f:b': {}, 'f:c': {} } },
    ],
    ['when a field is undefined', { desired: { a: 1, b: undefined }, live: { a: 1 }, own: { 'f:a': {} } }],
    [
      'when a keyed list has items of others and defaulted keys',
      { desired: { ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }] }, live: { ports: LIVE_PORTS }, own: PORTS },
    ],
    [
      'when a set has values of others',
      { desired: { set: ['a'] }, live: { set: ['b', 'a'] }, own: { 'f:set': { 'v:"a"': {} } } },
    ],
    [
      'when an atomic field has a default of the server',
      {
        desired: { ref: { fieldPath: 'x' } },
        live: { ref: { apiVersion: 'v1', fieldPath: 'x' } },
        own: { 'f:ref': {} },
      },
    ],
  ])('%s', (_, given) => expect(judge(given)).toBe(true));
});

describe('it has to be applied', () => {
  test.each<[string, Case]>([
    ['when a value differs', { desired: { a: 1 }, live: { a: 2 }, own: { 'f:a': {} } }],
    ['when a number became a string', { desired: { a: 80 }, live: { a: '80' }, own: { 'f:a': {} } }],
    [
      'when a text only looks like a quantity',
      { desired: { args: ['1'] }, live: { args: ['1000m'] }, own: { 'f:args': {} } },
    ],
    ['when a field is missing', { desired: { a: 1, b: 2 }, live: { a: 1 }, own: { 'f:a': {} } }],
    ['when a field is no longer desired', { desired: { a: 1 }, live: { a: 1, b: 2 }, own: { 'f:a': {}, 'f:b': {} } }],
    [
      'when a map entry is no longer desired',
      { desired: { m: { x: 1 } }, live: { m: { x: 1, y: 2 } }, own: { 'f:m': { 'f:x': {}, 'f:y': {} } } },
    ],
    [
      'when an item of a keyed list is no longer desired',
      { desired: { ports: [{ port: 53 }] }, live: { ports: LIVE_PORTS }, own: PORTS },
    ],
    [
      'when a keyed item is new',
      {
        desired: { ports: [{ port: 53 }, { port: 53, protocol: 'UDP' }, { port: 80 }] },
        live: { ports: LIVE_PORTS },
        own: PORTS,
      },
    ],
    [
      'when a field inside a keyed item differs',
      {
        desired: { ports: [{ port: 53 }, { port: 53, protocol: 'UDP', name: 'mine' }] },
        live: { ports: LIVE_PORTS },
        own: PORTS,
      },
    ],
    [
      'when a value of a set is no longer desired',
      { desired: { set: [] }, live: { set: ['a'] }, own: { 'f:set': { 'v:"a"': {} } } },
    ],
    [
      'when somebody reordered an atomic list',
      { desired: { args: ['a', 'b'] }, live: { args: ['b', 'a'] }, own: { 'f:args': {} } },
    ],
    [
      'when an atomic map has more than is desired',
      { desired: { s: { a: 'b' } }, live: { s: { a: 'b', c: 'd' } }, own: { 'f:s': {} } },
    ],
    [
      'when a field that is called as something of all objects is no longer desired',
      { desired: { a: 1 }, live: { a: 1, constructor: 'x' }, own: { 'f:a': {}, 'f:constructor': {} } },
    ],
    [
      'when an atomic map has more, called so',
      { desired: { s: { a: 'b' } }, live: { s: { a: 'b', toString: 'd' } }, own: { 'f:s': {} } },
    ],
    ['when something empty is not ours', { desired: { a: '', b: 1 }, live: { b: 1 }, own: { 'f:b': {} } }],
  ])('%s', (_, given) => expect(judge(given)).toBe(false));

  test('when we never applied it', () => {
    expect(judge({ desired: { a: 1 }, live: { a: 1 }, own: { 'f:a': {} } }, 'kubectl')).toBe(false);
  });
});

/** As a cache keeps it: two that are made alike share what is read of their managed fields. */
const cached = (uid: string, data: object, fields: object): KubernetesObject => {
  const keep = createTransform<KubernetesObject>({
    kind: CONFIG_MAP,
    metadataOnly: false,
    fieldManagers: () => new Set(['operator']),
  });
  const fieldsV1 = {
    'f:data': fields,
    'f:metadata': { 'f:ownerReferences': { [`k:{"uid":"${uid}"}`]: {} } },
  };
  const managedFields = [
    { manager: 'operator', operation: 'Apply', apiVersion: 'v1', fieldsType: 'FieldsV1', fieldsV1 },
  ];
  const ownerReferences = [ownerOf(uid)];
  const metadata = { name: 'a', namespace: 'default', uid: '', resourceVersion: '1', ownerReferences, managedFields };
  return keep({ ...CONFIG_MAP, metadata: { ...metadata, creationTimestamp: '' }, data } as unknown as KubernetesObject);
};
const CONFIG_MAP = { apiVersion: 'v1', kind: 'ConfigMap' };
const ownerOf = (uid: string) => ({ apiVersion: 'example.com/v1', kind: 'Widget', name: 'a', uid, controller: true });

describe('children that are made alike for several owners', () => {
  const [one, other] = ['f3a8c1de-0000-4000-8000-000000000001', 'f3a8c1de-0000-4000-8000-000000000002'];
  const desired = (uid: string, data: object) => ({
    ...CONFIG_MAP,
    metadata: { name: 'a', namespace: 'default', ownerReferences: [ownerOf(uid)] },
    data,
  });

  test.each<[string, boolean, object, KubernetesObject]>([
    ['match for the first owner', true, desired(one, { x: '1' }), cached(one, { x: '1' }, { 'f:x': {} })],
    ['match for the second', true, desired(other, { x: '1' }), cached(other, { x: '1' }, { 'f:x': {} })],
    ['match for none but their own', false, desired(other, { x: '1' }), cached(one, { x: '1' }, { 'f:x': {} })],
    [
      'match when a field is named by the uid',
      true,
      desired(one, { [one]: '' }),
      cached(one, { [one]: '' }, { [`f:${one}`]: {} }),
    ],
    [
      'match when the next owner has one too',
      true,
      desired(other, { [other]: '' }),
      cached(other, { [other]: '' }, { [`f:${other}`]: {} }),
    ],
    [
      'do not when that field is of another uid',
      false,
      desired(one, { [one]: '' }),
      cached(one, { [one]: '' }, { [`f:${other}`]: {} }),
    ],
    [
      'do not when that field is no longer desired',
      false,
      desired(one, {}),
      cached(one, { [one]: '' }, { [`f:${one}`]: {} }),
    ],
  ])('%s: %s', (_, expected, given, live) => expect(matches(given, live, 'operator')).toBe(expected));
});
