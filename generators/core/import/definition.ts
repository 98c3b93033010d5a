/**
 * Documents to the CustomResourceDefinitions in them: other kinds are passed over, and of several that are alike one is kept. Patches of kustomize, which name a CRD and lack its content, are passed over where the whole CRD is there too.
 */
import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { quote } from '../spec/near.ts';
import type { Path } from '../spec/path.ts';
import type { Problem } from '../spec/problem.ts';
import { createReport, type Report } from '../spec/report.ts';
import type { Source } from '../spec/source.ts';
import type { InputDocument } from './document.ts';
import { KIND, type Located, objectsOf, skipped } from './objects.ts';
import { fromV1beta1 } from './v1beta1.ts';
import { checkDefinition } from './definition-shape.ts';
import { withoutServerFields } from './server-fields.ts';
import { withoutUnknownFields } from './unknown-fields.ts';

/** A CRD of apiextensions.k8s.io/v1 without what only a server writes, and where each part of it was written. */
export interface Definition {
  readonly name: string;
  readonly crd: JsonObject;
  readonly source: Source;
  /** The path in the source of a path in `crd`. */
  readonly origin: (path: Path) => Path;
}

export interface Found {
  readonly definitions: readonly Definition[];
  readonly problems: readonly Problem[];
}

/** The CRDs of all documents that are sound, in their order, and what is wrong with the others. */
export const findDefinitions = (documents: readonly InputDocument[]): Found => {
  const objects = documents.flatMap(objectsOf);
  const crds = objects.filter(({ value }) => value['kind'] === KIND);
  const read = crds.map(readObject);
  const [patches, whole] = partition(read, ({ isPatch }) => isPatch);
  const known = new Set(whole.map(({ definition }) => definition.name));
  const lone = patches.filter(({ definition }) => !known.has(definition.name));
  const kept = [...whole, ...lone];
  const wrong = new Set(kept.filter(({ problems }) => hasError(problems)).map(({ definition }) => definition));
  const merged = withoutRepetitions(kept);
  return {
    definitions: merged.definitions.filter((definition) => !wrong.has(definition)),
    problems: [
      ...skipped(objects.filter((object) => !crds.includes(object))),
      ...patches.filter((patch) => !lone.includes(patch)).map(({ definition }) => patchWarning(definition)),
      ...kept.flatMap(({ problems }) => problems),
      ...merged.problems,
    ],
  };
};

interface ReadObject {
  readonly definition: Definition;
  readonly problems: readonly Problem[];
  readonly isPatch: boolean;
}

const readObject = ({ value, source, path }: Located): ReadObject => {
  const report = createReport(source);
  const at = (origin: (path: Path) => Path): Report => moved(report, (inner) => [...path, ...origin(inner)]);
  const pruned = withoutServerFields(
    value,
    at((inner) => inner),
  );
  const { crd: converted, origin } = fromV1beta1(
    pruned,
    at((inner) => inner),
  );
  const isV1 = !hasError(report.problems());
  const crd = isV1 ? withoutUnknownFields(converted, at(origin)) : converted;
  const definition = {
    name: nameOf(crd),
    crd,
    source,
    origin: (inner: Path): Path => [...path, ...origin(inner)],
  };
  const { spec } = crd;
  const isPatch = !isObject(spec) || (spec['group'] === undefined && spec['versions'] === undefined);
  if (isV1) checkDefinition(crd, at(origin));
  return { definition, problems: report.problems(), isPatch };
};

/** The report of another document: every path is one of it. */
const moved = (report: Report, to: (path: Path) => Path): Report => ({
  ...report,
  error: (path, ...rest) => report.error(to(path), ...rest),
  warning: (path, ...rest) => report.warning(to(path), ...rest),
  failedAt: (path) => report.failedAt(to(path)),
});

const nameOf = ({ metadata }: JsonObject): string =>
  isObject(metadata) && typeof metadata['name'] === 'string' ? metadata['name'] : '';

/** The same CRD twice is one; two different ones of a name are a problem at the second. */
const withoutRepetitions = (read: readonly ReadObject[]): { definitions: Definition[]; problems: Problem[] } => {
  const byName = new Map<string, Definition>();
  const problems: Problem[] = [];
  for (const { definition } of read) {
    const first = byName.get(definition.name);
    if (first === undefined) byName.set(definition.name, definition);
    else if (!isDeepStrictEqual(first.crd, definition.crd)) {
      const report = createReport(definition.source);
      report.error(
        definition.origin(['metadata', 'name']),
        `${quote(definition.name)} is there twice, and not the same: first in ${placeOf(first)}.`,
        'Import one of the two.',
      );
      problems.push(...report.problems());
    }
  }
  return { definitions: [...byName.values()], problems };
};

/** `file:line` of a definition. */
export const placeOf = ({ source, origin }: Definition): string => {
  const report = createReport(source);
  report.error(origin(['metadata', 'name']), '');
  const [{ file, line } = { file: source.file, line: 1 }] = report.problems();
  return `${file}:${line}`;
};

const patchWarning = ({ name, source, origin }: Definition): Problem => {
  const report = createReport(source);
  report.warning(
    origin(['metadata', 'name']),
    `this is a patch of ${quote(name)}, which is imported without it.`,
    'To have it in, import the patched CRDs: kubectl kustomize DIR | k8s-operator import -.',
  );
  return report.problems()[0]!;
};

const hasError = (problems: readonly Problem[]): boolean => problems.some(({ severity }) => severity === 'error');

const partition = <T>(items: readonly T[], test: (item: T) => boolean): readonly [T[], T[]] => [
  items.filter(test),
  items.filter((item) => !test(item)),
];

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
