/**
 * Values against the schema of their chart, as helm does it, but with their place in the file: values.yaml of each chart, and what the
 * manifests give to a release: ConfigMaps that it takes values from, and values in the release itself.
 */
import { isObject, type JsonValue } from '../../model/json.ts';
import { openDisk } from '../../apply/disk.ts';
import type { PlannedFile } from '../../plan/plan.ts';
import type { Path } from '../../spec/path.ts';
import type { Problem } from '../../spec/problem.ts';
import { createReport } from '../../spec/report.ts';
import { embeddedAt, under, valueAt } from '../embedded.ts';
import type { DeliveredDocument, DeliveredTree } from '../tree.ts';
import { type Chart, type ChartSchema, chartsOf, schemaOf } from './charts.ts';
import { merged, withoutNulls } from './merge.ts';
import { releasesOf, type ValuesPlace } from './releases.ts';
import type { SchemaFault } from './schema-faults.ts';

/** Problems of all values. The validator is loaded only where values differ from those that the plan has. */
export const valuesProblems = async (
  root: string,
  tree: DeliveredTree,
  plan: readonly PlannedFile[],
): Promise<readonly Problem[]> => {
  const disk = openDisk(root);
  const charts = chartsOf(disk, tree, plan);
  const releases = releasesOf(tree, new Set(charts.map(({ name }) => name)));
  const problems = await Promise.all(
    charts.map((chart) => {
      const places = releases.filter((release) => release.chart === chart.name).flatMap((release) => release.places);
      return chartProblems(chart, places, () => schemaOf(chart, disk, plan));
    }),
  );
  return problems.flat();
};

const chartProblems = async (
  chart: Chart,
  places: readonly ValuesPlace[],
  read: () => Promise<ChartSchema>,
): Promise<readonly Problem[]> => {
  const { document, planned } = chart;
  let schema: Promise<ChartSchema> | undefined;
  const faultsOf: FaultsOf = async (values) => {
    schema ??= read();
    return (await schema).faultsOf?.(values) ?? [];
  };
  const isOwn = document !== undefined && document.source.text !== planned;
  const own = isOwn ? await ownProblems(chart, document, faultsOf) : [];
  const given = await Promise.all(places.map((place) => problemsAt(place, chart, faultsOf)));
  return [...((await schema)?.problems ?? []), ...own, ...given.flat()];
};

type FaultsOf = (values: JsonValue) => Promise<readonly SchemaFault[]>;

/** What a chart of the user's own lacks may be left to those who install it; that of the generator has all that it needs. */
const ownProblems = ({ planned, dependencies }: Chart, document: DeliveredDocument, faultsOf: FaultsOf) =>
  problemsIn({
    document,
    path: [],
    given: document.value,
    faults: () => faultsOf(withoutNulls(document.value)),
    severityOf: (fault) => {
      if (planned !== undefined || !dependsOnMore(fault)) return 'error';
      return dependencies.size > 0 && fault.path.length === 0 ? undefined : 'warning';
    },
    dependencies,
  });

/** On top of the chart's own values: what others bring to the release is theirs to check, and may be what is missing here. */
const problemsAt = async (
  { document, within, path, text }: ValuesPlace,
  { defaults, dependencies }: Chart,
  faultsOf: FaultsOf,
): Promise<readonly Problem[]> => {
  const problemsOf = (inner: DeliveredDocument, at: Path): Promise<readonly Problem[]> => {
    const given = valueAt(inner.value, at) ?? null;
    return problemsIn({
      document: inner,
      path: at,
      given,
      faults: () => faultsOf(merged(defaults, given)),
      severityOf: (fault) =>
        dependsOnMore(fault) || (!fault.isKey && hasVariable(valueAt(given, fault.path))) ? undefined : 'error',
      dependencies,
    });
  };
  if (text === undefined) return (await problemsOf(document, path)).map((problem) => under(problem, within));
  const { documents, problems } = embeddedAt(document, path, text);
  const found = (await Promise.all(documents.map((inner) => problemsOf(inner, [])))).flat();
  return [...problems, ...found.map((problem) => under(problem, path))].map((problem) => under(problem, within));
};

interface Judged {
  readonly document: DeliveredDocument;
  /** Where the values stand in it. */
  readonly path: Path;
  readonly given: JsonValue;
  readonly faults: () => Promise<readonly SchemaFault[]>;
  /** undefined for what is not certain. */
  readonly severityOf: (fault: SchemaFault) => Problem['severity'] | undefined;
  readonly dependencies: ReadonlySet<string>;
}

/** Faults of what is written there; those of values around it are not repeated. */
const problemsIn = async (judged: Judged): Promise<readonly Problem[]> => {
  const { document, path, given, faults, severityOf, dependencies } = judged;
  const report = createReport(document.source);
  if (!isObject(given)) {
    if (given !== null) report.error(path, 'values are a mapping.', 'Write NAME: VALUE.');
    return report.problems();
  }
  if (Object.keys(given).length === 0) return [];
  for (const fault of await faults()) {
    const isOfOthers = dependsOnMore(fault) && dependencies.has(String(fault.path[0]));
    const severity = isOfOthers || !isWritten(given, fault.path) ? undefined : severityOf(fault);
    if (severity !== undefined)
      report[severity]([...path, ...fault.path], fault.message, fault.hint, fault.isKey ? 'key' : 'value');
  }
  return report.problems();
};

/** Mappings are merged with others; lists are replaced as a whole, and what is in one is all there is. */
const dependsOnMore = ({ isOfMapping, path }: SchemaFault): boolean =>
  isOfMapping && !path.some((step) => typeof step === 'number');

/** What Flux substitutes is another value by then. */
const hasVariable = (value: JsonValue | undefined): boolean => {
  if (typeof value === 'string') return value.includes('${');
  return typeof value === 'object' && value !== null && Object.values(value as object).some(hasVariable);
};

/** A fault is of what is written where the place, or the one around what is missing there, is written. */
const isWritten = (given: JsonValue, path: Path): boolean => {
  const [step, ...rest] = path;
  if (step === undefined) return true;
  if (typeof given !== 'object' || given === null || !Object.hasOwn(given, step)) return false;
  return isWritten((given as Readonly<Record<string | number, JsonValue>>)[step]!, rest);
};
