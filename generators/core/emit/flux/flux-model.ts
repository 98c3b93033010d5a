/** What the emitters of `deploy/flux` are given, and what the objects there are called: they refer to each other by these names. */
import type { FluxDelivery, HelmDelivery } from '../../model/delivery.ts';
import type { Model } from '../../model/model.ts';

/** A model that is delivered by Flux, and so by Helm: Flux installs the chart. */
export interface FluxModel extends Model {
  readonly delivery: Model['delivery'] & { readonly helm: HelmDelivery; readonly flux: FluxDelivery };
}

/** Whether there is a `deploy/flux`. */
export const isFluxModel = (model: Model): model is FluxModel =>
  model.delivery.flux !== undefined && model.delivery.helm !== undefined;

/** Where Flux runs, and where what belongs to a cluster as a whole is kept. */
export const FLUX_NAMESPACE = 'flux-system';

/** How often sources are looked at for something new. */
export const INTERVAL = '10m';

export const SOURCE_API = 'source.toolkit.fluxcd.io/v1';

/** Names of the objects. Those in the operator's namespace and those of Flux's never share one, so that both may be the same. */
export const fluxNames = ({ name }: Pick<Model, 'name'>) => ({
  /** The Kustomization that installs the operator, its HelmRelease, the source of its chart. */
  operator: name,
  /** The HelmRelease of the CRDs' own chart, and the source of that. */
  crds: `${name}-crds`,
  /** The source of this folder. */
  manifests: `${name}-manifests`,
  /** The Kustomization of the objects. */
  instances: `${name}-instances`,
  /** The Kustomization of the tenants. */
  tenants: `${name}-tenants`,
  /** The Kustomization of what the release needs to be applied under, and the ServiceAccount and ClusterRoleBinding in it. */
  access: `${name}-access`,
  /** ConfigMaps with variables: for all environments, and of one. */
  variables: `${name}-variables`,
  runtimeInfo: `${name}-runtime-info`,
});

/**
 * Whether teams share the cluster. Flux is then to run with --no-cross-namespace-refs and --default-service-account, so that each object
 * is applied with the rights of a ServiceAccount in its own namespace: every object here then names one.
 */
export const isShared = ({ delivery: { flux } }: FluxModel): boolean => flux.tenants.length > 0;

/** That as which Flux applies what belongs to the cluster as a whole. Its own manifests make it. */
export const CLUSTER_ACCOUNT = 'kustomize-controller';

/** Something that Flux does not delete when it is no longer among what it applies. */
export const KEPT = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } as const;

/** Changes of a ConfigMap or Secret with this label are noticed at once, not at the next interval. */
export const WATCHED = { 'reconcile.fluxcd.io/watch': 'Enabled' } as const;
