/** What kustomize-controller makes of a text. The same table is put to Flux's own code in test/e2e/flux-substitution.test.ts. */
import { expect, test } from 'vitest';
import { evaluate, parseSubstitution, variablesOf } from '../../../generators/core/delivered/substitution/envsubst.ts';
import { SUBSTITUTIONS, VARIABLES } from './substitutions.ts';

const valueOf = (name: string) => VARIABLES[name];

test.each(SUBSTITUTIONS)('%j becomes %j', (text, expected) => {
  const parsed = parseSubstitution(text);
  const missing = parsed.ok
    ? variablesOf(parsed.parts).filter(({ name, isNeeded }) => isNeeded && valueOf(name) === undefined)
    : [];
  const result = parsed.ok && missing.length === 0 ? evaluate(parsed.parts, valueOf) : undefined;
  expect(result).toBe(expected);
});

test.each([
  ['a ${} b', 4, 'name of a variable'],
  ['${a', 3, '"}" is missing'],
  ['${a-b}', 3, '"}" is missing'],
  ['${{ x }}', 2, 'name of a variable'],
])('%j is refused at %i', (text, offset, reason) => {
  expect(parseSubstitution(text)).toMatchObject({ ok: false, offset, reason: expect.stringContaining(reason) });
});
