/** A request to what is printed and the exit code: all that the command line and yo share. Loads every stage. */
import type { Io } from './io.ts';
import { exitCode, wrotePackage } from './outcome.ts';
import { reportOf } from './report.ts';
import type { Request } from './request.ts';
import { run } from './run.ts';
import type { Report } from './text-report.ts';

export interface Result extends Report {
  readonly code: number;
  /** The folder whose packages are to be installed, when its package.json was written. */
  readonly install?: string;
}

/** Runs a request and makes its report. Nobody is asked when the request says so. */
export const runRequest = async (request: Request, io: Io): Promise<Result> => {
  const outcome = await run(request, request.yes || request.json ? quiet(io, request) : io);
  const report = await reportOf(outcome, io, process.uptime());
  const folder = wrotePackage(outcome);
  return { code: exitCode(outcome), ...report, ...(folder !== undefined && { install: folder }) };
};

/** Not a copy: what `io` looks up it looks up when it is needed. With --json, nothing is said but the document. */
const quiet = (io: Io, { json }: Request): Io =>
  Object.create(io, { ask: { value: undefined }, ...(json && { progress: { value: undefined } }) }) as Io;
