/** Schemas of the bundle's CRDs. */
import { isObject, type JsonObject } from '../../model/json.ts';
import type { JudgedCrd } from '../validate/judged.ts';
import { valueAt } from './subject.ts';

/** The whole openAPIV3Schema of a version, as Go would decode it; undefined where there is none. */
export const schemaOf = ({ version: api, value }: JudgedCrd, version: string): JsonObject | undefined => {
  const own = value.spec?.versions?.find(({ name }) => name === version)?.schema?.openAPIV3Schema;
  const shared = api === 'v1beta1' ? valueAt(value, 'spec', 'validation', 'openAPIV3Schema') : undefined;
  const schema = own ?? shared;
  return isObject(schema) ? schema : undefined;
};

/** The versions of a CRD by name, and whether each is served. One of v1beta1 that has no list has one version, which is. */
export const servedVersions = ({ version: api, value: { spec = {} } }: JudgedCrd): ReadonlyMap<string, boolean> => {
  const { versions = [] } = spec;
  if (api === 'v1beta1' && versions.length === 0) return new Map([[spec.version ?? '', true]]);
  return new Map(versions.map((version) => [version.name ?? '', valueAt(version, 'served') === true]));
};

/** Whether fields are kept that no schema names; in v1beta1 they are, unless it says otherwise. */
export const keepsUnknownFields = ({ version: api, value: { spec = {} } }: JudgedCrd): boolean =>
  spec.preserveUnknownFields ?? api === 'v1beta1';

/** The schema of a CRD that keeps unknown fields: at every depth it has the keyword that says so. */
export const withUnknownFields = (schema: JsonObject): JsonObject => {
  const { properties, items, additionalProperties } = schema;
  return {
    ...schema,
    'x-kubernetes-preserve-unknown-fields': true,
    ...(isObject(items) && { items: withUnknownFields(items) }),
    ...(isObject(additionalProperties) && { additionalProperties: withUnknownFields(additionalProperties) }),
    ...(isObject(properties) && {
      properties: Object.fromEntries(
        Object.entries(properties).map(([name, field]) => [name, isObject(field) ? withUnknownFields(field) : field]),
      ),
    }),
  };
};

/** Whether a schema has a field, by the path that a descriptor gives; `open` where any field may be. */
export const fieldIn = (schema: unknown, path: string): 'present' | 'absent' | 'open' => {
  let at: unknown = schema;
  for (const step of stepsOf(schema, path)) {
    if (!isObject(at) || at['x-kubernetes-preserve-unknown-fields'] === true) return 'open';
    if (step === ITEM) {
      at = at['items'];
      continue;
    }
    // Consoles write a list's fields without an index, too.
    const within: JsonObject = isObject(at['items']) ? at['items'] : at;
    const properties = within['properties'];
    const values = within['additionalProperties'];
    if (isObject(properties) && Object.hasOwn(properties, step)) at = properties[step];
    else if (values === undefined || values === false) return 'absent';
    else at = values;
  }
  return 'present';
};

const ITEM = Symbol('an item');

/**
 * `rules[0].host` is rules, an item, host; `a["b.c"]` is a, b.c, as lodash reads it, and with it consoles. A field of the schema itself that has
 * dots in its name is that field, as Operator SDK's scorecard wants it.
 */
const stepsOf = (schema: unknown, path: string): readonly (string | typeof ITEM)[] => {
  const fields = isObject(schema) ? schema['properties'] : undefined;
  if (isObject(fields) && Object.hasOwn(fields, path)) return [path];
  return [...path.matchAll(/\["((?:[^"\\]|\\.)*)"\]|(\[[^\]]*\])|[^.[\]]+/g)].map(([step, quoted, index]) => {
    if (quoted !== undefined) return quoted.replaceAll(/\\(.)/g, '$1');
    return index === undefined ? step : ITEM;
  });
};

/** The field of the schema itself that a path begins with. */
export const firstField = (schema: unknown, path: string): string | undefined => {
  const [first] = stepsOf(schema, path);
  return typeof first === 'string' ? first : undefined;
};
