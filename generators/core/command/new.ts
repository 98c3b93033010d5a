/** `new`: the first text of a spec, copied from a file or made from the command line, and the folder that it goes to. */
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import { recover } from '../apply/exclusive.ts';
import { Fault, asFault, fileProblem, isSystemError } from '../apply/fault.ts';
import { LOCK } from '../apply/path.ts';
import { readBytes } from '../apply/read.ts';
import { loadSpec } from '../spec/load.ts';
import { type Draft, type Drafted, SPEC_FILE } from './draft.ts';
import type { Io } from './io.ts';
import { completeInput } from './new-input.ts';
import type { NewRequest } from './request.ts';

/** The draft of a new operator. */
export const draftNew = async (request: NewRequest, io: Io): Promise<Drafted> => {
  const draft = request.spec === undefined ? await completeInput(request, io) : copied(request, request.spec, io);
  return 'outcome' in draft ? draft : checkFolder(draft, request);
};

/** With --spec, NAME names the folder; the operator is called what the spec says. */
const copied = (request: NewRequest, spec: string, io: Io): Drafted => {
  const bytes = readSpec(resolve(io.cwd, spec), spec);
  const loaded = loadSpec(bytes, spec);
  if (loaded.spec === undefined) return { outcome: { type: 'problems', request, problems: loaded.problems } };
  const folder = request.output ?? folderName(request.name) ?? loaded.spec.metadata.name;
  return { root: resolve(io.cwd, folder), text: bytes, loaded };
};

const folderName = (name: string | undefined): string | undefined => {
  if (name === undefined || /^[\w][\w.-]*$/.test(name)) return name;
  throw new Fault(
    fileProblem(
      'NAME',
      `${JSON.stringify(name)} is not a name.`,
      'Use letters, digits and "-", or name a folder with --output.',
    ),
  );
};

const readSpec = (path: string, shown: string): Buffer => {
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === true)
    throw new Fault(fileProblem(shown, 'is not a file.', 'Give the path of an operator.yaml.'));
  return readBytes(path, shown);
};

/** A folder that holds anything but a repository is refused, unless an earlier run made it from this very text. */
const checkFolder = (draft: Draft, request: NewRequest): Drafted => {
  if (!request.dryRun) undoKilledRun(draft.root);
  const entries = entriesOf(draft.root, request.output).filter((name) => name !== '.git');
  if (entries.length === 0 || isSameProject(draft)) return draft;
  if (request.force && !entries.includes(SPEC_FILE)) return draft;
  return { outcome: { type: 'not-empty', request, root: draft.root, entries } };
};

const undoKilledRun = (root: string): void => {
  try {
    recover(root);
  } catch (error) {
    throw asFault(error, root);
  }
};

/** `shown` is the folder as it was typed, if it was. */
const entriesOf = (root: string, shown: string = basename(root)): readonly string[] => {
  try {
    return readdirSync(root).toSorted();
  } catch (error) {
    if (isSystemError(error) && error.code === 'ENOENT') return [];
    if (isSystemError(error) && error.code === 'ENOTDIR')
      throw new Fault(
        fileProblem(
          shown,
          'is a file, or below one, where the folder should be.',
          'Choose another folder with --output.',
        ),
      );
    throw asFault(error, root);
  }
};

const isSameProject = ({ root, text }: Draft): boolean => {
  try {
    return readFileSync(join(root, SPEC_FILE)).equals(Buffer.from(text)) && statSync(join(root, LOCK)).isFile();
  } catch {
    return false;
  }
};
