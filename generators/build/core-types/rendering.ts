/**
 * OpenAPI v3 of Kubernetes → what controller-gen prints for the same Go types. Given the schemas of the documents and the Go types;
 * gives definitions that refer to each other. Where the two differ, the rule is here; a test holds the result to controller-gen:
 *
 * - No descriptions, and no enums but where a marker makes one of Go's constants.
 * - Defaults are those of markers; OpenAPI also has one where Go's zero value is written out.
 * - Bounds and patterns come from kubebuilder's markers, which OpenAPI does not read. The same markers win over what makes a field
 *   required.
 * - Quantity, IntOrString, times and the like have schemas of their own, and metadata inside of a type is a bare object.
 * - An embedded struct hands its map type on.
 * - Keywords of kubectl (patch strategy) and of the API server (group-version-kind, unions) are not there.
 * - What OpenAPI does not have, since no API has it as a whole (VolumeSource, PullPolicy), is read from Go.
 */
import type { JsonObject } from '../../core/model/json.ts';
import type { GoField, GoType, GoTypes } from './go-types.ts';
import { KNOWN } from './known.ts';
import { applyMarkers, immutableFields, isRequired } from './markers.ts';

export type Definitions = ReadonlyMap<string, JsonObject>;

type Schemas = Readonly<Record<string, JsonObject>>;

/** Every definition by name, in the order of names. Types of versions that are not served are left out. */
export const renderDefinitions = (schemas: Schemas, types: GoTypes): Definitions => {
  const served = new Map(
    Object.entries(schemas)
      .filter(([id]) => /^io\.k8s\.(api|apimachinery|apiextensions-apiserver)\./.test(id))
      .map(([id, schema]) => [nameOf(id), schema]),
  );
  const packages = new Set([...served.keys()].map(packageOf));
  const named = [...types].filter(
    ([name, { definition }]) => packages.has(packageOf(name)) && definition !== 'interface',
  );
  const definitions = new Map([
    ...named.map(([name, type]) => [name, renderGo(name, type, types)] as const),
    ...[...served].map(([name, schema]) => [name, mend(name, render(schema), types)] as const),
  ]);
  const known = new Map([
    ...[...definitions].map(([name, schema]) => [knownAs(name), schema] as const),
    ...Object.entries(KNOWN),
  ]);
  return new Map([...known].toSorted(([a], [b]) => (a < b ? -1 : 1)));
};

const packageOf = (name: string): string => name.slice(0, name.indexOf('.'));

/** `io.k8s.api.apps.v1.DeploymentSpec` → `apps/v1.DeploymentSpec` */
const nameOf = (id: string): string => {
  const [name = '', version = '', group = ''] = id.split('.').toReversed();
  return knownAs(`${group}/${version}.${name}`);
};

/** What controller-gen knows has no group. */
const knownAs = (name: string): string => {
  const last = name.replace(/^.*\./, '');
  return last in KNOWN ? last : name;
};

/** A struct with what Go says of its fields. */
const mend = (name: string, schema: JsonObject, types: GoTypes): JsonObject => {
  const type = types.get(name);
  if (type === undefined) return schema;
  const fields = new Map(fieldsOf(type, types).map((field) => [field.name!, field]));
  const properties = Object.entries((schema['properties'] ?? {}) as Schemas).map(
    ([field, property]) => [field, mendField(property, fields.get(field), types)] as const,
  );
  const missing = [...fields.values()].filter((field) => isRequired(field)).map((field) => field.name!);
  const required = [...new Set([...((schema['required'] ?? []) as readonly string[]), ...missing])].filter(
    (field) => fields.get(field) === undefined || isRequired(fields.get(field)!),
  );
  return {
    ...schema,
    ...inheritedMapType(type, types),
    ...(properties.length > 0 && { properties: Object.fromEntries(properties) }),
    ...(required.length > 0 && { required: required.toSorted() }),
    ...immutableFields([...fields.values()]),
  };
};

const mendField = (schema: JsonObject, field: GoField | undefined, types: GoTypes): JsonObject => {
  if (field === undefined) return schema;
  const named = types.get(field.type.replace('*', ''));
  return applyMarkers({ ...schema, ...(named !== undefined && enumOf(named)) }, field.markers);
};

const enumOf = ({ markers, constants }: GoType): JsonObject =>
  markers.includes('k8s:enum') ? { enum: constants.toSorted() } : {};

const inheritedMapType = ({ fields }: GoType, types: GoTypes): JsonObject =>
  Object.assign(
    {},
    ...fields
      .filter(({ name }) => name === undefined)
      .map(({ type }) =>
        applyMarkers(
          {},
          (types.get(type)?.markers ?? []).filter((marker) => marker.startsWith('structType=')),
        ),
      ),
  );

/** Fields of embedded structs are fields of their owner. */
const fieldsOf = ({ fields }: GoType, types: GoTypes): readonly GoField[] =>
  fields.flatMap((field) => {
    const inner = types.get(field.type.replace('*', ''));
    return field.name !== undefined ? [field] : inner === undefined ? [] : fieldsOf(inner, types);
  });

const VERBATIM = [
  'type',
  'format',
  'required',
  'x-kubernetes-list-type',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-map-type',
];

const render = (schema: JsonObject): JsonObject => {
  const [only] = (schema['allOf'] ?? []) as readonly JsonObject[];
  const ref = (schema['$ref'] ?? only?.['$ref']) as string | undefined;
  if (ref !== undefined) return { $ref: nameOf(ref.slice(ref.lastIndexOf('/') + 1)) };
  const { properties, items, additionalProperties } = schema;
  return {
    ...Object.fromEntries(
      VERBATIM.flatMap((keyword) => (schema[keyword] === undefined ? [] : [[keyword, schema[keyword]]])),
    ),
    ...(properties !== undefined && {
      properties: Object.fromEntries(
        Object.entries(properties as Schemas).map(([name, property]) => [name, render(property)]),
      ),
    }),
    ...(items !== undefined && { items: render(items as JsonObject) }),
    ...(typeof additionalProperties === 'object' && {
      additionalProperties: render(additionalProperties as JsonObject),
    }),
  };
};

/** A type that OpenAPI does not have. */
const renderGo = (name: string, type: GoType, types: GoTypes): JsonObject => {
  if (type.definition !== 'struct')
    return applyMarkers({ ...renderType(type.definition), ...enumOf(type) }, type.markers);
  const fields = fieldsOf(type, types);
  const properties = Object.fromEntries(fields.map((field) => [field.name!, renderType(field.type)]));
  return applyMarkers(mend(name, { type: 'object', properties }, types), type.markers);
};

const BUILTIN: Readonly<Record<string, JsonObject>> = {
  string: { type: 'string' },
  bool: { type: 'boolean' },
  int: { type: 'integer' },
  int32: { type: 'integer', format: 'int32' },
  int64: { type: 'integer', format: 'int64' },
  'pkg/types.UID': { type: 'string' },
  '[]byte': { type: 'string', format: 'byte' },
};

const renderType = (written: string): JsonObject => {
  const type = written.replace(/^\*/, '');
  const [, item] = /^\[\](.+)$/.exec(type) ?? [];
  const [, value] = /^map\[[^\]]+\](.+)$/.exec(type) ?? [];
  const builtin = BUILTIN[type];
  if (builtin !== undefined) return builtin;
  if (item !== undefined) return { type: 'array', items: renderType(item) };
  return value === undefined ? { $ref: knownAs(type) } : { type: 'object', additionalProperties: renderType(value) };
};
