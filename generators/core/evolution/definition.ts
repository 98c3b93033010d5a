/** A CustomResourceDefinition as far as its evolution goes, read from its object. What the object lacks is taken for absent. */
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Api } from '../model/model.ts';
import { crd } from '../objects/crd.ts';
import { type Field, fieldsOf } from './fields.ts';
import { isObject, normalize } from './schema.ts';

export interface Definition {
  /** metadata.name: `memcacheds.cache.example.com`. */
  readonly name: string;
  readonly group: string;
  readonly scope: string;
  readonly names: JsonObject;
  readonly versions: readonly Version[];
  /** Versions that objects may be stored in: what a cluster's status says, else the version that is stored now. */
  readonly storedVersions: readonly string[];
  /** `None` or `Webhook`. */
  readonly conversion: string;
}

export interface Version {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated: boolean;
  readonly subresources: JsonObject;
  readonly selectableFields: readonly string[];
  /** All fields of the schema, by path; none when the version has no schema. */
  readonly fields: ReadonlyMap<string, Field>;
}

/** That which an API of a model will have. */
export const definitionOfApi = (api: Api): Definition => readDefinition(crd(api) as unknown as JsonObject);

/** Reads an object of apiextensions.k8s.io/v1. */
export const readDefinition = (object: JsonObject): Definition => {
  const spec = objectAt(object, 'spec');
  const names = objectAt(spec, 'names');
  const versions = listAt(spec, 'versions').filter(isObject).map(readVersion);
  const group = textAt(spec, 'group');
  const stored = listAt(objectAt(object, 'status'), 'storedVersions').filter((name) => typeof name === 'string');
  return {
    name: textAt(objectAt(object, 'metadata'), 'name') || `${textAt(names, 'plural')}.${group}`,
    group,
    scope: textAt(spec, 'scope'),
    names,
    versions,
    storedVersions: stored.length > 0 ? stored : versions.filter(({ storage }) => storage).map(({ name }) => name),
    conversion: textAt(objectAt(spec, 'conversion'), 'strategy') || 'None',
  };
};

const readVersion = (version: JsonObject): Version => {
  const schema = objectAt(version, 'schema')['openAPIV3Schema'];
  return {
    name: textAt(version, 'name'),
    served: version['served'] === true,
    storage: version['storage'] === true,
    deprecated: version['deprecated'] === true,
    subresources: objectAt(version, 'subresources'),
    selectableFields: listAt(version, 'selectableFields').map((field) =>
      isObject(field) ? textAt(field, 'jsonPath') : '',
    ),
    fields: isObject(schema) ? fieldsOf(normalize(schema)) : new Map(),
  };
};

const objectAt = (object: JsonObject, key: string): JsonObject => {
  const value = object[key];
  return isObject(value) ? value : {};
};

/** The text under a key; empty when there is none. */
export const textAt = (object: JsonObject, key: string): string => {
  const value = object[key];
  return typeof value === 'string' ? value : '';
};

/** The list under a key; empty when there is none. */
export const listAt = (object: JsonObject, key: string): readonly JsonValue[] => {
  const value = object[key];
  return Array.isArray(value) ? value : [];
};
