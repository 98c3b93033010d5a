/** Files of the user's that git could not merge: what is in them is neither side, so that nothing can be said of it, or merged into it. */
import { conflictProblem } from '../spec/conflict-markers.ts';
import type { Problem } from '../spec/problem.ts';
import type { Change, ChangeSet } from './change.ts';

export interface SetAside {
  /** Without changes of those files. */
  readonly set: ChangeSet;
  /** One a file. */
  readonly problems: readonly Problem[];
}

/** Takes them out of a set of changes. Generated files need nothing of it: those that differ are conflicts already. */
export const setConflictedAside = ({ changes, records }: ChangeSet): SetAside => {
  const problems = new Map(changes.flatMap((change) => entryOf(change)));
  const aside = (change: Change): Change => {
    if (!problems.has(change.path)) return change;
    const { path, owner, before } = change;
    return { path, owner, action: 'keep', ...(before !== undefined && { before }) };
  };
  return { set: { changes: changes.map(aside), records }, problems: [...problems.values()] };
};

const entryOf = ({ path, owner, before }: Change): readonly (readonly [string, Problem])[] => {
  if ((owner !== 'merged' && owner !== 'seeded') || before?.includes('<<<<<<<') !== true) return [];
  const problem = conflictProblem(path, before.toString());
  return problem === undefined ? [] : [[path, problem]];
};
