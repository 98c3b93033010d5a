/** What the user, or the machine, has to mend before a run can go on. Never a bug of ours, so it is shown without a stack. */
import type { Problem } from '../spec/problem.ts';

/** Carries problems to the one place that reports them; nothing was written when it is thrown. */
export class Fault extends Error {
  readonly problems: readonly Problem[];

  constructor(...problems: readonly Problem[]) {
    super(problems.map(({ file, message }) => `${file}: ${message}`).join('\n'));
    this.problems = problems;
  }
}

/** An error about a whole file. */
export const fileProblem = (file: string, message: string, hint?: string): Problem => ({
  file,
  path: '',
  message,
  ...(hint === undefined ? {} : { hint }),
  severity: 'error',
});

/** A warning about a whole file. */
export const fileWarning = (file: string, message: string, hint?: string): Problem => ({
  ...fileProblem(file, message, hint),
  severity: 'warning',
});

const REASONS: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  EACCES: ['permission denied.', 'Run as a user who may write there, or choose another folder.'],
  EPERM: ['the operation is not permitted.', 'Run as a user who may write there, or choose another folder.'],
  EROFS: ['the file system is read-only.', 'Choose another folder, or mount it writable.'],
  ENOSPC: ['no space is left on the device.', 'Free some space and run again.'],
  EDQUOT: ['the disk quota is used up.', 'Free some space and run again.'],
  ENOENT: ['does not exist.', 'Check the path.'],
  ENOTDIR: ['a part of the path is a file, not a folder.', 'Move that file away, or choose another folder.'],
  EISDIR: ['is a folder where a file should be.', 'Move that folder away.'],
  EEXIST: ['something is there already.', 'Move it away.'],
  ELOOP: ['its symbolic links go in a circle.', 'Mend the links.'],
  ENAMETOOLONG: ['the path is too long for this file system.', 'Use shorter names or a folder nearer to the root.'],
  EMFILE: ['too many files are open.', 'Raise the limit (ulimit -n) and run again.'],
  ERR_FS_FILE_TOO_LARGE: ['is larger than 2 GiB.', 'Move it away.'],
  EBUSY: ['another program is using it.', 'Close that program and run again.'],
};

/** A file system's error as a Fault on `file`; anything else is a bug and stays what it is. */
export const asFault = (error: unknown, file: string): unknown => {
  if (error instanceof Fault || !isSystemError(error)) return error;
  const [message, hint] = REASONS[error.code] ?? [`${error.message}.`, 'Mend that and run again.'];
  return new Fault(fileProblem(file, message, hint));
};

/** The same of what was only to be read: there is no other folder to choose. */
export const asReadFault = (error: unknown, file: string): unknown =>
  isSystemError(error) && (error.code === 'EACCES' || error.code === 'EPERM')
    ? new Fault(fileProblem(file, 'permission denied.', 'Run as a user who may read it.'))
    : asFault(error, file);

/** True for what node:fs throws: it has a string code and names a system call, but for files that are too large to be read. */
export const isSystemError = (error: unknown): error is NodeJS.ErrnoException & { readonly code: string } =>
  error instanceof Error &&
  'code' in error &&
  typeof error.code === 'string' &&
  ('syscall' in error || error.code === 'ERR_FS_FILE_TOO_LARGE');
