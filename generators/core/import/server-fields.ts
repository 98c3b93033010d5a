/** What a server adds to a CustomResourceDefinition, and what its reader takes for absent, left out: `kubectl get crd -o yaml`. */
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Report } from '../spec/report.ts';

/** Filled in by a server or by kubectl; a CRD that is made anew has none of it. */
const OF_SERVER: ReadonlySet<string> = new Set(
  ['creationTimestamp', 'deletionGracePeriodSeconds', 'deletionTimestamp', 'generation', 'managedFields'].concat([
    'namespace',
    'resourceVersion',
    'selfLink',
    'uid',
  ]),
);
/** Say something of one object in one cluster. Not what a spec is about. */
const OF_CLUSTER: ReadonlySet<string> = new Set(['finalizers', 'ownerReferences', 'generateName']);
const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The CRD as one writes it. Fields with null are absent for the API server, but for values: a default may be null. */
export const withoutServerFields = (crd: JsonObject, report: Report): JsonObject => {
  const { status: _, metadata, spec, ...rest } = crd;
  return {
    ...withoutNulls(rest),
    ...present('metadata', isObject(metadata) ? cleanMetadata(metadata, report) : metadata),
    ...present('spec', isObject(spec) ? cleanSpec(spec) : spec),
  };
};

const cleanMetadata = (metadata: JsonObject, report: Report): JsonObject => {
  const kept = Object.entries(metadata).filter(([name, value]) => {
    if (value === null || OF_SERVER.has(name)) return false;
    if (!OF_CLUSTER.has(name)) return true;
    if (!isEmpty(value))
      report.warning(['metadata', name], 'is left out: a spec has no place for it.', undefined, 'key');
    return false;
  });
  const { annotations, labels, ...rest } = Object.fromEntries(kept);
  return {
    ...rest,
    ...present('labels', isObject(labels) ? mapValues(labels, nullToEmpty) : labels),
    ...present('annotations', isObject(annotations) ? cleanAnnotations(annotations) : annotations),
  };
};

const cleanAnnotations = (annotations: JsonObject): JsonObject => {
  const kept = Object.entries(annotations).filter(([name]) => name !== LAST_APPLIED);
  return mapValues(Object.fromEntries(kept), nullToEmpty);
};

/** Go reads null into a string as an empty one. */
const nullToEmpty = (value: JsonValue): JsonValue => (value === null ? '' : value);

const cleanSpec = (spec: JsonObject): JsonObject => {
  const { versions, validation, ...rest } = withoutNulls(spec);
  return {
    ...(withoutNullsBelow(rest) as JsonObject),
    ...present('validation', isObject(validation) ? cleanValidation(validation) : validation),
    ...present(
      'versions',
      isList(versions) ? versions.map((one) => (isObject(one) ? cleanVersion(one) : one)) : versions,
    ),
  };
};

const cleanVersion = (version: JsonObject): JsonObject => {
  const { schema, subresources, additionalPrinterColumns: columns, ...rest } = withoutNulls(version);
  return {
    ...(withoutNullsBelow(rest) as JsonObject),
    ...present('subresources', isObject(subresources) ? cleanSubresources(subresources) : subresources),
    ...present('additionalPrinterColumns', isList(columns) ? columns.map(cleanColumn) : columns),
    ...present('schema', isObject(schema) ? cleanValidation(schema) : schema),
  };
};

const cleanSubresources = (subresources: JsonObject): JsonObject =>
  mapValues(withoutNulls(subresources), (one) => withoutEmpty(withoutNullsBelow(one), 'labelSelectorPath'));

const cleanColumn = (column: JsonValue): JsonValue => withoutEmpty(withoutNullsBelow(column), 'format');

/** Without a text that says nothing, and would be no valid one. */
const withoutEmpty = (value: JsonValue, name: string): JsonValue => {
  if (!isObject(value) || value[name] !== '') return value;
  const { [name]: _, ...rest } = value;
  return rest;
};

const cleanValidation = (validation: JsonObject): JsonObject =>
  mapValues(withoutNulls(validation), (schema) => (isObject(schema) ? cleanSchema(schema) : schema));

const cleanSchema = (schema: JsonObject): JsonObject => {
  const entries = Object.entries(schema) as [string, JsonValue][];
  return Object.fromEntries(
    entries
      .filter(([keyword, value]) => !isAbsent(keyword, value))
      .map(([keyword, value]) => [keyword, cleanKeyword(keyword, value)]),
  );
};

const isAbsent = (keyword: string, value: JsonValue): boolean =>
  value === null ? keyword !== 'default' && keyword !== 'example' : EMPTY.has(keyword) && isEmpty(value);

/** The API server forbids them, or knows no such value, but takes what is empty for absent. */
const EMPTY: ReadonlySet<string> = new Set(['type', 'id', '$schema', 'patternProperties', 'definitions']);

/** Hold data, in which null is a value. */
const VALUES: ReadonlySet<string> = new Set(['default', 'example', 'enum']);

const cleanKeyword = (keyword: string, value: JsonValue): JsonValue => {
  if (VALUES.has(keyword)) return value;
  if (keyword === 'properties' && isObject(value)) return mapValues(value, cleanNested);
  if (NAMES.has(keyword) && isList(value)) return value.map(nullToEmpty);
  if (SCHEMAS.has(keyword)) return isList(value) ? value.map(cleanNested) : cleanNested(value);
  return withoutNullsBelow(value);
};

/** Hold names. */
const NAMES: ReadonlySet<string> = new Set(['required', 'x-kubernetes-list-map-keys']);

/** Schemas stand under known keywords only. */
const SCHEMAS: ReadonlySet<string> = new Set(['items', 'additionalProperties', 'allOf', 'anyOf', 'oneOf', 'not']);

const cleanNested = (value: JsonValue): JsonValue =>
  value === null ? {} : isObject(value) ? cleanSchema(value) : value;

const withoutNulls = (object: JsonObject): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== null));

const withoutNullsBelow = (value: JsonValue): JsonValue => {
  if (isList(value)) return value.map(withoutNullsBelow);
  return isObject(value) ? mapValues(withoutNulls(value), withoutNullsBelow) : value;
};

const mapValues = (object: JsonObject, change: (value: JsonValue) => JsonValue): JsonObject =>
  Object.fromEntries(Object.entries(object).map(([name, value]) => [name, change(value as JsonValue)]));

const present = (name: string, value: JsonValue | undefined): JsonObject =>
  value === undefined || value === null ? {} : { [name]: value };

const isEmpty = (value: JsonValue | undefined): boolean =>
  value === '' || (typeof value === 'object' && value !== null && Object.keys(value).length === 0);

const isList = (value: JsonValue | undefined): value is readonly JsonValue[] => Array.isArray(value);

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
