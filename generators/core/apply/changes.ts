/** A plan against a project: every change, decided together. Reads, never writes. */
import type { PlannedFile } from '../plan/plan.ts';
import type { ChangeSet } from './change.ts';
import { classify } from './classify.ts';
import type { Disk } from './disk.ts';
import { type Lock, readLock, refuseNewer } from './lock.ts';
import { nextLock, recordChanges } from './records.ts';

export interface ChangesInput {
  readonly plan: readonly PlannedFile[];
  readonly disk: Disk;
  readonly force: boolean;
  /** Of this run; see Lock. */
  readonly generator: string;
  readonly spec: string;
}

/**
 * All changes that bring the project to the plan. Throws a Fault when the lock cannot be trusted, or is a newer version's and
 * that is not to be overruled by `force`.
 */
export const changesFor = async ({ plan, disk, force, generator, spec }: ChangesInput): Promise<ChangeSet> => {
  const before: Lock | undefined = readLock(disk);
  if (!force) refuseNewer(before, generator);
  const changes = await classify(plan, { disk, lock: before, force });
  const lock = nextLock(plan, before, { generator, spec });
  const records = recordChanges(plan, disk, before, lock);
  const blocked = records.filter(({ action }) => action === 'conflict');
  return { changes: [...changes, ...blocked], records: records.filter((record) => !blocked.includes(record)) };
};
