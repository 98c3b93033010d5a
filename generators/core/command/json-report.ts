/** An outcome as one JSON document, for programs. Its shape is described in docs/cli.md. */
import type { Change } from '../apply/change.ts';
import { isWrite, writesOf } from '../apply/change.ts';
import type { ImportReport } from './draft.ts';
import type { Evolution } from './evolution.ts';
import { jsonText } from '../model/json.ts';
import { type Outcome, exitCode } from './outcome.ts';
import { artifactsPart, pushedPart } from './publish-json.ts';

/** The document, ending in a newline. `diffs` has the unified diff of each changed file, when asked for. */
export const jsonReport = (outcome: Outcome, diffs: ReadonlyMap<string, string>): string => {
  const { request, type } = outcome;
  const document = {
    command: request.command,
    outcome: type,
    exitCode: exitCode(outcome),
    dryRun: request.dryRun,
    ...detailsOf(outcome, diffs),
  };
  return `${jsonText(document, 2)}\n`;
};

const importedPart = ({ name, domain, file, apis }: ImportReport): object => ({ file, name, domain, apis });

const evolutionPart = ({ against, commit, findings, added }: Evolution): object => ({
  against: { name: against, commit, findings, added },
});

const detailsOf = (outcome: Outcome, diffs: ReadonlyMap<string, string>): object => {
  switch (outcome.type) {
    case 'done':
    case 'drift':
    case 'breaking':
    case 'conflict': {
      const { root, set, warnings, request } = outcome;
      const wrote =
        outcome.type === 'done' && !request.dryRun && request.command !== 'check' && writesOf(set).length > 0;
      const change = ({ path, action, owner, note }: Change): object => ({
        path,
        action,
        owner,
        note,
        diff: diffs.get(path),
      });
      return {
        root,
        written: wrote,
        changes: set.changes.map(change),
        records: set.records.filter(isWrite).map(change),
        problems: warnings,
        ...('evolution' in outcome && evolutionPart(outcome.evolution)),
        ...(outcome.type === 'done' && outcome.imported !== undefined && { imported: importedPart(outcome.imported) }),
      };
    }
    case 'problems':
      return { written: false, problems: outcome.problems, ...pushedPart(outcome.pushed) };
    case 'published':
    case 'taken':
      return { ...artifactsPart(outcome), problems: outcome.warnings };
    case 'judged':
      return { written: false, folder: outcome.request.folder, problems: outcome.problems };
    case 'not-empty':
      return { root: outcome.root, written: false, entries: outcome.entries };
    case 'missing':
      return { written: false, missing: outcome.missing.map(({ name, description }) => ({ name, description })) };
    case 'interrupted':
      return { written: false, ...pushedPart(outcome.pushed) };
  }
};
