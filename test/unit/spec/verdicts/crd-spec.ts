/** A CustomResourceDefinition as the text of a spec that has it: nothing is left out, whatever is wrong with it. */
import { type JsonObject, jsonText } from '../../../../generators/core/model/json.ts';

interface Crd {
  readonly metadata: JsonObject & { readonly labels?: JsonObject; readonly annotations?: JsonObject };
  readonly spec: JsonObject & { readonly names: JsonObject; readonly versions?: readonly JsonObject[] };
}

/** A spec (JSON, which is YAML) with the definition as its one API. */
export const specOf = (definition: JsonObject): string => {
  const {
    metadata: { labels, annotations },
    spec: { names, versions, ...rest },
  } = definition as unknown as Crd;
  const api = {
    ...rest,
    ...names,
    ...(labels !== undefined && { labels }),
    ...(annotations !== undefined && { annotations }),
    ...(versions !== undefined && { versions: versions.map(versionOf) }),
  };
  const spec = { domain: 'example.com', apis: [api] };
  return jsonText({ apiVersion: 'k8s-operator/v1alpha1', kind: 'Operator', metadata: { name: 'x' }, spec }, 1);
};

/** Where there is a status, a spec has its subresource unless it says otherwise. */
const versionOf = (version: JsonObject): JsonObject => {
  const subresources = (version.subresources ?? {}) as JsonObject;
  return { ...version, subresources: { ...subresources, status: subresources.status !== undefined } };
};
