/** What came of a request: everything that a report shows, text or JSON. */
import { type ChangeSet, conflictsOf, writesOf } from '../apply/change.ts';
import type { Problem } from '../spec/problem.ts';
import type { Draft, ImportReport } from './draft.ts';
import type { Evolution } from './evolution.ts';
import type { Artifact } from '../publish/artifact.ts';
import type { TestResult } from '../olm/scorecard/scorecard.ts';
import type { Model } from '../model/model.ts';
import type { Planned } from './planned.ts';
import type { Published } from '../publish/push.ts';
import type { Signing } from './publish.ts';
import type { JudgeRequest, PublishRequest, Request } from './request.ts';

export type Outcome =
  /** The project is as planned; in a dry run, it would be. */
  | {
      readonly type: 'done';
      readonly request: Request;
      readonly root: string;
      readonly set: ChangeSet;
      readonly warnings: readonly Problem[];
      readonly imported?: ImportReport;
      /** Absent where only the spec is written. */
      readonly model?: Model;
      readonly evolution?: Evolution;
    }
  /** `check` and `publish` only: the project is not as planned. */
  | {
      readonly type: 'drift';
      readonly request: Request;
      readonly root: string;
      readonly set: ChangeSet;
      /** What breaks since before is among them, as errors. */
      readonly warnings: readonly Problem[];
      readonly evolution?: Evolution;
    }
  /** `check --against` only: the project is as planned, but something breaks since before. */
  | {
      readonly type: 'breaking';
      readonly request: Request;
      readonly root: string;
      readonly set: ChangeSet;
      readonly warnings: readonly Problem[];
      readonly evolution: Evolution;
    }
  /** Something would be lost; nothing was written. */
  | {
      readonly type: 'conflict';
      readonly request: Request;
      readonly root: string;
      readonly set: ChangeSet;
      readonly warnings: readonly Problem[];
    }
  /** The input is wrong; nothing was written. */
  | {
      readonly type: 'problems';
      readonly request: Request;
      readonly problems: readonly Problem[];
      /** `check --against` only: the spec is sound, but what to compare it with cannot be read. */
      readonly isUnreadable?: true;
      /** `publish` only. */
      readonly pushed?: Pushed;
    }
  /**
   * `publish` only. published: all artifacts are under their tags; in a dry run, they would be. taken: there is other content under a
   * tag, and nothing was pushed.
   */
  | {
      readonly type: 'published' | 'taken';
      readonly request: PublishRequest;
      readonly artifacts: readonly Published[];
      readonly warnings: readonly Problem[];
      readonly signing: Signing;
    }
  /** `bundle --check` and `scorecard` only: what a bundle is found to be. */
  | {
      readonly type: 'judged';
      readonly request: JudgeRequest;
      readonly problems: readonly Problem[];
      /** `scorecard` only; their problems are in them. */
      readonly tests: readonly TestResult[];
    }
  /** `new` only: there is something where the project would go. */
  | {
      readonly type: 'not-empty';
      readonly request: Request;
      readonly root: string;
      readonly entries: readonly string[];
    }
  /** What has no default was not given, and there is nobody to ask. */
  | { readonly type: 'missing'; readonly request: Request; readonly missing: readonly Missing[] }
  | {
      readonly type: 'interrupted';
      readonly request: Request;
      /** `publish` only. */
      readonly pushed?: Pushed;
    };

/** What is under its tag although something went wrong then. */
export interface Pushed {
  readonly done: readonly Published[];
  /** It was being tagged, and nobody knows whether it is. */
  readonly tagging?: Artifact;
}

export interface Missing {
  /** As it is typed: '--domain DOMAIN'. */
  readonly name: string;
  readonly description: string;
}

/** 0 done, 1 wrong input, 2 drift, conflict or breaking changes, 64 usage, 130 interrupted. */
export const exitCode = (outcome: Outcome): number => {
  switch (outcome.type) {
    case 'done':
    case 'published':
      return 0;
    case 'judged':
      return isSound(outcome) ? 0 : 2;
    case 'problems':
      return outcome.request.command === 'check' && outcome.isUnreadable === undefined ? 2 : 1;
    case 'drift':
    case 'breaking':
    case 'conflict':
    case 'not-empty':
    case 'taken':
      return 2;
    case 'missing':
      return 64;
    case 'interrupted':
      return 130;
  }
};

/** A bundle without errors; warnings and suggestions are no errors. */
const isSound = ({ problems, tests }: Extract<Outcome, { type: 'judged' }>): boolean =>
  !problems.some(({ severity }) => severity === 'error') && tests.every(({ state }) => state === 'pass');

/** The project must be as planned, and what users have written for its deliveries must be right. */
export const isChecked = ({ command }: Request): boolean => command === 'check' || command === 'publish';

/** The outcome of a set of changes, before anything is written. */
export const outcomeOf = (
  request: Request,
  { root, imported }: Pick<Draft, 'root' | 'imported'>,
  { set, warnings: problems, model }: Pick<Planned, 'set' | 'warnings' | 'model'>,
  evolution?: Evolution,
): Outcome => {
  const warnings = [...problems, ...(evolution?.problems ?? [])];
  const has = { request, root, set, warnings, ...(evolution !== undefined && { evolution }) };
  if (isChecked(request) && (conflictsOf(set).length > 0 || writesOf(set).length > 0)) return { type: 'drift', ...has };
  if (isChecked(request) && problems.some(({ severity }) => severity === 'error'))
    return { type: 'problems', request, problems: warnings };
  if (evolution?.problems.some(({ severity }) => severity === 'error') === true)
    return { type: 'breaking', ...has, evolution };
  if (conflictsOf(set).length > 0) return { type: 'conflict', ...has };
  return {
    type: 'done',
    ...has,
    ...(imported !== undefined && { imported }),
    ...(model !== undefined && { model }),
  };
};

/** The project's folder, when its package.json was written. */
export const wrotePackage = (outcome: Outcome): string | undefined => {
  if (outcome.type !== 'done' || outcome.request.dryRun || outcome.request.command === 'check') return undefined;
  return writesOf(outcome.set).some(({ path }) => path === 'package.json') ? outcome.root : undefined;
};
