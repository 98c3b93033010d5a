/**
 * `.k8s-operator/lock.json`: what the last run generated. It is committed, merged by git and edited by accident, so it is
 * read as untrusted input: a path that leaves the project or an unknown shape is refused, never followed.
 */
import type { Owner } from '../plan/plan.ts';
import { conflictProblem } from '../spec/conflict-markers.ts';
import { isNewer } from '../spec/semver.ts';
import type { Disk } from './disk.ts';
import { Fault, fileProblem } from './fault.ts';
import { LOCK, SPEC_FILE, STATE, isSafePath } from './path.ts';

export interface Lock {
  /** Version of the generator that wrote it. */
  readonly generator: string;
  /** sha256 of the spec's meaning: comments and layout do not count. */
  readonly spec: string;
  readonly files: Readonly<Record<string, LockedFile>>;
}

export interface LockedFile {
  readonly owner: Owner;
  /** Of the content that was last generated, not of what the user made of it. */
  readonly sha256: string;
}

/** Raised when the shape changes; a lock of a newer shape is refused. */
const LOCK_VERSION = 1;
const OWNERS: ReadonlySet<unknown> = new Set<Owner>(['managed', 'seeded', 'merged', 'released']);
const SHA256 = /^[0-9a-f]{64}$/;
const WAY_OUT = 'Restore it from git; or delete it, and the next update adopts the files that are as generated.';
/** Both sides were true of their own tree; which of them is true of the merged one, the files themselves say. */
const REMERGE = 'Delete it: the next update adopts the files that are as generated.';

/** The lock of a project, undefined when it has none. Throws a Fault when it cannot be trusted. */
export const readLock = (disk: Disk): Lock | undefined => {
  const entry = disk.read(LOCK);
  if (entry.type === 'missing') return undefined;
  if (entry.type === 'obstacle') throw new Fault(fileProblem(LOCK, entry.reason, 'Move it away.'));
  return parseLock(entry.bytes.toString());
};

/** Throws a Fault when a newer version of the generator has written it: what that has made would be taken back by an older one. */
export const refuseNewer = (lock: Lock | undefined, generator: string): void => {
  if (lock === undefined || !isNewer(lock.generator, generator)) return;
  throw new Fault(
    fileProblem(
      LOCK,
      `this project was made by generator-k8s-operator ${lock.generator}; this is ${generator}, which is older.`,
      `Use ${lock.generator} or newer, or make it what ${generator} makes, with "k8s-operator update --force".`,
    ),
  );
};

const parseLock = (text: string): Lock => {
  const lock = parseJson(text);
  if (!isRecord(lock)) throw refuse('is not a JSON object.');
  if (typeof lock['lockVersion'] === 'number' && lock['lockVersion'] > LOCK_VERSION) {
    throw new Fault(fileProblem(LOCK, 'was written by a newer version.', 'Update generator-k8s-operator.'));
  }
  const { lockVersion, generator, spec, files } = lock;
  if (lockVersion !== LOCK_VERSION || typeof generator !== 'string') throw refuse('has no lockVersion or generator.');
  if (typeof spec !== 'string' || !SHA256.test(spec)) throw refuse('"spec" is no sha256.');
  if (!isRecord(files)) throw refuse('"files" is no object.');
  return { generator, spec, files: Object.fromEntries(Object.entries(files).map(checkFile)) };
};

const checkFile = ([path, file]: [string, unknown]): [string, LockedFile] => {
  const name = JSON.stringify(path.slice(0, 80));
  if (!isSafePath(path)) throw refuse(`${name} is no path inside the project.`);
  if (isNeverGenerated(path.toLowerCase())) throw refuse(`${name} is never generated.`);
  if (!isRecord(file)) throw refuse(`${name} is no object.`);
  const { owner, sha256 } = file;
  if (!OWNERS.has(owner) || typeof sha256 !== 'string' || !SHA256.test(sha256)) {
    throw refuse(`${name} has no valid owner and sha256.`);
  }
  return [path, { owner: owner as Owner, sha256 }];
};

/** What a lock must not name: a file that is in it, and no longer planned, is deleted. Some file systems ignore case. */
const isNeverGenerated = (path: string): boolean =>
  path === SPEC_FILE || path.startsWith(`${STATE}/`) || path === STATE;

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    const conflict = conflictProblem(LOCK, text);
    if (conflict === undefined) throw refuse('is not JSON.');
    throw new Fault({ ...conflict, hint: REMERGE });
  }
};

const refuse = (message: string): Fault => new Fault(fileProblem(LOCK, message, WAY_OUT));

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The lock's text: sorted, so that it depends on the files alone and merges well. */
export const formatLock = ({ generator, spec, files }: Lock): string => {
  const sorted = Object.entries(files).toSorted(([a], [b]) => (a < b ? -1 : 1));
  const lock = { lockVersion: LOCK_VERSION, generator, spec, files: Object.fromEntries(sorted) };
  return `${JSON.stringify(lock, undefined, 2)}\n`;
};
