/** What a run leaves below .k8s-operator/ for the next one: the lock, and the generated text of each merged file. */
import type { PlannedFile } from '../plan/plan.ts';
import type { Change } from './change.ts';
import { lockedFile } from './classify.ts';
import type { Disk } from './disk.ts';
import { fingerprint } from './fingerprint.ts';
import { type Lock, type LockedFile, formatLock } from './lock.ts';
import { LOCK, basePath } from './path.ts';

/** The lock after a run. A seeded file keeps the fingerprint of what was written once, so that an edit is known for ever. */
export const nextLock = (plan: readonly PlannedFile[], before: Lock | undefined, head: Omit<Lock, 'files'>): Lock => {
  const files = plan.map(({ path, owner, content }): [string, LockedFile] => {
    const known = owner === 'seeded' ? lockedFile(before, path) : undefined;
    return [path, { owner, sha256: known?.sha256 ?? fingerprint(Buffer.from(content)) }];
  });
  return { ...head, files: Object.fromEntries(files) };
};

/** The bases of merged files, those that are gone, and the lock, which comes last. */
export const recordChanges = (
  plan: readonly PlannedFile[],
  disk: Disk,
  before: Lock | undefined,
  lock: Lock,
): readonly Change[] => {
  const merged = plan.filter(({ owner }) => owner === 'merged');
  const kept = new Set(merged.map(({ path }) => path));
  const gone = Object.entries(before?.files ?? {}).filter(([path, { owner }]) => owner === 'merged' && !kept.has(path));
  return [
    ...merged.map(({ path, content }) => record(disk, basePath(path), Buffer.from(content))),
    ...gone.map(([path]) => record(disk, basePath(path), undefined)),
    record(disk, LOCK, Buffer.from(formatLock(lock))),
  ];
};

const record = (disk: Disk, path: string, after: Buffer | undefined): Change => {
  const entry = disk.read(path);
  const change = { path, owner: 'managed' } as const;
  if (entry.type === 'obstacle')
    return { ...change, action: 'conflict', note: `${entry.reason} Move it away and run again.` };
  if (entry.type === 'missing')
    return after === undefined ? { ...change, action: 'unchanged' } : { ...change, action: 'create', after };
  if (after === undefined) return { ...change, action: 'delete', before: entry.bytes };
  const same = fingerprint(entry.bytes) === fingerprint(after);
  return same
    ? { ...change, action: 'unchanged', before: entry.bytes }
    : { ...change, action: 'update', before: entry.bytes, after };
};
