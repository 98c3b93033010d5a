/**
 * The properties of a release in a catalog: what it provides, what it requires, what its author says of it. Given a bundle, gives them
 * in opm's order; a port of operator-registry v1.73.0, pkg/registry/parse.go and registry_to_model.go.
 *
 * opm sorts them by their type and then by the text of their value in JSON, byte by byte. So the text is kept beside each: of what the
 * bundle's files say it is what Go makes of YAML, with sorted keys and `<`, `>`, `&` escaped; of the annotation `olm.properties` it is
 * what stands there.
 */
import { isObject, type JsonObject, jsonText, type JsonValue } from '../../model/json.ts';
import type { BundleContent } from '../bundle-content.ts';
import { compareBytes } from './channels.ts';
import { csvMetadata } from './csv-metadata.ts';
import { goJson } from './go-json.ts';
import { fieldAt, listAt, text, textAt } from './go-shape.ts';
import { jsonElements } from './json-elements.ts';

export interface CatalogProperty {
  readonly type: string;
  readonly value: JsonValue;
}

interface Told extends CatalogProperty {
  /** The value as opm has it in JSON. */
  readonly text: string;
}

/** All, `olm.csv.metadata` last. */
export const propertiesOf = (content: BundleContent): readonly CatalogProperty[] => {
  const { csv, dependencies } = content;
  const said = distinct([...content.properties.map(fromFile), ...packageOf(content), ...annotated(csv)]);
  const needed = dependencies.map(fromFile);
  const ofType = (list: readonly Told[], type: string) => list.filter((property) => property.type === type);
  const others = (list: readonly Told[]) => list.filter(({ type }) => type !== 'olm.gvk' && type !== 'olm.package');
  const provided = [...ofType(said, 'olm.gvk').map(({ value }) => kindOf(value)), ...providedKinds(content)];
  const required = [...ofType(needed, 'olm.gvk').map(({ value }) => kindOf(value)), ...requiredKinds(csv)];
  const sorted = [
    ...ofType(said, 'olm.package')
      .slice(-1)
      .map(({ value }) => made('olm.package', packageValue(value))),
    ...distinct(provided.map((kind) => made('olm.gvk', kind))),
    ...distinct(required.map((kind) => made('olm.gvk.required', kind))),
    ...ofType(needed, 'olm.package').map(({ value }) =>
      made('olm.package.required', {
        packageName: textAt(value, 'packageName'),
        versionRange: textAt(value, 'version'),
      }),
    ),
    ...others(said),
    ...others(needed),
  ].toSorted((a, b) => compareBytes(a.type, b.type) || compareBytes(a.text, b.text));
  const atEnd = sorted.filter(({ type }) => type === METADATA);
  return [
    ...sorted.filter(({ type }) => type !== METADATA && type !== 'olm.bundle.object'),
    // A bundle that brings its own keeps it.
    ...(atEnd.length > 0 ? atEnd : [{ type: METADATA, value: csvMetadata(csv) }]),
  ].map(({ type, value }) => ({ type, value }));
};

const METADATA = 'olm.csv.metadata';

/** Of the package, by what the annotations and the ClusterServiceVersion say. */
const packageOf = ({ csv, annotations }: BundleContent): readonly Told[] => {
  const packageName = annotations['operators.operatorframework.io.bundle.package.v1'] ?? '';
  if (packageName === '') return [];
  const [version = null, release = null] = ['version', 'release'].map((name) => fieldAt(csv, 'spec', name) ?? null);
  return [made('olm.package', packageValue({ packageName, version, release }))];
};

const packageValue = (value: JsonValue): JsonObject => {
  const release = textAt(value, 'release');
  return {
    packageName: textAt(value, 'packageName'),
    version: textAt(value, 'version'),
    ...(release !== '' && { release }),
  };
};

/** Every version of every kind that is defined, served or not; and those that the operator's own API servers have. */
const providedKinds = ({ crds, csv }: BundleContent): readonly JsonObject[] => [
  ...crds.flatMap(({ spec }) => {
    const old = fieldAt(spec, 'version');
    const versions = listAt(spec, 'versions').map((version) => fieldAt(version, 'name'));
    const all = typeof old === 'string' && old !== '' ? [...versions, old] : versions;
    return all.map((version) =>
      kindOf({ group: fieldAt(spec, 'group'), version, kind: fieldAt(spec, 'names', 'kind') }),
    );
  }),
  ...listAt(csv, 'spec', 'apiservicedefinitions', 'owned').map(kindOf),
];

/** Of a kind that is required by its definition, the group is what follows its plural in the name. */
const requiredKinds = (csv: JsonObject): readonly JsonObject[] => [
  ...listAt(csv, 'spec', 'customresourcedefinitions', 'required').map((required) => {
    const name = textAt(required, 'name');
    return kindOf({
      group: name.slice(name.indexOf('.') + 1),
      version: fieldAt(required, 'version'),
      kind: fieldAt(required, 'kind'),
    });
  }),
  ...listAt(csv, 'spec', 'apiservicedefinitions', 'required').map(kindOf),
];

const kindOf = (value: JsonValue | JsonObject): JsonObject => ({
  group: textAt(value, 'group'),
  kind: textAt(value, 'kind'),
  version: textAt(value, 'version'),
});

const annotated = (csv: JsonObject): readonly Told[] => {
  const source = fieldAt(csv, 'metadata', 'annotations', 'olm.properties');
  if (typeof source !== 'string') return [];
  return jsonElements(source, 'value').map(({ value, text: valueText }) => ({
    type: textAt(value, 'type'),
    value: value?.['value'] ?? null,
    text: valueText,
  }));
};

const fromFile = ({ type, value = null }: JsonObject): Told => ({
  type: text(type) as string,
  value,
  text: goJson(withSortedKeys(value)),
});

const made = (type: string, value: JsonObject): Told => ({ type, value, text: jsonText(value) });

const withSortedKeys = (value: JsonValue): JsonValue => {
  if (Array.isArray(value)) return (value as readonly JsonValue[]).map(withSortedKeys);
  if (!isObject(value)) return value;
  const keys = Object.keys(value).toSorted(compareBytes);
  return Object.fromEntries(keys.map((key) => [key, withSortedKeys(value[key] ?? null)]));
};

/** The first of each. */
const distinct = (properties: readonly Told[]): readonly Told[] =>
  properties.filter(
    ({ type, text: of }, index) => properties.findIndex((other) => other.type === type && other.text === of) === index,
  );
