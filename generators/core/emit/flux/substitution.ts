/**
 * Variables in the objects that Flux delivers. It puts them in after the build, into the text of each object, where quotes are gone that
 * YAML does not need: so nothing that is generated has variables in it, and what looks like one is kept as it is.
 */
import { isSubstituted } from '../../delivered/substitution/envsubst.ts';
import { type JsonObject, jsonText } from '../../model/json.ts';
import { FLUX_NAMESPACE, fluxNames, type FluxModel, WATCHED } from './flux-model.ts';

/** Whether Flux substitutes anything. */
export const hasVariables = ({ delivery: { flux } }: FluxModel): boolean => Object.keys(flux.substitute).length > 0;

/** Of a Kustomization: variables of all environments, then those of the one, which win. */
export const postBuild = (model: FluxModel): object => {
  if (!hasVariables(model)) return {};
  const { variables, runtimeInfo } = fluxNames(model);
  return {
    postBuild: {
      substituteFrom: [
        { kind: 'ConfigMap', name: variables },
        { kind: 'ConfigMap', name: runtimeInfo },
      ],
    },
  };
};

/** The variables of the spec, for all environments. */
export const variables = (model: FluxModel): object =>
  configMap(fluxNames(model).variables, model.delivery.flux.substitute);

/** Those of one environment: to begin with, what it is called. */
export const runtimeInfo = (model: FluxModel, environment: string): object =>
  configMap(
    fluxNames(model).runtimeInfo,
    Object.hasOwn(model.delivery.flux.substitute, 'ENVIRONMENT') ? {} : { ENVIRONMENT: environment },
  );

const configMap = (name: string, data: Readonly<Record<string, string>>): object => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: FLUX_NAMESPACE, labels: WATCHED },
  data,
});

/** The annotation of an object in which Flux is to substitute nothing; none where it would find nothing. */
export const literalAnnotation = (object: JsonObject): Readonly<Record<string, string>> =>
  isSubstituted(jsonText(object)) ? { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' } : {};
