/** `import`: CRDs to the text of a spec, new or with APIs added, and the project around it where there is one. */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { openDisk } from '../apply/disk.ts';
import { recover } from '../apply/exclusive.ts';
import { Fault, asFault, fileProblem } from '../apply/fault.ts';
import { LOCK } from '../apply/path.ts';
import { importDefinitions } from '../import/import.ts';
import { type Loaded, loadSpec } from '../spec/load.ts';
import { type Drafted, SPEC_FILE } from './draft.ts';
import { readInputs } from './import-files.ts';
import { schemaChange } from './import-schema.ts';
import type { Io } from './io.ts';
import type { ImportRequest } from './request.ts';

/** The draft of a spec with the CRDs in it. */
export const draftImport = (request: ImportRequest, io: Io): Drafted => {
  if (request.files.length === 0) {
    const missing = [{ name: 'FILE|DIR|-', description: 'the CRDs: files, folders, or - for stdin' }];
    return { outcome: { type: 'missing', request, missing } };
  }
  const path = outputOf(request, io);
  const [root, file] = [dirname(path), basename(path)];
  const shown = relative(io.cwd, path) || file;
  const isProject = file === SPEC_FILE && isGenerated(root);
  if (isProject && !request.dryRun) undoKilledRun(root);
  const existing = readExisting(root, file, shown, request.force);
  if (existing !== undefined) refuseOptions(request, existing.loaded, shown);
  const { inputs, warnings } = readInputs(request.files, io);
  const { name, domain } = request;
  const { text, loaded, imported } = importDefinitions({
    inputs,
    given: request.files,
    existing,
    file: shown,
    name,
    domain,
  });
  const problems = [...warnings, ...loaded.problems];
  if (text === undefined || imported === undefined) return { outcome: { type: 'problems', request, problems } };
  const isAddition = existing !== undefined;
  return {
    root,
    text,
    loaded: { ...loaded, problems },
    imported: { ...imported, file: shown, isAddition, isProject },
    ...(!isProject && { file, beside: isAddition ? [] : [schemaChange(root)] }),
  };
};

const outputOf = ({ output = SPEC_FILE }: ImportRequest, { cwd }: Io): string => {
  const path = resolve(cwd, output);
  const isFolder = /[/\\]$/.test(output) || statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
  return isFolder ? join(path, SPEC_FILE) : path;
};

const isGenerated = (root: string): boolean => existsSync(join(root, LOCK));

const undoKilledRun = (root: string): void => {
  try {
    recover(root);
  } catch (error) {
    throw asFault(error, root);
  }
};

/** The spec that is there; undefined when there is none, or what is there may be lost. */
const readExisting = (
  root: string,
  file: string,
  shown: string,
  force: boolean,
): { readonly text: string; readonly loaded: Loaded } | undefined => {
  const entry = openDisk(root).read(file);
  if (entry.type === 'missing') return undefined;
  if (entry.type === 'obstacle')
    throw new Fault(fileProblem(shown, entry.reason, 'Move it away, or choose another --output.'));
  const text = entry.bytes.toString();
  if (text.trim() === '') return undefined;
  const loaded = loadSpec(entry.bytes, shown);
  if (loaded.spec !== undefined) return { text: loaded.source?.text ?? text, loaded };
  if (/["']?apiVersion["']?\s*:\s*["']?k8s-operator\//.test(text)) throw new Fault(...loaded.problems);
  if (force) return undefined;
  throw new Fault(
    fileProblem(
      shown,
      'is there already, and is not the spec of an operator.',
      'Choose another file with --output, or overwrite it with --force.',
    ),
  );
};

/** What a spec is called is its own. */
const refuseOptions = ({ name, domain }: ImportRequest, { spec }: Loaded, shown: string): void => {
  const given = [
    ['--name', name, spec?.metadata.name],
    ['--domain', domain, spec?.spec.domain],
  ] as const;
  const problems = given
    .filter(([, value, own]) => value !== undefined && value !== own)
    .map(([option, , own]) =>
      fileProblem(option, `${shown} says ${JSON.stringify(own)} already.`, 'Leave it out, or change the spec.'),
    );
  if (problems.length > 0) throw new Fault(...problems);
};
