/**
 * From a request to its outcome: the one way for the command line, yo and tests.
 * Expected flow: the spec's text (copied, made, added to, or as it stands) → load → build → plan → classify → write.
 * Guarantees: nothing is written unless everything is right; `check`, `publish` and dry runs never write. What the user has to mend is an
 * outcome, never an exception.
 */
import { write } from '../apply/write.ts';
import { writesOf } from '../apply/change.ts';
import { Fault } from '../apply/fault.ts';
import type { Draft, Drafted } from './draft.ts';
import { Interrupted, type Io } from './io.ts';
import { draftExisting } from './existing.ts';
import { draftNew } from './new.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import type { Evolution } from './evolution.ts';
import { type Planned, plannedChanges } from './planned.ts';
import type { ProjectRequest, PublishRequest, Request } from './request.ts';

/** Does what was asked for. */
export const run = async (request: Request, io: Io): Promise<Outcome> => {
  try {
    return await attempt(request, io);
  } catch (error) {
    if (error instanceof Fault) return { type: 'problems', request, problems: error.problems };
    if (error instanceof Interrupted) return { type: 'interrupted', request };
    throw error;
  }
};

const draftOf = async (request: ProjectRequest, io: Io): Promise<Drafted> => {
  if (request.command === 'new') return draftNew(request, io);
  if (request.command !== 'import') return draftExisting(request, io);
  const { draftImport } = await import('./import.ts');
  return draftImport(request, io);
};

const attempt = async (request: Request, io: Io): Promise<Outcome> => {
  if ('format' in request) {
    const { judge } = await import('./judge.ts');
    return judge(request, io);
  }
  const draft = await draftOf(request, io);
  if ('outcome' in draft) return draft.outcome;
  const planned = await plannedChanges(draft, request, io);
  if ('outcome' in planned) return planned.outcome;
  const evolution = await evolutionSince(request, draft, io);
  if (evolution instanceof Fault) {
    const problems = [...planned.warnings, ...evolution.problems];
    return { type: 'problems', request, problems, isUnreadable: true };
  }
  const outcome = outcomeOf(request, draft, planned, evolution);
  if (outcome.type !== 'done' || request.command === 'check') return outcome;
  if (request.command === 'publish') return publishPlanned(request, draft.root, planned, io);
  if (!request.dryRun) write(draft.root, writesOf(planned.set));
  return outcome;
};

/** Loaded for this alone: what it needs is as large as all the rest. */
const publishPlanned = async (
  request: PublishRequest,
  root: string,
  { model, plan, warnings }: Planned,
  io: Io,
): Promise<Outcome> => {
  const { publish } = await import('./publish.ts');
  return publish(request, { root, model: model!, plan, warnings }, io);
};

/** What breaks, where that was asked for; a Fault when what it is to be compared with cannot be read. */
const evolutionSince = async (
  request: Request,
  { loaded: { spec, source } }: Draft,
  io: Io,
): Promise<Evolution | Fault | undefined> => {
  if (request.command !== 'check' || request.against === undefined) return undefined;
  if (spec === undefined || source === undefined) return undefined;
  const { evolutionOf } = await import('./evolution.ts');
  try {
    return evolutionOf(request.against, spec, source, io);
  } catch (error) {
    if (error instanceof Fault) return error;
    throw error;
  }
};
