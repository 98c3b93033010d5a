/** The text of the spec as a command changes it. */
import { Fault } from '../apply/fault.ts';
import { type Edit, editText } from '../spec/edit-text.ts';
import { createReport } from '../spec/report.ts';
import type { Source } from '../spec/source.ts';

/** Throws a Fault where the text cannot say it without saying something else, too. */
export const editedSpec = (source: Source, edits: readonly Edit[]): string => {
  const edited = editText(source.text, edits);
  if ('text' in edited) return edited.text;
  const { path, value } = edited.stuck;
  const report = createReport(source);
  report.error(
    path,
    `${JSON.stringify(value)} cannot be written here: what stands here is an alias or has an anchor, and would change elsewhere, too.`,
    'Write it out without an anchor, and run again.',
  );
  throw new Fault(...report.problems());
};
