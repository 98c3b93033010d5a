/**
 * CustomResourceDefinitions to the text of a spec that makes them again, or to an addition to one. Given the bytes of the inputs and
 * the spec that is there, gives the whole new text, or every problem at its place in the inputs and no text. Pure.
 * Guarantees: the spec that is given loads, and each CRD comes back from it as it was, but for the order of keys, what servers
 * fill in, and what is absent for them.
 */
import type { JsonObject } from '../model/json.ts';
import { fullGroup } from '../model/names.ts';
import { quote } from '../spec/near.ts';
import { type Loaded, loadSpec } from '../spec/load.ts';
import type { Problem } from '../spec/problem.ts';
import { createReport, sortProblems } from '../spec/report.ts';
import type { ApiSpec } from '../spec/spec.ts';
import { addEntries } from './add-entries.ts';
import { apiOf } from './api.ts';
import { type Definition, findDefinitions } from './definition.ts';
import { type Input, readInput } from './document.ts';
import { differenceOf } from './difference.ts';
import { deriveDomain, deriveName } from './naming.ts';
import { translateProblems } from './problems.ts';
import { importedSpecText } from './spec-text.ts';

export interface ImportInput {
  readonly inputs: readonly Input[];
  /** What the user named: files and folders; the inputs, when absent. */
  readonly given?: readonly string[];
  /** The spec that the APIs are added to; absent for a new one. */
  readonly existing?: { readonly text: string; readonly loaded: Loaded } | undefined;
  /** The spec's file as problems name it. */
  readonly file: string;
  readonly name?: string | undefined;
  readonly domain?: string | undefined;
}

/** What was made of a CRD. */
export interface ImportedApi {
  /** The name of the CRD. */
  readonly crd: string;
  /** `same`: the spec has it already, just so. */
  readonly action: 'added' | 'same';
}

export interface Imported {
  readonly name: string;
  readonly domain: string;
  readonly apis: readonly ImportedApi[];
}

export interface ImportResult {
  /** Absent when there is an error among the problems. */
  readonly text?: string;
  readonly loaded: Pick<Loaded, 'spec' | 'problems'>;
  readonly imported?: Imported;
}

/** The spec's text with all CRDs of the inputs in it. */
export const importDefinitions = (input: ImportInput): ImportResult => {
  const read = readAll(input);
  const { definitions } = read;
  if (definitions.length === 0) return { loaded: { problems: read.problems } };
  const existing = input.existing?.loaded.spec;
  const groups = definitions.map(groupAndKind);
  const domain = existing?.spec.domain ?? input.domain ?? deriveDomain(groups);
  const name = existing?.metadata.name ?? input.name ?? deriveName(groups, domain);
  const apis = definitions.map(({ crd }) => apiOf(crd, domain));
  const there = definitions.map((definition, i) => presence(definition, apis[i]!, input));
  const added = definitions.flatMap((definition, i) => (there[i]!.isThere ? [] : [{ definition, api: apis[i]! }]));
  const text = textOf(
    input,
    name,
    domain,
    added.map(({ api }) => api),
  );
  const loaded = loadSpec(text, input.file);
  const problems = inOrder(input.inputs, [
    ...read.problems,
    ...there.flatMap((one) => one.problems),
    ...translateProblems(loaded, added, existing?.spec.apis.length ?? 0, {
      name: input.name === undefined ? input.file : '--name',
      domain: input.domain === undefined ? input.file : '--domain',
    }),
  ]);
  if (loaded.spec === undefined || hasError(problems)) return { loaded: { problems } };
  const result = definitions.map(({ name: crd }, i): ImportedApi => ({
    crd,
    action: there[i]!.isThere ? 'same' : 'added',
  }));
  return { text, loaded: { spec: loaded.spec, problems }, imported: { name, domain, apis: result } };
};

const readAll = ({
  inputs,
  given = inputs.map(({ name }) => name),
}: ImportInput): { definitions: readonly Definition[]; problems: readonly Problem[] } => {
  const read = inputs.map((input) => ({ input, ...readInput(input) }));
  const { definitions, problems } = findDefinitions(read.flatMap(({ documents }) => documents));
  const all = [...read.flatMap((one) => one.problems), ...problems];
  if (definitions.length > 0 || hasError(all)) return { definitions, problems: all };
  return {
    definitions,
    problems: [
      ...all,
      {
        file: given.join(', '),
        path: '',
        message: 'there is no CustomResourceDefinition.',
        hint: 'Give files or folders with CRDs in YAML or JSON, or - for what "kubectl get crd -o yaml" prints.',
        severity: 'error',
      },
    ],
  };
};

/** File by file as they were given, by position in each; those about no file first. */
const inOrder = (inputs: readonly Input[], problems: readonly Problem[]): readonly Problem[] => {
  const ranks = new Map(inputs.map(({ name }, i) => [name, i] as const));
  return sortProblems(problems).toSorted((a, b) => (ranks.get(a.file) ?? -1) - (ranks.get(b.file) ?? -1));
};

const groupAndKind = ({ crd }: Definition): { group: string; kind: string } => {
  const { group, names } = crd['spec'] as JsonObject & { readonly names: JsonObject };
  return { group: String(group), kind: String(names['kind']) };
};

/** Whether the spec has the API just so; one that is there and differs is a problem where it was imported from. */
const presence = (
  definition: Definition,
  api: ApiSpec,
  { existing, file }: ImportInput,
): { isThere: boolean; problems: readonly Problem[] } => {
  const spec = existing?.loaded.spec;
  if (spec === undefined) return { isThere: false, problems: [] };
  const { domain, apis } = spec.spec;
  const i = apis.findIndex(
    (other) => other.kind === api.kind && fullGroup(other.group, domain) === fullGroup(api.group, domain),
  );
  // What is wrong with it is told when it is checked with the rest.
  if (i === -1 || loadSpec(importedSpecText('imported', domain, [api]), file).spec === undefined)
    return { isThere: false, problems: [] };
  const difference = differenceOf(spec, apis[i]!, api);
  if (difference === undefined) return { isThere: true, problems: [] };
  const report = createReport(definition.source);
  report.error(
    definition.origin(difference),
    `${quote(api.kind)} of ${fullGroup(api.group, domain)} is in ${file} already (spec.apis[${i}]), and differs here.`,
    `Change it there, or remove it there and import again.`,
  );
  return { isThere: true, problems: report.problems() };
};

const textOf = ({ existing }: ImportInput, name: string, domain: string, apis: readonly ApiSpec[]): string => {
  if (existing?.loaded.source === undefined) return importedSpecText(name, domain, apis);
  return apis.length === 0 ? existing.text : addEntries(existing.loaded.source, apis);
};

const hasError = (problems: readonly Problem[]): boolean => problems.some(({ severity }) => severity === 'error');
