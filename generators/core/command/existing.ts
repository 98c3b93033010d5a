/** The commands on an operator that is there: the spec in the current folder, with what the command adds to it. */
import { readdirSync } from 'node:fs';
import { openDisk } from '../apply/disk.ts';
import { recover, refuseHalfWritten } from '../apply/exclusive.ts';
import { Fault, asFault, fileProblem } from '../apply/fault.ts';
import { loadSpec } from '../spec/load.ts';
import { addApiText } from '../spec/add-api.ts';
import { parseApiArgument } from '../spec/api-argument.ts';
import { type Drafted, SPEC_FILE } from './draft.ts';
import type { Io } from './io.ts';
import type { ApiRequest, ImportRequest, NewRequest, ProjectRequest, Request } from './request.ts';

/** The draft of a command on an operator that is there. */
export const draftExisting = async (
  request: Exclude<ProjectRequest, NewRequest | ImportRequest>,
  io: Io,
): Promise<Drafted> => {
  if (isWriting(request) && !request.dryRun) undoKilledRun(io.cwd);
  else refuseHalfWritten(io.cwd);
  const root = io.cwd;
  const bytes = readSpec(root);
  const loaded = loadSpec(bytes, SPEC_FILE);
  if (request.command !== 'api' && request.command !== 'bundle' && request.command !== 'catalog')
    return { root, text: bytes, loaded };
  const { spec, problems } = loaded;
  if (spec === undefined) return { outcome: { type: 'problems', request, problems } };
  if (request.command === 'bundle') {
    const { draftRelease } = await import('./release.ts');
    return draftRelease(request, root, loaded);
  }
  if (request.command === 'catalog') {
    const { draftCatalog } = await import('./catalog.ts');
    return draftCatalog(request, root, bytes, loaded);
  }
  const { domain } = spec.spec;
  const argument = request.api ?? (await askApi(domain, io));
  if (argument === undefined) {
    const missing = [{ name: 'GROUP/VERSION/KIND', description: 'the API to add, e.g. cache/v1alpha1/Memcached' }];
    return { outcome: { type: 'missing', request, missing } };
  }
  return addApi(request, root, bytes.toString(), argument, domain);
};

const isWriting = ({ command }: Pick<Request, 'command'>): boolean => command !== 'check' && command !== 'publish';

const addApi = (request: ApiRequest, root: string, before: string, argument: string, domain: string): Drafted => {
  const parsed = parseApiArgument(argument, domain);
  if ('message' in parsed) {
    return { outcome: { type: 'problems', request, problems: [fileProblem(argument, parsed.message, parsed.hint)] } };
  }
  const { text, problems } = addApiText(before, SPEC_FILE, parsed.api);
  if (problems.some(({ severity }) => severity === 'error'))
    return { outcome: { type: 'problems', request, problems } };
  return { root, text, loaded: loadSpec(text, SPEC_FILE) };
};

const askApi = async (domain: string, io: Io): Promise<string | undefined> => {
  const validate = (answer: string): true | string => {
    const parsed = parseApiArgument(answer.trim(), domain);
    return 'message' in parsed ? `${parsed.message} ${parsed.hint}` : true;
  };
  const answers = await io.ask?.([{ name: 'api', message: 'The API to add (GROUP/VERSION/KIND):', validate }]);
  return answers?.['api'];
};

const undoKilledRun = (root: string): void => {
  try {
    recover(root);
  } catch (error) {
    throw asFault(error, root);
  }
};

const readSpec = (root: string): Buffer => {
  const entry = openDisk(root).read(SPEC_FILE);
  if (entry.type === 'file') return entry.bytes;
  if (entry.type === 'obstacle') throw new Fault(fileProblem(SPEC_FILE, entry.reason, 'Move it away.'));
  const near = namesNear(root);
  throw new Fault(
    fileProblem(
      SPEC_FILE,
      `there is none in ${root}.`,
      near ?? 'Go to the folder of an operator, or make one with "k8s-operator new".',
    ),
  );
};

const namesNear = (root: string): string | undefined => {
  try {
    const found = readdirSync(root).find((name) => /^operator\.(yml|json)$/i.test(name));
    return found === undefined ? undefined : `Rename ${found} to ${SPEC_FILE}.`;
  } catch {
    return undefined;
  }
};
