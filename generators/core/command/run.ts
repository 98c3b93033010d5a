/**
 * From a request to its outcome: the one way for the command line, yo and tests.
 * Expected flow: the spec's text (copied, made, added to, or as it stands) → load → build → plan → classify → write.
 * Guarantees: nothing is written unless everything is right; `check` and dry runs never write. What the user has to mend is an
 * outcome, never an exception.
 */
import { write } from '../apply/write.ts';
import { writesOf } from '../apply/change.ts';
import { Fault } from '../apply/fault.ts';
import type { Drafted } from './draft.ts';
import { Interrupted, type Io } from './io.ts';
import { draftExisting } from './existing.ts';
import { draftNew } from './new.ts';
import { type Outcome, outcomeOf } from './outcome.ts';
import { plannedChanges } from './planned.ts';
import type { Request } from './request.ts';

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

const draftOf = async (request: Request, io: Io): Promise<Drafted> => {
  if (request.command === 'new') return draftNew(request, io);
  if (request.command !== 'import') return draftExisting(request, io);
  const { draftImport } = await import('./import.ts');
  return draftImport(request, io);
};

const attempt = async (request: Request, io: Io): Promise<Outcome> => {
  const draft = await draftOf(request, io);
  if ('outcome' in draft) return draft.outcome;
  const planned = await plannedChanges(draft, request, io);
  if ('outcome' in planned) return planned.outcome;
  const outcome = outcomeOf(request, draft, planned.set, planned.warnings);
  if (outcome.type === 'done' && !request.dryRun && request.command !== 'check')
    write(draft.root, writesOf(planned.set));
  return outcome;
};
