import { expect, test } from 'vitest';
import type { ManagedFieldsEntry } from 'k8s-operator-runtime';
import { Invalid } from '../../../runtime/src/client/errors.ts';
import { faultsInLists, takeOver } from '../../../runtime/src/apply/take-over.ts';

type Entry = readonly [manager: string, operation: 'Apply' | 'Update', fieldsV1: object];
const entry = ([manager, operation, fieldsV1]: Entry): ManagedFieldsEntry => ({
  manager,
  operation,
  apiVersion: 'v1',
  fieldsType: 'FieldsV1',
  fieldsV1,
});
const item = (name: string, fields: object) => ({ [`k:{"name":"${name}"}`]: { '.': {}, 'f:name': {}, ...fields } });
const inSpec = (list: string, items: object) => ({ 'f:spec': { [`f:${list}`]: items } });

/** The managers after a refusal of `desired` for these causes; undefined: nothing is taken. */
const after = (
  desired: object,
  live: object,
  cause: readonly [field: string, reason: string, message?: string],
  entries: readonly Entry[],
): readonly Entry[] | undefined => {
  const [field, reason, message = ''] = cause;
  const error = new Invalid(422, { details: { causes: [{ field, reason, message }] } }, 'PATCH');
  const taken = takeOver(entries.map(entry), {
    desired: { spec: desired } as never,
    live: { spec: live } as never,
    faults: faultsInLists(error, { spec: desired } as never),
    fieldManager: 'ours',
    apiVersion: 'v1',
  });
  return taken?.map(({ manager = '', operation = 'Apply', fieldsV1 = {} }) => [manager, operation, fieldsV1]);
};

const volume = { name: 'data', configMap: { name: 'a' } };
const ourVolume: Entry = ['ours', 'Apply', inSpec('volumes', item('data', { 'f:configMap': {} }))];

test.each<[string, readonly [string, string, string?], readonly Entry[] | undefined]>([
  [
    'the other source, also when the server names the desired one',
    ['spec.volumes[0].configMap', 'FieldValueForbidden', 'may not specify more than 1 volume type'],
    [
      ['ours', 'Apply', inSpec('volumes', item('data', { 'f:configMap': {}, 'f:emptyDir': {} }))],
      ['other', 'Update', { 'f:metadata': { 'f:labels': { 'f:x': {} } } }],
    ],
  ],
  ['nothing for a fault of the desired value', ['spec.volumes[0].configMap.name', 'FieldValueRequired'], undefined],
  ['nothing for a fault outside of lists', ['spec.nodeName', 'FieldValueForbidden'], undefined],
  ['nothing for a fault elsewhere in lists', ['spec.containers[0].image', 'FieldValueRequired'], undefined],
])('a volume with two sources: %s', (_name, cause, expected) => {
  const other: Entry = [
    'other',
    'Update',
    {
      'f:metadata': { 'f:labels': { 'f:x': {} } },
      'f:spec': { 'f:volumes': { 'k:{"name":"data"}': { 'f:emptyDir': {} } } },
    },
  ];
  const live = { volumes: [{ ...volume, emptyDir: {} }] };
  expect(after({ volumes: [volume] }, live, cause, [ourVolume, other])).toEqual(expected);
});

const port = (number: number) => `k:{"port":${number},"protocol":"TCP"}`;
const ports = (...numbers: readonly number[]) =>
  numbers.map((number) => ({ name: number === 83 ? 'free' : 'web', port: number, protocol: 'TCP' }));
const portFields = { '.': {}, 'f:name': {}, 'f:port': {} };

test.each<[string, readonly Entry[], readonly Entry[] | undefined]>([
  [
    "of an updater, who keeps the item that is in nobody's way",
    [
      ['ours', 'Apply', { 'f:spec': { 'f:selector': {} } }],
      ['other', 'Update', inSpec('ports', { '.': {}, [port(81)]: portFields, [port(83)]: portFields })],
    ],
    [
      ['ours', 'Apply', { 'f:spec': { 'f:selector': {}, 'f:ports': { [port(81)]: portFields } } }],
      ['other', 'Update', inSpec('ports', { '.': {}, [port(83)]: portFields })],
    ],
  ],
  [
    'of an applier, where we have applied nothing yet',
    [['other', 'Apply', inSpec('ports', { [port(81)]: portFields })]],
    [['ours', 'Apply', inSpec('ports', { [port(81)]: portFields })]],
  ],
  ['of nobody', [['other', 'Update', inSpec('ports', { [port(83)]: portFields })]], undefined],
])('a port of the same name: %s', (_name, entries, expected) => {
  const cause = ['spec.ports[1].name', 'FieldValueDuplicate'] as const;
  expect(after({ ports: [{ name: 'web', port: 80 }] }, { ports: ports(81, 83) }, cause, entries)).toEqual(expected);
});
