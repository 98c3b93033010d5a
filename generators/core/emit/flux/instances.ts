/** `deploy/flux/instances`: the samples as objects that Flux delivers; overlays of the base are the user's. */
import type { Api, JsonObject } from '../../model/model.ts';

/**
 * The sample, in the namespace `default` unless it names one: Flux applies nothing namespaced without a namespace, and a namespace
 * set by kustomize would also land on objects of cluster-wide kinds, which it cannot tell apart.
 */
export const instance = ({ sample, scope }: Api): JsonObject => {
  if (scope === 'Cluster') return sample;
  const { apiVersion, kind, metadata, ...rest } = sample as JsonObject & { readonly metadata: JsonObject };
  const { name, namespace = 'default', ...more } = metadata;
  return { apiVersion: apiVersion!, kind: kind!, metadata: { name: name!, namespace, ...more }, ...rest };
};
