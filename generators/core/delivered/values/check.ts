/**
 * Values against the schema of their chart, as helm does it, but with their place in the file: values.yaml of each chart, and what the
 * manifests give to a release: ConfigMaps that it takes values from, and values in the release itself.
 */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { openDisk } from '../../apply/disk.ts';
import type { PlannedFile } from '../../plan/plan.ts';
import type { Path } from '../../spec/path.ts';
import type { Problem } from '../../spec/problem.ts';
import { createReport } from '../../spec/report.ts';
import { embeddedAt, under, valueAt } from '../embedded.ts';
import type { DeliveredDocument, DeliveredTree } from '../tree.ts';
import { merged } from './merge.ts';
import { type Release, releasesOf, type ValuesPlace } from './releases.ts';

/** Problems of all values. The validator is loaded only where values differ from those that the plan has. */
export const valuesProblems = async (
  root: string,
  tree: DeliveredTree,
  plan: readonly PlannedFile[],
): Promise<readonly Problem[]> => {
  const planned = new Map(plan.map(({ path, content }) => [path, content]));
  const disk = openDisk(root);
  const schemaOf = (chart: string): JsonObject | undefined => {
    const path = `charts/${chart}/values.schema.json`;
    const entry = disk.read(path);
    return parseSchema(planned.get(path) ?? (entry.type === 'file' ? entry.bytes : undefined));
  };
  const charts = tree.files.flatMap(({ path, documents: [document] }) => {
    const chart = /^charts\/([^/]+)\//.exec(path)?.[1];
    return chart === undefined || document === undefined ? [] : [{ chart, document }];
  });
  const own = await Promise.all(
    charts.map(async ({ chart, document }) => {
      const { text, file } = document.source;
      const schema = String(planned.get(file) ?? '') === text ? undefined : schemaOf(chart);
      return schema === undefined ? [] : faultsIn(document, [], document.value, document.value, schema);
    }),
  );
  const defaults = new Map(charts.map(({ chart, document }) => [chart, document.value]));
  const given = await Promise.all(
    releasesOf(tree, new Set(defaults.keys())).map(async (release) => {
      const schema = schemaOf(release.chart);
      return schema === undefined ? [] : problemsOf(release, defaults.get(release.chart) ?? {}, schema);
    }),
  );
  return [...own, ...given].flat();
};

const parseSchema = (content: string | Uint8Array | undefined): JsonObject | undefined => {
  try {
    const schema: unknown = content === undefined ? undefined : JSON.parse(Buffer.from(content).toString());
    return isObject(schema) ? schema : undefined;
  } catch {
    return undefined;
  }
};

/** Each place on top of the chart's own values: what others bring to the release is theirs to check. */
const problemsOf = async ({ places }: Release, defaults: JsonValue, schema: JsonObject): Promise<readonly Problem[]> =>
  (await Promise.all(places.map((place) => problemsAt(place, defaults, schema)))).flat();

const problemsAt = async (
  { document, within, path, text }: ValuesPlace,
  defaults: JsonValue,
  schema: JsonObject,
): Promise<readonly Problem[]> => {
  const given = valueAt(document.value, path) ?? null;
  if (text === undefined)
    return (await faultsIn(document, path, given, merged(defaults, given), schema)).map((problem) =>
      under(problem, within),
    );
  const { documents, problems } = embeddedAt(document, path, text);
  const found = await Promise.all(
    documents.map((inner) => faultsIn(inner, [], inner.value, merged(defaults, inner.value), schema)),
  );
  return [...problems, ...found.flat().map((problem) => under(problem, path))].map((problem) => under(problem, within));
};

/** `given` is what is written at the path; `whole` is what the chart is given. Faults of the chart's own values are not repeated. */
const faultsIn = async (
  { source }: DeliveredDocument,
  path: Path,
  given: JsonValue,
  whole: JsonValue,
  schema: JsonObject,
): Promise<readonly Problem[]> => {
  const report = createReport(source);
  if (!isObject(given)) {
    if (given !== null) report.error(path, 'values are a mapping.', 'Write NAME: VALUE.');
    return report.problems();
  }
  if (Object.keys(given).length === 0) return [];
  const { schemaFaults } = await import('./schema-faults.ts');
  for (const { path: inner, message, hint, isKey } of schemaFaults(whole, schema))
    if (isWritten(given, inner)) report.error([...path, ...inner], message, hint, isKey ? 'key' : 'value');
  return report.problems();
};

/** A fault is of what is written where the place, or the one around what is missing there, is written. */
const isWritten = (given: JsonValue, path: Path): boolean => {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  if (typeof given !== 'object' || given === null || !Object.hasOwn(given, step)) return false;
  return isWritten((given as Readonly<Record<string | number, JsonValue>>)[step]!, rest);
};
