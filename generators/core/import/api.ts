/**
 * A CustomResourceDefinition to the API of a spec that makes it again: the short form where it gives exactly the same root, and
 * nothing written out that the generator fills in alike. Given what `checkDefinition` has found sound.
 */
import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { crdNames } from '../model/names.ts';
import { declaredRoot } from '../model/root-schema.ts';
import type { ApiSpec, RootSchemaSpec, SchemaSpec } from '../spec/spec.ts';
import { shortGroup } from './naming.ts';

/** The entry of `spec.apis`. */
export const apiOf = (crd: JsonObject, domain: string): ApiSpec => {
  const { metadata, spec } = crd as unknown as Crd;
  const { kind, plural, singular, listKind, shortNames, categories } = spec.names;
  const usual = crdNames({ kind });
  return {
    group: shortGroup(spec.group, domain),
    kind,
    ...(plural !== usual.plural && { plural }),
    ...(isGiven(singular) && singular !== usual.singular && { singular }),
    ...(isGiven(listKind) && listKind !== usual.listKind && { listKind }),
    ...(isFilled(shortNames) && { shortNames }),
    ...(isFilled(categories) && { categories }),
    ...(spec.scope !== 'Namespaced' && { scope: spec.scope }),
    ...(isFilled(metadata.labels) && { labels: metadata.labels }),
    ...(isFilled(metadata.annotations) && { annotations: metadata.annotations }),
    ...(spec.preserveUnknownFields === false && { preserveUnknownFields: false }),
    ...(spec.conversion !== undefined && { conversion: spec.conversion }),
    versions: spec.versions.map((version) => versionOf(version, spec.versions.length === 1)),
  } as unknown as ApiSpec;
};

interface Crd {
  readonly metadata: { readonly labels?: Strings; readonly annotations?: Strings };
  readonly spec: {
    readonly group: string;
    readonly names: {
      readonly kind: string;
      readonly plural: string;
      readonly singular?: string;
      readonly listKind?: string;
      readonly shortNames?: readonly string[];
      readonly categories?: readonly string[];
    };
    readonly scope: 'Namespaced' | 'Cluster';
    readonly versions: readonly CrdVersion[];
    readonly conversion?: JsonObject;
    readonly preserveUnknownFields?: false;
  };
}

type Strings = Readonly<Record<string, string>>;

interface CrdVersion extends JsonObject {
  readonly served?: boolean;
  readonly storage?: boolean;
  readonly deprecated?: boolean;
  readonly schema: { readonly openAPIV3Schema: JsonObject };
  readonly subresources?: JsonObject;
}

/** Fields that are absent are false for the API server. */
const versionOf = (version: CrdVersion, isOnly: boolean): JsonObject => {
  const { name, served = false, storage = false, deprecated = false, schema, subresources, ...rest } = version;
  const { deprecationWarning, ...others } = rest;
  const { openAPIV3Schema: root } = schema;
  const hasStatus = isObject(root['properties']) && root['properties']['status'] !== undefined;
  const given = subresourcesOf(subresources, hasStatus);
  return {
    name,
    ...(!served && { served }),
    ...(isOnly ? !storage && { storage } : storage && { storage }),
    ...(deprecated && { deprecated }),
    ...(deprecationWarning !== undefined && { deprecationWarning }),
    schema: rootOf(root) as unknown as JsonObject,
    ...(given !== undefined && { subresources: given }),
    ...others,
  };
};

/** A status has its subresource unless the spec says otherwise. */
const subresourcesOf = (subresources: JsonObject | undefined, hasStatus: boolean): JsonObject | undefined => {
  if (subresources === undefined) return hasStatus ? { status: false } : undefined;
  if (Object.keys(subresources).length === 0) return subresources;
  const { status, ...others } = subresources;
  const usual = isObject(status) && Object.keys(status).length === 0;
  const written = usual && hasStatus ? others : { status: status ?? false, ...others };
  if (status === undefined && !hasStatus) return others;
  return Object.keys(written).length === 0 ? undefined : written;
};

/** The first short form that gives the root again, else the root. */
const rootOf = (root: JsonObject): RootSchemaSpec => {
  const { description, properties, required } = root;
  if (isObject(properties)) {
    const { spec, status } = properties;
    if (isObject(spec)) {
      const base = { ...(description !== undefined && { description }) };
      const rest = { ...(isObject(status) && { status }) };
      const { default: value, ...undefaulted } = spec;
      const forms: readonly JsonObject[] = [
        ...(isObject(value) && Object.keys(value).length === 0 ? [{ ...base, spec: undefaulted, ...rest }] : []),
        { ...base, spec, ...rest },
        { ...base, required: required ?? [], spec, ...rest },
      ];
      const same = (forms as unknown as readonly RootSchemaSpec[]).find((form) =>
        isDeepStrictEqual(declaredRoot(form), root),
      );
      if (same !== undefined) return same;
    }
  }
  return { openAPIV3Schema: root as SchemaSpec };
};

const isGiven = (name: string | undefined): name is string => name !== undefined && name !== '';

const isFilled = (value: object | undefined): boolean => value !== undefined && Object.keys(value).length > 0;

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
