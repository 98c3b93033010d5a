/** What git says of a revision, asked without a shell. Nothing is written, and nothing is asked of the user. */
import { spawnSync } from 'node:child_process';
import { Fault, fileProblem } from '../apply/fault.ts';
import { MOST_BYTES } from '../apply/read.ts';

interface Answer {
  readonly status: number | null;
  readonly out: Buffer;
  readonly err: string;
}

/** The commit that a word names, or why it names none. A word that begins with a dash is no revision. */
export const commitOf = (
  cwd: string,
  word: string,
): { readonly commit: string } | { readonly reason: 'no git' | 'no repository' | 'unknown' } => {
  if (word.startsWith('-') || word === '') return { reason: 'unknown' };
  const answer = git(cwd, 'rev-parse', '--verify', '--quiet', `${word}^{commit}`);
  if (answer === undefined) return { reason: 'no git' };
  const commit = answer.out.toString().trim();
  if (answer.status === 0 && /^[0-9a-f]{40,64}$/.test(commit)) return { commit };
  if (/not a git repository/i.test(answer.err)) return { reason: 'no repository' };
  if (answer.err !== '') throw new Fault(fileProblem(word, `git says: ${answer.err.trim().split('\n')[0]}`));
  return { reason: 'unknown' };
};

/** The content of a file in a commit, or what is there instead. A path that begins with `./` is relative to `cwd`. */
export const fileAt = (cwd: string, commit: string, path: string): Buffer | 'missing' | 'folder' => {
  const object = `${commit}:${path}`;
  const answer = git(cwd, 'cat-file', 'blob', object);
  if (answer?.status === 0) return answer.out;
  return git(cwd, 'cat-file', '-t', object)?.out.toString().trim() === 'tree' ? 'folder' : 'missing';
};

/** Whether commits are missing from the repository because it was cloned without them. */
export const isShallow = (cwd: string): boolean =>
  git(cwd, 'rev-parse', '--is-shallow-repository')?.out.toString().trim() === 'true';

/** Names of branches and tags. */
export const refNames = (cwd: string): readonly string[] =>
  git(cwd, 'for-each-ref', '--format=%(refname:short)')?.out.toString().split('\n').filter(Boolean) ?? [];

/** What git prints, undefined when it fails or there is none. */
export const gitText = (cwd: string, ...args: readonly string[]): string | undefined => {
  const answer = git(cwd, ...args);
  return answer?.status === 0 ? answer.out.toString() : undefined;
};

/** Undefined when there is no git. */
const git = (cwd: string, ...args: readonly string[]): Answer | undefined => {
  const { status, stdout, stderr, error } = spawnSync('git', args, {
    cwd,
    maxBuffer: MOST_BYTES,
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its words are looked at; a partial clone may want to fetch what is missing.
    env: { ...process.env, LC_ALL: 'C', GIT_TERMINAL_PROMPT: '0', GIT_OPTIONAL_LOCKS: '0' },
  });
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOENT') return undefined;
  if ((error as NodeJS.ErrnoException | undefined)?.code === 'ENOBUFS')
    throw new Fault(
      fileProblem(args.at(-1)!, `is larger than ${MOST_BYTES / 1024 / 1024} MiB.`, 'Name the file that has the CRDs.'),
    );
  return { status, out: stdout ?? Buffer.alloc(0), err: (stderr ?? '').toString() };
};
