/** What a run makes of each file: decided for all of them before anything is written. */
import type { Owner } from '../plan/plan.ts';

/**
 * - create, update, merge, delete: written.
 * - keep: the user's version stays, though it is not what would be generated.
 * - unchanged: it is already as generated.
 * - conflict: cannot be written without losing something; nothing at all is written then.
 */
export type Action = 'create' | 'update' | 'merge' | 'delete' | 'keep' | 'unchanged' | 'conflict';

export interface Change {
  readonly path: string;
  readonly action: Action;
  readonly owner: Owner;
  /** On disk; absent when there is no file. */
  readonly before?: Buffer;
  /** What it becomes, or would if it were not in conflict; absent when there is nothing to write. */
  readonly after?: Buffer;
  readonly executable?: boolean;
  /** What the user should know or do, in a sentence without a subject. */
  readonly note?: string;
}

/** All changes of a run, in the order of their paths, and the records that belong to them. */
export interface ChangeSet {
  readonly changes: readonly Change[];
  /** Below .k8s-operator/: not the user's business, but written with the rest. The lock is the last. */
  readonly records: readonly Change[];
}

/** True for what touches the disk. */
export const isWrite = ({ action }: Change): boolean =>
  action === 'create' || action === 'update' || action === 'merge' || action === 'delete';

/** What stands in the way of a set of changes. */
export const conflictsOf = (set: ChangeSet): readonly Change[] =>
  set.changes.filter(({ action }) => action === 'conflict');

/** What a set of changes does to the disk, in the order in which it is written. */
export const writesOf = (set: ChangeSet): readonly Change[] => [...set.changes, ...set.records].filter(isWrite);
