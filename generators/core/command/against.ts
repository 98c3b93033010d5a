/** What `check --against` compares with: a commit of git, a file, or a folder, to the texts that are in it. */
import { existsSync, statSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { Fault, fileProblem } from '../apply/fault.ts';
import type { Input } from '../import/document.ts';
import { nearest, quote } from '../spec/near.ts';
import { SPEC_FILE } from './draft.ts';
import { commitOf, fileAt, isShallow, refNames } from './git.ts';
import { readInputs } from './import-files.ts';
import type { Io } from './io.ts';

export interface Against {
  /** The commit, when it is one. */
  readonly commit?: string;
  readonly inputs: readonly Input[];
}

/**
 * Reads what a word names: a revision of git, in which operator.yaml is taken from where it is now or from the path after a colon;
 * else a file or folder. `./NAME` is always a file. Throws a Fault when it is neither, or cannot be read.
 */
export const readAgainst = (word: string, io: Io): Against => {
  const isPath = /^\.{1,2}(?:[/\\]|$)/.test(word) || isAbsolute(word);
  const path = resolve(io.cwd, word);
  if (isPath) return { inputs: readPath(word, path, io) };
  const [revision = '', ...rest] = word.split(':');
  const found = commitOf(io.cwd, revision);
  if ('commit' in found) {
    const { commit } = found;
    const place = rest.length === 0 ? `./${SPEC_FILE}` : rest.join(':');
    return { commit, inputs: [readCommit(word, { revision, commit, place }, io.cwd)] };
  }
  if (existsSync(path)) return { inputs: readPath(word, path, io) };
  throw new Fault(neither(word, revision, found.reason, io.cwd));
};

const readCommit = (
  word: string,
  { revision, commit, place }: { revision: string; commit: string; place: string },
  cwd: string,
): Input => {
  const found = fileAt(cwd, commit, place);
  const name = `${revision}:${place.replace(/^\.\//, '')}`;
  if (typeof found !== 'string') return { name, bytes: found };
  const short = commit.slice(0, 12);
  if (found === 'folder')
    throw new Fault(
      fileProblem(
        name,
        `is a folder in commit ${short}.`,
        `Name a file in it: --against ${word.replace(/([^:/])$/, '$1/')}FILE.`,
      ),
    );
  const [where, hint] = word.includes(':')
    ? ['', 'A path begins at the root of the repository, or with "./" here']
    : [` in the folder of ${SPEC_FILE}`, 'Name a commit that has it, or where it was then'];
  throw new Fault(
    fileProblem(name, `commit ${short} does not have this file${where}.`, `${hint}: --against ${revision}:PATH.`),
  );
};

const readPath = (word: string, path: string, io: Io): readonly Input[] => {
  const spec = join(path, SPEC_FILE);
  const isProject = statSync(path, { throwIfNoEntry: false })?.isDirectory() === true && existsSync(spec);
  return readInputs([isProject ? join(word, SPEC_FILE) : word], io).inputs;
};

const neither = (word: string, revision: string, reason: 'no git' | 'no repository' | 'unknown', cwd: string) => {
  const files = 'Give a spec, a CustomResourceDefinition, or a folder of them';
  if (reason === 'no git')
    return fileProblem(word, 'is no file here, and git is not installed.', `${files}, or install git.`);
  if (reason === 'no repository')
    return fileProblem(word, `is no file here, and ${cwd} is in no git repository.`, `${files}.`);
  if (isShallow(cwd)) {
    const branch = revision.replace(/^origin\//, '');
    const hint = `This clone is shallow: fetch it with "git fetch --depth=1 origin ${branch}", then use --against FETCH_HEAD.`;
    return fileProblem(word, NEITHER, hint);
  }
  const near = nearest(revision, refNames(cwd));
  const hint = near === undefined ? `${files}, or a branch, tag or commit.` : `Did you mean ${quote(near)}?`;
  return fileProblem(word, NEITHER, hint);
};

const NEITHER = 'is neither a git ref nor a file here.';
