/** Rules are accepted and refused as a real kube-apiserver accepts and refuses them; test/e2e asks it again. */
import { describe, expect, test } from 'vitest';
import { ruleFaults } from '../../../generators/core/cel/rules.ts';
import { CASES } from './corpus/cases.ts';
import { readRecording } from './corpus/recording.ts';

const { verdicts } = readRecording();

describe('the verdict of kube-apiserver', () => {
  test('is recorded for every case, and for both verdicts', () => {
    expect(CASES.map(({ name }) => name).toSorted()).toEqual(Object.keys(verdicts).toSorted());
    const accepted = Object.values(verdicts).filter((message) => message === null).length;
    expect(Math.min(accepted, CASES.length - accepted)).toBeGreaterThan(100);
  });

  test.each(CASES)('$name', ({ name, schema }) => {
    const faults = ruleFaults(schema);
    expect({ server: verdicts[name], refused: faults.length > 0, faults }).toMatchObject({
      refused: verdicts[name] !== null,
    });
    for (const { message, hint = '' } of faults) expect(`${message} ${hint}`).toMatch(/^[^\n]+[.!?] ?$/);
  });
});
