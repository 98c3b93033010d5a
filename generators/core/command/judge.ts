/** `bundle --check` and `scorecard`: a bundle's folder to what is found of it. Reads, never writes. */
import { resolve } from 'node:path';
import { checkBundle } from '../olm/validate/check-bundle.ts';
import { readBundle } from '../olm/read-bundle.ts';
import type { Io } from './io.ts';
import type { Outcome } from './outcome.ts';
import type { JudgeRequest } from './request.ts';

/** Throws a Fault when there is no such folder. */
export const judge = async (request: JudgeRequest, io: Pick<Io, 'cwd'>): Promise<Outcome> => {
  const bundle = readBundle(resolve(io.cwd, request.folder), request.folder);
  if (request.command === 'bundle --check')
    return { type: 'judged', request, problems: checkBundle(bundle), tests: [] };
  const { scorecard } = await import('../olm/scorecard/scorecard.ts');
  const tests = scorecard(bundle);
  return { type: 'judged', request, problems: [], tests };
};
