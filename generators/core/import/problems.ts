/**
 * What is wrong with a spec that was made of CRDs, said of the CRDs: they are what the user has, the spec's text is not on disk yet.
 * Positions stay exact, to the character within a CEL rule.
 */
import { isScalar, type Node } from 'yaml';
import type { Loaded } from '../spec/load.ts';
import { formatPath, type Path } from '../spec/path.ts';
import type { Problem } from '../spec/problem.ts';
import { createReport } from '../spec/report.ts';
import { offsetInScalar } from '../spec/scalar-position.ts';
import { placeOf, type Source } from '../spec/source.ts';
import type { ApiSpec } from '../spec/spec.ts';
import type { Definition } from './definition.ts';
import { definitionPath, parsePath } from './places.ts';

export interface Addition {
  readonly definition: Definition;
  readonly api: ApiSpec;
}

/** Problems of the loaded spec, those of the additions, which are its last APIs, at their origins. */
export const translateProblems = (
  { problems, source }: Loaded,
  additions: readonly Addition[],
  before: number,
  options: { readonly name: string; readonly domain: string },
): readonly Problem[] =>
  withoutEchoes(problems, before).map((problem) => {
    const path = parsePath(problem.path);
    const addition = path[1] === 'apis' ? additions[Number(path[2] ?? -1) - before] : undefined;
    if (addition !== undefined && source !== undefined)
      return atOrigin(problem, path, addition, additions, before, source);
    const file = path[0] === 'metadata' ? options.name : path[1] === 'domain' ? options.domain : problem.file;
    return file.startsWith('--') || before === 0 ? withoutPlace(problem, file) : problem;
  });

/** The text of a new spec is not on disk yet, and an option has no places. */
const withoutPlace = (problem: Problem, file: string): Problem => {
  const { line: _, column: __, ...rest } = problem;
  return { ...rest, file, ...(file.startsWith('--') && { path: '' }) };
};

/** The image of a new spec is made of its name and domain: what is wrong with them is told of them alone. */
const withoutEchoes = (problems: readonly Problem[], before: number): readonly Problem[] => {
  const isCause = problems.some(({ path }) => path === 'metadata.name' || path === 'spec.domain');
  return before === 0 && isCause ? problems.filter(({ path }) => path !== 'spec.image') : problems;
};

const atOrigin = (
  problem: Problem,
  path: Path,
  { definition, api }: Addition,
  additions: readonly Addition[],
  before: number,
  spec: Source,
): Problem => {
  const origin = definition.origin(definitionPath(path.slice(3), isShort(api)));
  const report = createReport(definition.source);
  report.error(origin, '', undefined, where(problem, path, origin, spec, definition.source));
  const [{ file, line, column } = problem] = report.problems();
  const message = problem.message.replaceAll(/\bspec\.apis\[(\d+)\](?:\.[\w$-]+|\[\d+\])*/g, (found, index: string) => {
    const other = additions[Number(index) - before];
    if (other === undefined) return found;
    const inner = parsePath(found).slice(3);
    const place = other.definition.origin(definitionPath(inner, isShort(other.api)));
    return `${formatPath(place)} of ${other.definition.source.file}`;
  });
  return { ...problem, file, line: line ?? 1, column: column ?? 1, path: formatPath(origin), message };
};

const isShort =
  ({ versions }: ApiSpec) =>
  (version: number): boolean =>
    versions[version]?.schema.openAPIV3Schema === undefined;

/** Whether a problem is at the key, the value, or a character of the text that both have there. */
const where = (
  { line = 1, column = 1 }: Problem,
  path: Path,
  origin: Path,
  spec: Source,
  source: Source,
): 'key' | 'value' | number => {
  const isAt = (offset: number | undefined): boolean => {
    const position = spec.position(offset ?? -1);
    return offset !== undefined && position.line === line && position.column === column;
  };
  // Without the tree of the text, if that will do: making it is most of what importing a large definition takes.
  const plain = spec.plain?.offsetsOf(path);
  if (isAt(plain?.key)) return 'key';
  if (isAt(plain?.value)) return 'value';
  // Nearly all problems are at a key or a value, for which no tree has to be made.
  const offsets = spec.plain?.offsetsOf(path);
  if (offsets?.key !== undefined && isAt(offsets.key)) return 'key';
  if (offsets?.value !== undefined && isAt(offsets.value)) return 'value';
  const { key, node } = placeOf(spec.document, path);
  if (key?.range && isAt(key.range[0])) return 'key';
  if (node === undefined) return 'key';
  if (!isScalar(node) || typeof node.value !== 'string' || (node.range && isAt(node.range[0]))) return 'value';
  const length = node.value.length;
  const index = Array.from({ length: length + 1 }, (_, i) => i).find((i) =>
    isAt(offsetInScalar(spec.text, node as Node, i)),
  );
  const there = placeOf(source.document, origin).node;
  return index === undefined || there === undefined ? 'value' : offsetInScalar(source.text, there, index);
};
