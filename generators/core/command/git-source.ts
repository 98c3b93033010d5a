/** Where the files of artifacts come from, as git knows it: of one commit the same in every clone, and nothing where it is not certain. */
import type { Problem } from '../spec/problem.ts';
import { Fault, fileProblem, fileWarning } from '../apply/fault.ts';
import { quote } from '../spec/near.ts';
import { type Provenance, repositoryAddress, revisionOf, timeOf } from '../publish/provenance.ts';
import { commitOf, gitText } from './git.ts';

export interface GitSource {
  readonly provenance: Provenance;
  readonly warnings: readonly Problem[];
}

/**
 * The provenance of files, whose paths are relative to `root`, of a version. SOURCE_DATE_EPOCH, in seconds, says when they were made;
 * without it the commit does. Files that differ from the commit come from nowhere.
 */
export const gitSource = (
  root: string,
  files: readonly string[],
  version: string,
  env: Readonly<Record<string, string | undefined>>,
): GitSource => {
  const said = saidTime(env['SOURCE_DATE_EPOCH']);
  const time = said === undefined ? {} : { created: said };
  const found = headOf(root);
  if ('warning' in found) return { provenance: time, warnings: [found.warning] };
  const changed = uncommitted(root, files);
  if (changed !== undefined) return { provenance: time, warnings: [changed] };
  const { commit } = found;
  const committed = timeOf(
    gitText(root, 'show', '--no-patch', '--no-show-signature', '--format=%ct', commit)?.trim() ?? '',
  );
  const source = repositoryAddress(gitText(root, 'config', '--get', 'remote.origin.url')?.trim() ?? '');
  return {
    provenance: {
      ...(committed !== undefined && { created: committed }),
      ...time,
      ...(source !== undefined && { source }),
      revision: revisionOf(commit, refName(root, version)),
    },
    warnings: [],
  };
};

const saidTime = (seconds: string | undefined): string | undefined => {
  if (seconds === undefined || seconds === '') return undefined;
  const time = timeOf(seconds);
  if (time !== undefined) return time;
  throw new Fault(
    fileProblem(
      'SOURCE_DATE_EPOCH',
      `${quote(seconds)} is no time: it has seconds since 1970.`,
      'Unset it, or use e.g. $(git log -1 --format=%ct).',
    ),
  );
};

/** The commit that is checked out, or why none is known: elsewhere the same files then have other digests, which nobody would expect. */
const headOf = (root: string): { readonly commit: string } | { readonly warning: Problem } => {
  try {
    const found = commitOf(root, 'HEAD');
    return 'commit' in found ? found : { warning: NO_COMMIT[found.reason] };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return {
      warning: fileWarning('.', `${error.problems[0]!.message} Artifacts do not say which commit they are of.`),
    };
  }
};

/** Why the files are not certain to be as in the commit; what git does not answer is not certain. */
const uncommitted = (root: string, files: readonly string[]): Problem | undefined => {
  const folders = [...new Set(files.map((file) => file.split('/').slice(0, 2).join('/')))];
  const list = (...args: readonly string[]): readonly string[] | undefined =>
    gitText(root, ...args, '--', ...folders)
      ?.split('\0')
      .filter(Boolean);
  const tracked = list('ls-files', '-z');
  const differing = list('diff', '--no-ext-diff', '--name-only', '--relative', '-z', 'HEAD');
  if (tracked === undefined || differing === undefined) return UNCERTAIN;
  const known = new Set(tracked);
  const changed = files.find((file) => !known.has(file)) ?? differing[0];
  return changed === undefined ? undefined : notCommitted(changed);
};

const notCommitted = (path: string): Problem =>
  fileWarning(
    path,
    'is not as in the last commit, so the artifacts do not say which commit they are of.',
    'Commit first, to publish what others can find.',
  );

/** A tag of this version, or the branch. */
const refName = (root: string, version: string): string | undefined => {
  const tags = gitText(root, 'tag', '--no-column', '--points-at', 'HEAD')?.split('\n') ?? [];
  const tag = [`v${version}`, version].find((name) => tags.includes(name));
  return tag ?? (gitText(root, 'symbolic-ref', '--quiet', '--short', 'HEAD')?.trim() || undefined);
};

const UNCERTAIN: Problem = fileWarning(
  '.',
  'git cannot tell whether the files are as in the last commit, so the artifacts do not say which commit they are of.',
  'Run git status, and mend what it says.',
);

const noCommit = (reason: string, hint: string): Problem =>
  fileWarning(
    '.',
    `${reason}, so the artifacts do not say which commit they are of; with it they have other digests.`,
    hint,
  );

const NO_COMMIT = {
  'no git': noCommit('git cannot be run', 'Put git on the PATH.'),
  'no repository': noCommit('this folder is in no git repository', 'Publish from a clone.'),
  unknown: noCommit('the git repository has no commit', 'Commit first.'),
};
