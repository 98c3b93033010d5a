/** `deploy/flux/instances`: the samples as objects that Flux delivers; overlays of the base are the user's. */
import type { Api, JsonObject } from '../../model/model.ts';
import { literalAnnotation } from './substitution.ts';

/**
 * The sample, in the namespace `default` unless it names one: Flux applies nothing namespaced without a namespace, and a namespace
 * set by kustomize would also land on objects of cluster-wide kinds, which it cannot tell apart.
 */
export const instance = ({ sample, scope }: Api): JsonObject => {
  const { apiVersion, kind, metadata, ...rest } = sample as JsonObject & { readonly metadata: JsonObject };
  const { name, namespace = 'default', annotations, ...more } = metadata;
  const allAnnotations = { ...(annotations as JsonObject | undefined), ...literalAnnotation(sample) };
  return {
    apiVersion: apiVersion!,
    kind: kind!,
    metadata: {
      name: name!,
      ...(scope === 'Namespaced' && { namespace }),
      ...more,
      ...(Object.keys(allAnnotations).length > 0 && { annotations: allAnnotations }),
    },
    ...rest,
  };
};
