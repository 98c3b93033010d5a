/** The sample object of an API: the one that the spec gives, or one derived from the schema. */
import type { ApiSpec } from '../spec/spec.ts';
import { isObject, type JsonObject, type JsonValue } from './json.ts';
import { sampleOf } from './sample/derive.ts';
import { type SampleFault, sampleFaults } from './sample/faults.ts';
import { fitted } from './sample/fitted.ts';
import { literalsOf } from './sample/literals.ts';

/** The whole object. `schema` is that of the storage version, with references resolved. */
export const buildSample = (api: ApiSpec, apiVersion: string, schema: JsonObject): JsonObject => {
  const known = samples.get(api);
  if (known?.schema === schema && known.sample.apiVersion === apiVersion) return known.sample;
  const sample = build(api, apiVersion, schema);
  samples.set(api, { schema, sample });
  return sample;
};

/** The spec is checked with it, and the model is made of it. */
const samples = new WeakMap<ApiSpec, { readonly schema: JsonObject; readonly sample: JsonObject }>();

const build = ({ kind, sample = {} }: ApiSpec, apiVersion: string, schema: JsonObject): JsonObject => {
  const name = `${kind.toLowerCase()}-sample`;
  const fields = sample.spec === undefined ? derived(schema) : { spec: sample.spec };
  const whole = { apiVersion, kind, metadata: { name, ...sample.metadata }, ...fields };
  return sample.metadata?.name === undefined ? named(whole, schema) : whole;
};

/** The sample in another version of its kind: what the schema of that one has of it, or one of its own when that is not enough. */
export const sampleInVersion = (sample: JsonObject, apiVersion: string, schema: JsonObject): JsonObject => {
  const head = { apiVersion, kind: sample.kind, metadata: sample.metadata };
  const { apiVersion: _apiVersion, kind: _kind, metadata: _metadata, ...fields } = sample;
  const same = { ...head, ...(fitted(fields, schema) as JsonObject) };
  return faultsOfSample(same, schema).length === 0 ? same : { ...head, ...derived(schema) };
};

/** What the API server would have against a sample of the schema of a kind. */
export const faultsOfSample = (sample: JsonObject, schema: JsonObject): readonly SampleFault[] =>
  // A root schema need not name what every object has.
  sampleFaults(sample, { ...schema, 'x-kubernetes-embedded-resource': true });

/** The fields of the root beside those that every object has; status is the operator's to write. */
const derived = (schema: JsonObject): JsonObject => {
  const { properties, required } = schema;
  const mandatory = new Set<JsonValue>(Array.isArray(required) ? required : []);
  const own = Object.entries(isObject(properties) ? properties : {}).filter(
    ([name]) => !OBJECT_FIELDS.has(name) && (name !== 'status' || mandatory.has(name)),
  );
  const { 'x-kubernetes-embedded-resource': _, ...root } = schema;
  const sample = sampleOf({ ...root, properties: Object.fromEntries(own), required: [...mandatory].filter(isOwn) });
  const { spec } = isObject(properties) ? properties : {};
  // Fields that nothing describes are better left out where they can be: Operator SDK's scorecard looks for them in the schema.
  const isDescribed =
    isObject(spec) && (isObject(spec.properties) || spec['x-kubernetes-preserve-unknown-fields'] !== true);
  const filled: JsonValue = isObject(sample) && sample.spec === undefined && isDescribed ? sampleOf(spec) : null;
  return {
    ...(isObject(sample) && sample),
    ...(isObject(filled) && Object.keys(filled).length > 0 && { spec: filled }),
  };
};

const OBJECT_FIELDS: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

const isOwn = (name: JsonValue): boolean => typeof name === 'string' && !OBJECT_FIELDS.has(name);

/** Some kinds allow certain names only: then it is one that their rules tell, or that their bounds leave. */
const named = (sample: JsonObject, schema: JsonObject): JsonObject => {
  const faults = faultsOfSample(sample, schema).length;
  if (faults === 0) return sample;
  const { metadata } = isObject(schema.properties) ? schema.properties : {};
  const { name: rule } = isObject(metadata) && isObject(metadata.properties) ? metadata.properties : {};
  const names = [...(isObject(rule) ? [sampleOf(rule)] : []), ...literalsOf(schema)].filter(isName);
  const renamed = names.map((name) => withName(sample, name));
  return renamed.find((other) => faultsOfSample(other, schema).length < faults) ?? sample;
};

const withName = (sample: JsonObject, name: JsonValue): JsonObject => ({
  ...sample,
  metadata: { ...(isObject(sample.metadata) && sample.metadata), name },
});

const isName = (name: JsonValue): boolean =>
  typeof name === 'string' && /^[a-z0-9](?:[-a-z0-9.]*[a-z0-9])?$/.test(name) && name.length <= 253;

export { sampleOf } from './sample/derive.ts';
