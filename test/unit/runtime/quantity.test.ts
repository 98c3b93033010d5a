import { expect, test } from 'vitest';
import { sameQuantity } from '../../../runtime/src/apply/quantity.ts';

test.each([
  ['1000m', '1', true],
  ['1000m', 1, true],
  ['0.5', '500m', true],
  ['1Gi', '1024Mi', true],
  ['1Gi', '1G', false],
  ['1e3', '1k', true],
  ['1E3', '1000', true],
  ['1E', '1000P', true],
  ['-1', '-1000m', true],
  ['0', '0Gi', true],
  ['.5', '500m', true],
  ['100n', '0.1u', true],
  ['9007199254740993', '9007199254740992', false],
  ['a', 'a', false],
  ['', '0', false],
  ['1 Gi', '1Gi', false],
])('%s and %s are the same quantity: %s', (left, right, same) => {
  expect(sameQuantity(left, right)).toBe(same);
});
