/** Random license expressions, right and wrong: ours and npm's own reader of them must agree. */
import { createRequire } from 'node:module';
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { licenseFaults } from '../../generators/core/spec/license/expression.ts';
import { EXCEPTIONS, FORMER_LICENSES, LICENSES } from '../../generators/core/spec/license/identifiers.ts';
import { runs } from './settings.ts';

const parse = createRequire(import.meta.url)('spdx-expression-parse') as (text: string) => unknown;

const license = fc.oneof(
  fc.constantFrom(...LICENSES),
  fc.constantFrom(...FORMER_LICENSES),
  fc.constantFrom('GPL-2.0+', 'EUPL-1.1+', 'LicenseRef-a.B-2', 'DocumentRef-x:LicenseRef-y'),
);
const exception = fc.constantFrom(...EXCEPTIONS);

const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { depthSize: 'small' },
    license,
    fc.tuple(fc.constantFrom(...LICENSES), exception).map(([id, added]) => `${id} WITH ${added}`),
    tie('expression').map((inner) => `(${inner})`),
    fc
      .tuple(tie('expression'), fc.constantFrom('AND', 'OR'), tie('expression'))
      .map(([left, operator, right]) => `${left} ${operator} ${right}`),
  ),
}));

const WORDS = ['AND', 'OR', 'WITH', '(', ')', 'mit', 'LicenseRef-a_b', 'LicenseRef-a+', '+', 'Apache', 'MIT++'];
const anything = fc
  .array(fc.oneof(license, exception, fc.constantFrom(...WORDS)), { minLength: 1, maxLength: 7 })
  .map((words) => words.join(' '));

const isRefused = (text: string): boolean => licenseFaults(text).some(({ severity }) => severity === 'error');

const isRefusedByNpm = (text: string): boolean => {
  try {
    parse(text);
    return false;
  } catch {
    return true;
  }
};

test('what is right is taken', () => {
  fc.assert(
    fc.property(expression, (text) => {
      expect([isRefused(text), isRefusedByNpm(text)]).toEqual([false, false]);
    }),
    runs(500),
  );
});

test('what is wrong is refused', () => {
  let refused = 0;
  fc.assert(
    fc.property(anything, (text) => {
      // Where the two versions of the specification differ: npm's reader has exceptions for listed licenses only.
      fc.pre(!/Ref-\S+ WITH/.test(text));
      expect([text, isRefused(text)]).toEqual([text, isRefusedByNpm(text)]);
      refused += isRefused(text) ? 1 : 0;
    }),
    runs(2000),
  );
  expect(refused).toBeGreaterThan(100);
});
