/** Which managed and released files were edited, by the lock alone: known even while the spec cannot be loaded. */
import type { Problem } from '../spec/problem.ts';
import type { Disk } from './disk.ts';
import { fileProblem } from './fault.ts';
import { fingerprint } from './fingerprint.ts';
import type { Lock } from './lock.ts';
import { EDITED } from './released.ts';

/** One problem an edited file. */
export const editedFiles = (disk: Disk, lock: Lock | undefined): readonly Problem[] =>
  Object.entries(lock?.files ?? {}).flatMap(([path, { owner, sha256 }]) => {
    if (owner !== 'managed' && owner !== 'released') return [];
    const entry = disk.read(path);
    if (entry.type !== 'file' || fingerprint(entry.bytes) === sha256) return [];
    return [owner === 'released' ? fileProblem(path, ...EDITED) : fileProblem(path, ...BY_HAND)];
  });

const BY_HAND = [
  'was edited by hand.',
  'Put the change into operator.yaml, or run "k8s-operator update --force".',
] as const;
