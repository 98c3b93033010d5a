/** What crdify itself says of pairs of CustomResourceDefinitions. */
import { spawnSync } from 'node:child_process';
import { judge } from './judges.ts';

export interface Pair {
  readonly older: object;
  readonly newer: object;
}

export interface Verdict {
  readonly failed: boolean;
  /** One line a finding, `v1 ^.spec.size maximum`, sorted. */
  readonly findings: readonly string[];
}

interface Result {
  readonly name: string;
  readonly errors?: readonly string[];
}

interface Results {
  readonly crdValidation?: readonly Result[];
  readonly sameVersionValidation?: ByVersion;
  readonly servedVersionValidation?: ByVersion;
}

type ByVersion = Readonly<Record<string, Readonly<Record<string, readonly Result[]>>>>;

/** The verdicts on all pairs, by crdify's own code and default configuration. Throws GoMissing without Go. */
export const crdify = async (pairs: readonly Pair[]): Promise<readonly Verdict[]> => {
  const input = JSON.stringify(pairs.map(({ older, newer }) => ({ old: older, new: newer })));
  const { status, stdout, stderr } = spawnSync(await judge('crdify'), { input, encoding: 'utf8', maxBuffer: 1 << 30 });
  if (status !== 0) throw new Error(`crdify: ${stderr}`);
  const verdicts = JSON.parse(stdout) as readonly { readonly failed: boolean; readonly results: Results }[];
  return verdicts.map(({ failed, results }) => ({ failed, findings: linesOf(results).toSorted() }));
};

const linesOf = ({ crdValidation = [], sameVersionValidation = {}, servedVersionValidation = {} }: Results) => [
  ...crdValidation.flatMap(({ name, errors }) => (errors ?? []).map((error) => globalLine(name, error))),
  ...propertyLines(sameVersionValidation),
  ...propertyLines(servedVersionValidation),
];

/** A removed field has its place in the words only: `removed field : v1.^.spec.size`. */
const globalLine = (name: string, error: string): string => {
  const [, version, property] = /^removed field : ([^.]*)\.(\^.*)$/.exec(error) ?? [];
  return version === undefined ? name : `${version} ${property} ${name}`;
};

const propertyLines = (versions: ByVersion): readonly string[] =>
  Object.entries(versions).flatMap(([version, properties]) =>
    Object.entries(properties).flatMap(([property, results]) =>
      results.flatMap(({ name, errors }) => (errors ?? []).map(() => `${version} ${property} ${name}`)),
    ),
  );
