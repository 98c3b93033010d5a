import { isObject, type JsonObject } from '../../../model/json.ts';
import type { Findings } from '../../validate/findings.ts';
import { type Sample, tellSample } from '../samples.ts';
import type { Subject } from '../subject.ts';

/** The spec or the status of an example; null where it has none. One that is no mapping is told, and undefined. */
export const blockOf = (
  subject: Subject,
  { value, index, title }: Sample,
  part: 'spec' | 'status',
  findings: Findings,
): JsonObject | null | undefined => {
  const block = value[part] ?? null;
  if (block === null || isObject(block)) return block;
  const message = `the ${part} of ${title} is no mapping.`;
  tellSample(findings, subject, 'error', [index, part], message, 'Write its fields below it.');
  return undefined;
};
