/** Changed bundles before us and before the judges: where the verdicts differ. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { BundleFile } from '../../../generators/core/olm/bundle-file.ts';
import { type Bundle, openBundle } from '../../../generators/core/olm/open-bundle.ts';
import { KUBERNETES, type Validator } from '../../../generators/core/olm/validate/check-bundle.ts';
import { formatProblem, type Problem } from '../../../generators/core/spec/problem.ts';
import { olmVerdicts, type OlmVerdict } from '../olmcheck.ts';
import { type SdkVerdict, sdkVerdict } from '../operator-sdk.ts';
import { comparable, counts } from './differences.ts';
import { draftOf, filesOf, type Part } from './draft.ts';
import type { Mutation } from './mutation.ts';

export interface Case {
  readonly name: string;
  readonly files: readonly BundleFile[];
  /** Ask operator-sdk too, which takes a process each. */
  readonly isFormat?: boolean;
}

/** Bundles, each with one change. */
export const casesOf = (objects: Readonly<Record<string, Part>>, mutations: readonly Mutation[]): readonly Case[] =>
  mutations.map(({ name, change, isFormat = false }) => {
    const draft = draftOf(objects);
    change(draft);
    return { name, files: filesOf(draft), isFormat };
  });

export interface Comparison {
  /** One line for each difference. */
  readonly differences: readonly string[];
  /** How many bundles the judges find what in; a bundle with errors is not among those with warnings. */
  readonly judged: {
    readonly clean: number;
    readonly warnings: number;
    readonly errors: number;
    readonly unreadable: number;
  };
}

/** Compares all; `scratch` is a folder to write them to. */
export const compare = async (cases: readonly Case[], scratch: string): Promise<Comparison> => {
  const folders = cases.map(({ files }, i) => write(join(scratch, String(i)), files));
  const [olm, sdk] = await Promise.all([
    olmVerdicts(folders, KUBERNETES),
    inTurn(
      cases.map(
        ({ isFormat }, i) =>
          async () =>
            isFormat === true ? sdkVerdict(folders[i]!) : undefined,
      ),
    ),
  ]);
  const judged = { clean: 0, warnings: 0, errors: 0, unreadable: 0 };
  const differences = cases.flatMap(({ name, files }, i) => {
    judged[classOf(olm[i]!)]++;
    const bundle = openBundle('bundle', files);
    const isCounted = counts(bundle);
    return differencesOf(bundle, counted(olm[i]!, isCounted), sdk[i] && countedOf(sdk[i], isCounted)).map(
      (difference) => `${name}: ${difference}`,
    );
  });
  return { differences, judged };
};

const write = (folder: string, files: readonly BundleFile[]): string => {
  mkdirSync(folder, { recursive: true });
  for (const { path, bytes } of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytes);
  }
  return folder;
};

/** Two at a time. */
const inTurn = async <T>(tasks: readonly (() => Promise<T>)[]): Promise<readonly T[]> => {
  const results: T[] = [];
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < tasks.length) {
      const at = next++;
      results[at] = await tasks[at]!();
    }
  };
  await Promise.all([work(), work()]);
  return results;
};

const classOf = ({ unreadable, findings }: OlmVerdict): keyof Comparison['judged'] => {
  if (unreadable !== undefined) return 'unreadable';
  const all = Object.values(findings);
  if (all.some(({ errors }) => errors.length > 0)) return 'errors';
  return all.some(({ warnings }) => warnings.length > 0) ? 'warnings' : 'clean';
};

/** A verdict without the findings that do not count. */
const counted = (verdict: OlmVerdict, isCounted: (finding: string) => boolean): OlmVerdict => ({
  ...verdict,
  findings: Object.fromEntries(
    Object.entries(verdict.findings).map(([validator, found]) => [validator, countedOf(found, isCounted)]),
  ),
});

const countedOf = ({ errors, warnings }: SdkVerdict, isCounted: (finding: string) => boolean): SdkVerdict => ({
  errors: errors.filter(isCounted),
  warnings: warnings.filter(isCounted),
});

type Ours = Readonly<Record<Validator, readonly Problem[]>>;

const differencesOf = (bundle: Bundle, olm: OlmVerdict, sdk: SdkVerdict | undefined): readonly string[] => {
  const theirErrors = [
    ...(olm.unreadable === undefined ? [] : [olm.unreadable]),
    ...Object.values(olm.findings).flatMap(({ errors }) => errors),
    ...(sdk?.errors ?? []),
  ];
  const ours = comparable(bundle, 'common');
  const all = Object.values(ours).flat();
  // Where they refuse it too, what is stricter on purpose is a verdict like others.
  const told = theirErrors.length > 0 ? comparable(bundle, 'all') : ours;
  // Without operator-sdk nobody looks at the layout.
  const judged = sdk === undefined && olm.unreadable === undefined ? withoutLayout(told) : Object.values(told).flat();
  const found = differ('any error', theirErrors, ofSeverity(judged, 'error'));
  // Where a bundle cannot be read no validator has run, and there is nothing else to compare.
  if (olm.unreadable !== undefined || ofSeverity(told.reading, 'error').length > 0) return found;
  const theirWarnings = [...Object.values(olm.findings).flatMap(({ warnings }) => warnings), ...(sdk?.warnings ?? [])];
  const byValidator = Object.entries(olm.findings).flatMap(([validator, { errors, warnings }]) => {
    const mine = ours[validator as Validator];
    const error = differ(`${validator} error`, errors, ofSeverity(mine, 'error'));
    return error.concat(differ(`${validator} warning`, warnings, ofSeverity(mine, 'warning')));
  });
  return [...found, ...differ('any warning', theirWarnings, ofSeverity(all, 'warning')), ...byValidator];
};

const withoutLayout = (ours: Ours): readonly Problem[] =>
  Object.entries(ours)
    .flatMap(([validator, problems]) => (validator === 'format' ? [] : problems))
    .filter(({ message }) => !message.startsWith('there is nothing but comments'));

const ofSeverity = (problems: readonly Problem[], severity: Problem['severity']): readonly Problem[] =>
  problems.filter((problem) => problem.severity === severity);

/** Whether both find something, or neither does. */
const differ = (what: string, theirs: readonly string[], ours: readonly Problem[]): readonly string[] =>
  theirs.length > 0 === ours.length > 0
    ? []
    : [`${what}: theirs ${JSON.stringify(theirs).slice(0, 400)}, ours ${JSON.stringify(ours.map(formatProblem))}`];
