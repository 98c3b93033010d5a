/** `check --against`: what breaks between what there was and the spec as it is now. Loaded only when it is asked for. */
import { Fault, fileProblem } from '../apply/fault.ts';
import { readBefore } from '../evolution/before.ts';
import { type Added, compareDefinitions } from '../evolution/compare.ts';
import { definitionOfApi } from '../evolution/definition.ts';
import type { Finding } from '../evolution/finding.ts';
import { evolutionProblems } from '../evolution/problems.ts';
import { severityOf } from '../evolution/severity.ts';
import { buildModel } from '../model/build.ts';
import { type JsonObject, jsonText } from '../model/json.ts';
import type { Problem } from '../spec/problem.ts';
import type { Source } from '../spec/source.ts';
import type { Spec } from '../spec/spec.ts';
import { readAgainst } from './against.ts';
import type { Io } from './io.ts';

export interface Evolution {
  /** What it was compared with, as it was typed. */
  readonly against: string;
  readonly commit?: string;
  /** For people: one for one change, at its place in the spec. */
  readonly problems: readonly Problem[];
  /** For programs: every one, as crdify has them. */
  readonly findings: readonly JsonObject[];
  readonly added: Added;
}

/** Compares a spec with what a word names. Throws a Fault when that cannot be read. */
export const evolutionOf = (against: string, spec: Spec, source: Source, io: Io): Evolution => {
  const { commit, inputs } = readAgainst(against, io);
  const before = readBefore(inputs);
  const errors = before.problems.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw new Fault(...errors);
  if (before.definitions.length === 0 && before.problems.length === 0)
    throw new Fault(
      fileProblem(
        against,
        'there is no spec in it, and no CustomResourceDefinition.',
        'Name what was installed before.',
      ),
    );
  const now = buildModel(spec).apis.map(definitionOfApi);
  const comparison = compareDefinitions(before.definitions, now);
  const findings = comparison.apis.flatMap(({ older, newer, findings }) =>
    findings.map((finding) => rowOf(older.name, finding, severityOf(finding, newer))),
  );
  const problems = [...before.problems, ...evolutionProblems(comparison, spec, source)];
  return { against, ...(commit !== undefined && { commit }), problems, findings, added: comparison.added };
};

const LONGEST = 1000;

const rowOf = (api: string, { version, property, rule, change, ...sides }: Finding, severity: string): JsonObject => {
  const [old, now] = [sides.old, sides.new].map((side) =>
    side === undefined || jsonText(side).length > LONGEST ? undefined : side,
  );
  return { api, version, property, rule, change, old, new: now, severity };
};
