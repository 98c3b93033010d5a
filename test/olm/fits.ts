/**
 * A stand-in for OLM v0 v0.46.0: whether a new definition fits what is in the cluster. From operator-lifecycle-manager,
 * pkg/lib/crd/storage.go `SafeStorageVersionUpgrade` and pkg/controller/operators/catalog/operator.go `validateV1CRDCompatibility`, which
 * holds all objects, status included, to the schemas of the versions that go on being served, without rules in CEL.
 */
import { KubeConfig } from '@kubernetes/client-node';
import { embedded } from '../../runtime/src/testing/index.ts';
import { jsonText, type JsonObject } from '../../generators/core/model/json.ts';
import { connect } from '../conformance/harness/connection.ts';
import type { Cluster } from './cluster.ts';

interface Version extends JsonObject {
  readonly name: string;
  readonly served: boolean;
}

interface Definition {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly plural: string };
    readonly versions: readonly Version[];
  };
  readonly status?: { readonly storedVersions?: readonly string[] };
}

/** Throws what OLM says. */
export const checkDefinition = async (cluster: Cluster, crd: JsonObject): Promise<void> => {
  const live = (await cluster.get(crd)) as unknown as Definition | undefined;
  if (live === undefined) return;
  const { metadata, spec } = crd as unknown as Definition;
  const served = new Set(live.spec.versions.filter((version) => version.served).map(({ name }) => name));
  for (const { name } of spec.versions.filter((version) => version.served && served.has(version.name)))
    await checkObjects(cluster, crd, name);
  for (const stored of live.status?.storedVersions ?? [])
    if (!spec.versions.some(({ name }) => name === stored))
      throw new Error(
        `risk of data loss updating "${metadata.name}": new CRD removes version ${stored} that is listed as a stored version on the existing CRD`,
      );
};

const JSON_TYPE = { 'content-type': 'application/json' };

/** The API server in memory decides, given the schema alone. */
const checkObjects = async (cluster: Cluster, crd: JsonObject, version: string): Promise<void> => {
  const { metadata, spec } = crd as unknown as Definition;
  const { items } = (await cluster.read(`/apis/${spec.group}/${version}/${spec.names.plural}`)) as {
    readonly items: readonly JsonObject[];
  };
  if (items.length === 0) return;
  const schemas = await embedded({ crds: [schemaAlone(crd) as never] });
  const kubeConfig = new KubeConfig();
  kubeConfig.loadFromString(schemas.server.kubeconfig());
  const connection = connect(kubeConfig);
  try {
    for (const item of items) {
      const { name, namespace = '' } = item['metadata'] as { readonly name: string; readonly namespace?: string };
      const object = { ...item, metadata: { name: [namespace, name].filter((part) => part !== '').join('.') } };
      const path = `/apis/${spec.group}/${version}/${spec.names.plural}`;
      const { code, text } = await connection.send('POST', path, jsonText(object), JSON_TYPE);
      if (code !== 201)
        throw new Error(
          `error validating existing CRs against new CRD's schema for "${metadata.name}": ${namespace}/${name}: updated validation is too restrictive: ${text}`,
        );
    }
  } finally {
    await connection.close();
    await schemas.stop();
  }
};

/** Without rules and namespaces, and with a status like any other field. */
const schemaAlone = (crd: JsonObject): JsonObject => {
  const text = jsonText(crd);
  const plain = JSON.parse(text, (key, value: unknown) =>
    key === 'x-kubernetes-validations' && Array.isArray(value) ? undefined : value,
  ) as { spec: { scope: string; versions: { subresources?: unknown }[]; conversion?: unknown } };
  for (const one of plain.spec.versions) delete one.subresources;
  delete plain.spec.conversion;
  plain.spec.scope = 'Cluster';
  return plain as unknown as JsonObject;
};
