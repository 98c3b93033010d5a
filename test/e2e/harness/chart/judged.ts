/** A generated chart in all the values that it is judged with, rendered by helm. */
import type { JsonObject } from '../../../../generators/core/model/json.ts';
import type { Chart } from './charts.ts';
import { documents, inParallel, isDefinition, MONITORING, objectsOf, template, type Rendered } from './helm.ts';
import { allPairs, flipped, type ValueSet } from './matrix.ts';
import { togglesOf } from './toggles.ts';
import { acceptsOf, mergeValues } from './values.ts';

/** One release, in a namespace of its name: no two of a run share a label, so judges can be given many at once. */
export interface Release extends ValueSet {
  readonly id: string;
  /** The values with the defaults below them. */
  readonly all: JsonObject;
  /** Over the hardened values. */
  readonly strict: boolean;
  /** One toggle alone is flipped. */
  readonly alone: boolean;
  /** As helm renders it on a cluster that has more than Kubernetes' own kinds. */
  readonly manifests: string;
  /** Its objects; definitions are left out. */
  readonly objects: readonly Rendered[];
  /** Why not, where helm does not. */
  readonly failure?: string;
}

export interface JudgedChart {
  readonly title: string;
  readonly chart: Chart;
  readonly releases: readonly Release[];
  /** Values of toggles that values.schema.json never takes. */
  readonly impossible: readonly string[];
}

/** With which values, beside the defaults and the hardened ones: none, all pairs of them over both, each toggle alone too. */
export type Breadth = 'few' | 'pairs' | 'each';

/** The sets of values of a chart. */
export const valueSets = (
  { hardened, schema, values }: Chart,
  breadth: Breadth,
): {
  readonly sets: readonly (ValueSet & Pick<Release, 'strict' | 'alone'>)[];
  readonly impossible: readonly string[];
} => {
  const accepts = acceptsOf(schema, values);
  const impossible: string[] = [];
  const sets = [{}, ...(hardened === undefined ? [] : [hardened])].flatMap((base) => {
    const strict = base === hardened;
    const toggles = togglesOf(schema, mergeValues(values, base));
    const alone = flipped(base, toggles, accepts);
    impossible.push(...alone.impossible);
    // One toggle alone has no pairs.
    const each = breadth === 'each' || toggles.length === 1 ? alone.sets.filter(({ sample }) => !sample) : [];
    const pairs = breadth === 'few' ? [] : allPairs(base, toggles, accepts);
    const tagged = (alone: boolean) => (set: ValueSet) => ({
      values: set.values,
      name: `${strict ? 'hardened' : 'default'} ${set.name}`.trim(),
      strict,
      alone,
    });
    const itself: ValueSet = { name: '', values: base };
    return [itself]
      .concat(pairs)
      .map(tagged(false))
      .concat(each.map(tagged(true)));
  });
  return { sets, impossible: [...new Set(impossible)] };
};

/** Renders a chart in all its sets of values. `prefix` tells its releases from those of other charts. */
export const renderAll = async (
  title: string,
  prefix: string,
  chart: Chart,
  breadth: Breadth,
): Promise<JudgedChart> => {
  const { sets, impossible } = valueSets(chart, breadth);
  const releases = await inParallel([...sets.entries()], async ([index, set]) => {
    const id = `${prefix}${index}`;
    const { ok, output } = await template(chart.path, set.values, id, MONITORING);
    const all = mergeValues(chart.values, set.values);
    return {
      ...set,
      id,
      all,
      manifests: ok ? output : '',
      objects: ok ? objectsOf(output) : [],
      ...(!ok && { failure: output }),
    };
  });
  return { title, chart, releases, impossible };
};

/** The manifests without definitions: no rule of kube-score or checkov is about them, and they are long. */
export const withoutDefinitions = ({ manifests }: Release): string =>
  documents(manifests)
    .filter((document) => !isDefinition(document))
    .join('---\n');

/**
 * The same in parts: who runs with what may connect to it, who may do what, and every other object by itself. Judges that see objects
 * alone, or together with such, see the same in the parts, of which many are those of other releases too.
 */
export const partsOf = (release: Release): readonly string[] => {
  const parts = Map.groupBy(documents(withoutDefinitions(release)), (document) => {
    const [, kind = ''] = /^kind: "?(\w+)/m.exec(document) ?? [];
    if (/^(?:Deployment|Job|NetworkPolicy)$/.test(kind)) return 'pods';
    return /^(?:ServiceAccount|(?:Cluster)?Role(?:Binding)?)$/.test(kind) ? 'permissions' : document;
  });
  return [...parts.values()].map((part) => part.join('---\n'));
};

/** `problems` of each release, with the release's name before each. */
export const inEach = (
  { releases }: JudgedChart,
  problems: (release: Release) => readonly string[],
): readonly string[] =>
  releases.flatMap((release) => problems(release).map((problem) => `[${release.name}] ${problem}`));
