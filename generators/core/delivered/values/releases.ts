/** Which releases in the manifests install a chart of this project, and where the values stand that they give to it. */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { splitApiVersion } from '../../model/names.ts';
import type { Path } from '../../spec/path.ts';
import { embeddedAt } from '../embedded.ts';
import { asKustomize } from '../kustomize.ts';
import type { DeliveredDocument, DeliveredTree } from '../tree.ts';
import { isEncrypted } from '../sops.ts';
import { patchesBelow } from '../versions.ts';

export interface Release {
  /** The folder below charts/. */
  readonly chart: string;
  readonly places: readonly ValuesPlace[];
}

/** Values in a document: written out at a path, or as a text there. */
export interface ValuesPlace extends Placed {
  readonly path: Path;
  readonly text?: string;
}

/** A document, and where it is in the file's own one when it is a patch inside of that. */
interface Placed {
  readonly document: DeliveredDocument;
  readonly within: Path;
}

/** A release that several files speak of, by patches too, is one for each. */
export const releasesOf = (tree: DeliveredTree, charts: ReadonlySet<string>): readonly Release[] => {
  const placed = tree.files
    .filter(({ path }) => path.startsWith('deploy/'))
    .flatMap((file) => file.documents.flatMap(withPatches));
  const releases = placed.filter(({ document: { value } }) => isRelease(value));
  const chartByName = new Map(
    releases.flatMap(({ document: { value } }) => {
      const chart = chartOf(value as JsonObject, charts);
      return chart === undefined ? [] : [[nameOf(value as JsonObject), chart] as const];
    }),
  );
  return releases.flatMap((release) => {
    const object = release.document.value as JsonObject;
    const chart = chartByName.get(nameOf(object));
    if (chart === undefined) return [];
    const { values, valuesFrom } = isObject(object.spec) ? object.spec : {};
    const inline = isObject(values) ? [{ ...release, path: ['spec', 'values'] }] : [];
    const references = Array.isArray(valuesFrom) ? (valuesFrom as readonly JsonValue[]) : [];
    return [{ chart, places: [...inline, ...references.flatMap((reference) => placesOf(reference, placed))] }];
  });
};

const withPatches = (document: DeliveredDocument): readonly Placed[] => [
  { document, within: [] },
  ...patchesBelow(document.value).flatMap(({ path, text }) =>
    embeddedAt(document, path, text, asKustomize).documents.map((inner) => ({ document: inner, within: path })),
  ),
];

const isRelease = (value: JsonValue): boolean =>
  isObject(value) &&
  value.kind === 'HelmRelease' &&
  typeof value.apiVersion === 'string' &&
  splitApiVersion(value.apiVersion).group === 'helm.toolkit.fluxcd.io';

const nameOf = ({ metadata }: JsonObject): string => (isObject(metadata) ? String(metadata.name) : '');

/** By the name of the chart, or of the source that has it: that is called as its chart. */
const chartOf = ({ spec }: JsonObject, charts: ReadonlySet<string>): string | undefined => {
  const { chart, chartRef } = isObject(spec) ? spec : {};
  const template = isObject(chart) && isObject(chart.spec) ? chart.spec.chart : undefined;
  const name = template ?? (isObject(chartRef) ? chartRef.name : undefined);
  const last = typeof name === 'string' ? name.split('/').at(-1)! : '';
  return charts.has(last) ? last : undefined;
};

/** Where a referred ConfigMap has values: each object of that name. */
const placesOf = (reference: JsonValue, placed: readonly Placed[]): readonly ValuesPlace[] => {
  if (!isObject(reference) || reference.kind !== 'ConfigMap' || reference.targetPath !== undefined) return [];
  const { name, valuesKey } = reference;
  const key = typeof valuesKey === 'string' ? valuesKey : 'values.yaml';
  return placed.flatMap((place) => {
    const { value } = place.document;
    if (!isObject(value) || value.kind !== 'ConfigMap' || nameOf(value) !== name || isEncrypted(value)) return [];
    const text = isObject(value.data) ? value.data[key] : undefined;
    return typeof text === 'string' ? [{ ...place, path: ['data', key], text }] : [];
  });
};
