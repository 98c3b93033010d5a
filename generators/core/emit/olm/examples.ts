/** `alm-examples`: an object of each version that can be used, from the one sample of the kind. */
import type { Api, ApiVersion, JsonObject, JsonValue } from '../../model/model.ts';

/** The sample in the storage version first, then in every other served version: what that one's schema has of it. */
export const examples = (api: Api): readonly JsonObject[] => [
  api.sample,
  ...servedVersions(api)
    .filter(({ name }) => name !== api.storage.name)
    .map((version) => inVersion(api, version)),
];

/** The versions that a user can ask for. */
export const servedVersions = (api: Api): readonly ApiVersion[] => api.versions.filter(({ served }) => served);

const inVersion = ({ group, kind, sample }: Api, { name, schema }: ApiVersion): JsonObject => ({
  ...(fitted(sample, schema) as JsonObject),
  apiVersion: `${group}/${name}`,
  kind,
  metadata: sample['metadata'],
});

/** Without what the schema has no place for, with what it asks for. */
const fitted = (value: JsonValue | undefined, schema: JsonObject): JsonValue => {
  const properties = schema['properties'] as Readonly<Record<string, JsonObject>> | undefined;
  const items = schema['items'] as JsonObject | undefined;
  if (Array.isArray(value)) return items === undefined ? value : value.map((item: JsonValue) => fitted(item, items));
  if (properties === undefined) return value ?? smallest(schema);
  const given = isObject(value) ? value : {};
  const required = (schema['required'] ?? []) as readonly string[];
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => given[name] !== undefined || (required.includes(name) && !('default' in properties[name]!)))
      .map(([name, property]) => [name, fitted(given[name], property)]),
  );
};

/** Some value that a schema allows. */
const smallest = (schema: JsonObject): JsonValue => {
  const [first] = (schema['enum'] ?? []) as readonly JsonValue[];
  if (first !== undefined) return first;
  switch (schema['type']) {
    case 'integer':
    case 'number':
      return (schema['minimum'] as number | undefined) ?? 0;
    case 'boolean':
      return false;
    case 'array':
      return [];
    case 'object':
      return {};
    default:
      return schema['x-kubernetes-int-or-string'] === true
        ? 0
        : 'a'.repeat((schema['minLength'] as number | undefined) ?? 1);
  }
};

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
