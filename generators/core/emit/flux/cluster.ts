/**
 * `deploy/flux/clusters/<environment>`: what a cluster applies once: the manifests' source, and two Kustomizations.
 *
 * Two, because the CRDs come by the Helm release: objects of the own kinds can be checked against the API only after it is ready. The
 * one for the objects waits until they are gone when it is deleted, so that an operator is still there to run their finalizers.
 */
import type { Model } from '../../model/model.ts';
import { healthCheck } from './health.ts';
import { versionTag } from './tag.ts';

/** Where Flux runs, and where what belongs to the cluster as a whole is kept. */
const FLUX_NAMESPACE = 'flux-system';

/** This folder's parent, `deploy/flux`, pushed as an OCI artifact next to the chart. */
export const manifestsSource = (model: Model): object => ({
  apiVersion: 'source.toolkit.fluxcd.io/v1',
  kind: 'OCIRepository',
  metadata: { name: manifestsName(model), namespace: FLUX_NAMESPACE },
  spec: { interval: '10m', url: manifestsUrl(model), ref: { tag: versionTag(model.version) } },
});

/** Installs the operator; ready when its Helm release is. */
export const operatorKustomization = (model: Model): object => kustomization(model, model.name, './operator', {});

/** The objects of the own kinds; ready when the operator says of each that it is. */
export const instancesKustomization = (model: Model, environment: string): object => {
  const healthCheckExprs = model.apis.map(healthCheck).filter((check) => check !== undefined);
  return kustomization(model, `${model.name}-instances`, `./instances/${environment}`, {
    dependsOn: [{ name: model.name }],
    deletionPolicy: 'WaitForTermination',
    ...(healthCheckExprs.length > 0 && { healthCheckExprs }),
  });
};

const kustomization = (model: Model, name: string, path: string, rest: object): object => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name, namespace: FLUX_NAMESPACE },
  spec: {
    interval: '1h',
    retryInterval: '2m',
    // Longer than the timeout of the Helm release, so that what that one says is what is reported.
    timeout: '10m',
    sourceRef: { kind: 'OCIRepository', name: manifestsName(model) },
    path,
    prune: true,
    wait: true,
    ...rest,
  },
});

const manifestsName = ({ name }: Model): string => `${name}-manifests`;

/** Where `deploy/flux` is pushed: beside the image, as Flux's own examples do. */
export const manifestsUrl = ({ name, image }: Model): string =>
  `oci://${[...image.repository.split('/').slice(0, -1), 'manifests', name].join('/')}`;
