/** Kustomize overlays, and the files in them that are the user's: each says what it is for. */
import type { FluxModel } from './flux-model.ts';
import { fluxNames } from './flux-model.ts';

/** A kustomization.yaml. */
export const kustomization = (resources: readonly string[], rest: object = {}): object => ({
  apiVersion: 'kustomize.config.k8s.io/v1beta1',
  kind: 'Kustomization',
  resources,
  ...rest,
});

/** What an environment has of its own beside what is generated; a component, because it may change that too. */
export const ownComponent = (): object => ({
  apiVersion: 'kustomize.config.k8s.io/v1alpha1',
  kind: 'Component',
  resources: [],
  patches: [],
});

/** Values of the chart, as a patch of the release. Where the registry asks who pulls, nodes have to say it too. */
export const valuesPatch = (model: FluxModel): object => {
  const { secret } = model.delivery.flux;
  return {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: { name: fluxNames(model).operator, namespace: model.namespace },
    spec: { values: secret === undefined ? {} : { imagePullSecrets: [{ name: secret }] } },
  };
};

/** Text above a file. */
export const comment = (text: string): string =>
  text
    .split('\n')
    .map((line) => `${`# ${line}`.trimEnd()}\n`)
    .join('');

export const VALUES_COMMENT = (environment: string): string => `\
The chart's values in ${environment}: every key that charts/*/values.yaml has can be given below spec.values. Yours to edit.
They win over those that spec.delivery.flux.values of operator.yaml names. Further documents, after a line with ---, may patch any other
object of deploy/flux/operator in the same way: a digest in spec.ref of the OCIRepository pins the chart.
Keep the file, also when it says nothing: kustomization.yaml names it.`;

export const VERSION_COMMENT = `\
The version of the chart. Flux commits newer ones here, on the lines with a marker: remove the marker to stay at a version. Yours to edit.`;

export const RUNTIME_COMMENT = (environment: string): string => `\
Variables of ${environment}: Flux puts them into the objects in deploy/flux/instances where they stand as \${NAME}. Yours to edit.
They win over those in operator.yaml. Keep the file, also without variables: kustomization.yaml names it.`;

export const OWN_COMMENT = (environment: string): string => `\
What ${environment} has of its own: more resources, and patches of the objects in the folder above. Yours to edit.
For example a patch of the source that pins the manifests by a digest, in spec.ref. Keep the file: ../kustomization.yaml names it.`;

export const INSTANCES_COMMENT = (environment: string): string => `\
The objects of ${environment}: those of ../base, with patches and more resources as you need them. Yours to edit.`;

export const INSTANCE_COMMENT = `\
Flux itself. Install the Flux Operator, apply this file, and the rest follows. Changes of yours are kept when it is generated again.`;
