/** Rules are taken to be new where older releases of the API server refuse them, and nowhere else. */
import { expect, test } from 'vitest';
import { ruleNovelties } from '../../../generators/core/cel/rules.ts';
import { CASES } from './corpus/cases.ts';
import { readRecording } from './corpus/recording.ts';
import { readFirsts } from './corpus/releases/recording.ts';

const { verdicts } = readRecording();
const firsts = readFirsts();
const taken = CASES.filter(({ name }) => verdicts[name] === null);

test('there are rules of every release', () => {
  expect([...new Set(Object.values(firsts))].toSorted()).toEqual([31, 32, 33, 34, 35]);
  expect(taken.length).toBeGreaterThan(150);
});

test.each(taken)('$name', ({ name, schema }) => {
  const minor = Math.max(30, ...ruleNovelties(schema).map((novelty) => novelty.minor));
  expect(minor).toBe(firsts[name] ?? 30);
});
