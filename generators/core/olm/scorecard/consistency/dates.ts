/** The annotation createdAt, by which catalogs sort and show releases. */
import { quote } from '../../../spec/near.ts';
import type { Test } from '../test.ts';

export const dates: Test = {
  name: 'created-at-is-a-time',
  suite: 'consistency',
  description: 'Where the release says when it was made, that is a time.',
  judge: ({ document, annotations }, findings) => {
    const { createdAt } = annotations;
    if (createdAt !== undefined && !isTime(createdAt))
      findings.error(
        document,
        ['metadata', 'annotations', 'createdAt'],
        `${quote(createdAt)} is no time.`,
        'Write it as 2026-01-31T12:00:00Z.',
      );
  },
};

/** A day, or a day and a time of ISO 8601, with a space too: both are in use. */
const isTime = (text: string): boolean => {
  const [, day, hour = '0', minute = '0', second = '0'] =
    /^(\d{4}-\d\d-\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?$/.exec(text) ?? [];
  if (day === undefined || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return false;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
};
