/** What to type next, after something was written. */
import { relative } from 'node:path';
import { isWrite } from '../apply/change.ts';
import type { Outcome } from './outcome.ts';

/** One line, or none when there is nothing to do. */
export const nextSteps = (
  { request, root, set, imported }: Extract<Outcome, { type: 'done' }>,
  cwd: string,
): readonly string[] => {
  const written = set.changes.filter(isWrite);
  if (request.dryRun || written.length === 0) return [];
  if (imported !== undefined && !imported.isProject)
    return [`Next:  k8s-operator new --spec ${quoted(imported.file)}     (makes the operator in ./${imported.name})`];
  if (request.command === 'api' || request.command === 'import')
    return ['Next:  npm test     (the new API has a test of its own)'];
  if (request.command !== 'new')
    return written.some(({ path }) => path === 'package.json') ? ['Next:  npm install'] : [];
  const folder = relative(cwd, root);
  const enter = folder === '' ? '' : `cd ${quoted(folder)} && `;
  return [`Next:  ${enter}npm install && npm run dev     (an API server in memory; no cluster needed)`];
};

const quoted = (word: string): string =>
  /^[\w./@:+-]+$/.test(word) ? word : `'${word.replaceAll("'", String.raw`'\''`)}'`;
