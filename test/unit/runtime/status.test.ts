import { describe, expect, test } from 'vitest';
import { statusPatch } from '../../../runtime/src/status/status-writer.ts';

const now = new Date('2026-01-02T03:04:05.678Z');
const before = '2026-01-01T00:00:00Z';
const context = { generation: 3, now };
const patch = (current: object, desired: object) =>
  statusPatch(current as never, desired as Record<string, unknown>, context);
const available = {
  type: 'Available',
  status: 'True',
  observedGeneration: 3,
  lastTransitionTime: before,
  reason: 'Available',
  message: '',
};
const foreign = { type: 'Foreign', status: 'False', lastTransitionTime: before, reason: 'X', message: 'y' };

describe('a status is written as far as it differs', () => {
  test.each<[string, object, object, object | undefined]>([
    ['nothing when it is equal', { a: 1, b: { c: [1] } }, { a: 1, b: { c: [1] } }, undefined],
    ['only what differs', { a: 1, b: 2 }, { a: 1, b: 3 }, { b: 3 }],
    ['what is not given is left', { a: 1, other: 2 }, { a: 1 }, undefined],
    ['nested keys that are gone are removed', { m: { x: 1, y: 2 } }, { m: { x: 1 } }, { m: { y: null } }],
    ['lists as a whole', { l: [1, 2] }, { l: [2] }, { l: [2] }],
    ['undefined removes', { a: 1 }, { a: undefined }, { a: null }],
    ['undefined that is not there is nothing', {}, { a: undefined }, undefined],
    [
      'conditions that are equal are nothing',
      { conditions: [available, foreign] },
      { conditions: { Available: true } },
      undefined,
    ],
  ])('%s', (_, current, desired, expected) => expect(patch(current, desired)).toEqual(expected));
});

describe('conditions', () => {
  test('a boolean becomes a condition with a reason; others are kept', () => {
    expect(patch({ conditions: [foreign] }, { conditions: { Available: false } })).toEqual({
      conditions: [
        foreign,
        {
          type: 'Available',
          status: 'False',
          observedGeneration: 3,
          lastTransitionTime: '2026-01-02T03:04:05Z',
          reason: 'NotAvailable',
          message: '',
        },
      ],
    });
  });

  test('the transition time moves with the status only', () => {
    expect(
      patch(
        { conditions: [available] },
        { conditions: { Available: { status: true, reason: 'Fine', message: '3/3' } } },
      ),
    ).toEqual({
      conditions: [{ ...available, reason: 'Fine', message: '3/3' }],
    });
    expect(patch({ conditions: [available] }, { conditions: { Available: { status: 'Unknown' } } })).toEqual({
      conditions: [
        { ...available, status: 'Unknown', reason: 'AvailableUnknown', lastTransitionTime: '2026-01-02T03:04:05Z' },
      ],
    });
  });
});
