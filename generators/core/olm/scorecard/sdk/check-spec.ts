/** Operator SDK's basic-check-spec (internal/scorecard/tests/basic.go). */
import type { Test } from '../test.ts';
import { samplesOf, tellSample } from '../samples.ts';
import { tellUnreadable } from './unreadable.ts';

export const checkSpec: Test = {
  name: 'basic-check-spec',
  suite: 'basic',
  description: 'Each example has a spec.',
  judge: (subject, findings) => {
    const samples = samplesOf(subject);
    if (samples === undefined) return tellUnreadable(subject, findings);
    for (const { value, title, index } of samples)
      if ((value['spec'] ?? null) === null)
        tellSample(
          findings,
          subject,
          'warning',
          [index],
          `the example ${title} has no spec.`,
          'Show what a user would write there.',
        );
    return undefined;
  },
};
