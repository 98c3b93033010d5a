/**
 * `deploy/flux/clusters/<environment>`: what a cluster applies once: the manifests' source, and what Flux makes of them.
 *
 * The operator and the objects of its kinds are two Kustomizations, because the CRDs come by the Helm release: objects of the own kinds
 * can be checked against the API only after it is ready. All are in Flux's namespace and refer to nothing outside of it.
 *
 * Each is gone only when what it made is gone, so that they can be deleted one after the other: the objects while an operator is there to
 * run their finalizers, the release while the account is there that it is uninstalled as.
 */
import { servedApis } from '../../model/served.ts';
import { CLUSTER_ACCOUNT, FLUX_NAMESPACE, fluxNames, type FluxModel, isShared } from './flux-model.ts';
import { healthChecks } from './health.ts';
import { manifestsPath, manifestsSourceKind } from './sources.ts';
import { postBuild } from './substitution.ts';

/** What the operator's release is applied under; where teams share the cluster. */
export const accessKustomization = (model: FluxModel): object =>
  kustomization(model, fluxNames(model).access, 'access', { wait: true });

/** Installs the operator, by the environment's overlay of it; ready when its Helm release is. */
export const operatorKustomization = (model: FluxModel, environment: string): object =>
  kustomization(model, fluxNames(model).operator, `clusters/${environment}/operator`, {
    wait: true,
    // Two releases, one after the other.
    ...(model.delivery.helm.crds === 'separate' && { timeout: '15m' }),
    ...(isShared(model) && { dependsOn: [{ name: fluxNames(model).access }] }),
    ...decryption(model),
  });

/** The objects of the own kinds; ready when the operator says of each that it is. */
export const instancesKustomization = (model: FluxModel, environment: string): object =>
  kustomization(model, fluxNames(model).instances, `instances/${environment}`, {
    wait: true,
    dependsOn: [{ name: fluxNames(model).operator }],
    ...healthChecks(servedApis(model)),
    ...decryption(model),
    ...postBuild(model),
  });

/** The tenants, after the roles that they get. That one of them is not ready says nothing of the others: nothing waits for them. */
export const tenantsKustomization = (model: FluxModel): object =>
  kustomization(model, fluxNames(model).tenants, 'tenants', { dependsOn: [{ name: fluxNames(model).operator }] });

const kustomization = (model: FluxModel, name: string, folder: string, rest: object): object => ({
  apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
  kind: 'Kustomization',
  metadata: { name, namespace: FLUX_NAMESPACE },
  spec: {
    interval: '1h',
    retryInterval: '2m',
    // Longer than the timeout of a Helm release, so that what that one says is what is reported.
    timeout: '10m',
    sourceRef: { kind: manifestsSourceKind(model), name: fluxNames(model).manifests },
    path: manifestsPath(model, folder),
    prune: true,
    deletionPolicy: 'WaitForTermination',
    ...(isShared(model) && { serviceAccountName: CLUSTER_ACCOUNT }),
    ...rest,
  },
});

/** Of the files that the user may have encrypted: overlays. */
const decryption = ({ delivery: { flux } }: FluxModel): object =>
  flux.decryption === undefined
    ? {}
    : { decryption: { provider: 'sops', secretRef: { name: flux.decryption.secret } } };
