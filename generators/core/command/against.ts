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
  const bytes = fileAt(cwd, commit, place);
  const name = `${revision}:${place.replace(/^\.\//, '')}`;
  if (bytes !== undefined) return { name, bytes };
  throw new Fault(
    fileProblem(
      name,
      `commit ${commit.slice(0, 12)} does not have this file${word.includes(':') ? '' : ` in the folder of ${SPEC_FILE}`}.`,
      `Name a commit that has it, or where it was then: --against ${revision}:PATH.`,
    ),
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
