/** The model of the memcached example, built from its spec, and what a test changes in it. */
import { buildModel } from '../../generators/core/model/build.ts';
import { referTo } from '../../generators/core/model/kinds.ts';
import type { Api, ApiVersion, JsonObject, KindReference, Model } from '../../generators/core/model/model.ts';
import { exampleSpec } from '../judges/examples.ts';

const SPEC = exampleSpec('memcached');
const MODEL = buildModel(SPEC);
const API = MODEL.apis[0]!;

/** The model of the example, with changes. */
export const memcachedModel = (changes: Partial<Model> = {}): Model => ({ ...MODEL, ...changes });

/** The same with all that needs permissions of its own: cleanup, prune, a kind that may be absent, sharding, secure metrics. */
export const sharedModel = (): Model => {
  const bucket = { ...kindOf('storage.example.org/v1', 'Bucket'), when: 'crdPresent' } as const;
  return memcachedModel({
    apis: [memcachedApi({ prune: true, cleanup: true, watches: [bucket] })],
    manager: {
      ...MODEL.manager,
      replicas: 2,
      leaderElection: false,
      sharding: true,
      metricsSecure: true,
      serviceMonitor: true,
    },
  });
};

/** The API of the example, with changes; the storage version is one of the versions also when only one of the two is given. */
export const memcachedApi = (changes: Partial<Api> = {}): Api => {
  const storage = changes.storage ?? changes.versions?.find((each) => each.storage) ?? API.storage;
  return { ...API, versions: [storage], storage, ...changes };
};

/** The version of the example, with changes; `spec` and `status` are the properties of these two. */
export const version = ({
  spec,
  status,
  ...changes
}: Partial<ApiVersion> & { readonly spec?: JsonObject; readonly status?: JsonObject } = {}): ApiVersion => {
  const { schema } = API.storage;
  const properties = schema['properties'] as Readonly<Record<'spec' | 'status', JsonObject>>;
  const changed = {
    ...properties,
    ...(spec !== undefined && { spec: { ...properties.spec, properties: spec } }),
    ...(status !== undefined && { status: { ...properties.status, properties: status } }),
  };
  const whole = changes.schema ?? { ...schema, properties: changed };
  return { ...API.storage, declared: whole, ...changes, schema: whole };
};

/** A kind as the spec of the example would refer to it. */
export const kindOf = (apiVersion: string, kind: string): KindReference => referTo(SPEC, apiVersion, kind);
