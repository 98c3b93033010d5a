/** Flux's kinds, as far as tests read them. */
import { type Condition, kind, type KubernetesObject } from 'k8s-operator-runtime';

/** What all of Flux's objects have. */
export interface FluxObject extends KubernetesObject {
  readonly spec: { readonly suspend?: boolean };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly lastHandledReconcileAt?: string;
    readonly conditions?: readonly Condition[];
  };
}

export interface OciRepository extends FluxObject {
  readonly spec: OciRepositorySpec;
  readonly status?: FluxObject['status'] & { readonly url?: string; readonly artifact?: Artifact };
}

export interface OciRepositorySpec {
  readonly suspend?: boolean;
  readonly interval: string;
  readonly url: string;
  readonly insecure?: boolean;
  readonly provider?: string;
  readonly ref?: {
    readonly tag?: string;
    readonly digest?: string;
    readonly semver?: string;
    readonly semverFilter?: string;
  };
  readonly layerSelector?: { readonly mediaType?: string; readonly operation?: 'extract' | 'copy' };
  readonly ignore?: string;
  readonly verify?: object;
  readonly secretRef?: object;
  readonly certSecretRef?: object;
  readonly proxySecretRef?: object;
  readonly serviceAccountName?: string;
}

/** What other controllers fetch. */
export interface Artifact {
  readonly path: string;
  readonly url: string;
  /** `tag@sha256:…`, the digest of the manifest. */
  readonly revision: string;
  /** Of what `url` answers. */
  readonly digest: string;
  readonly size: number;
  readonly lastUpdateTime: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

export interface HelmRelease extends FluxObject {
  readonly status?: FluxObject['status'] & {
    /** The newest first. */
    readonly history?: readonly { readonly version: number; readonly chartVersion: string; readonly status: string }[];
  };
}

export interface Kustomization extends FluxObject {
  readonly status?: FluxObject['status'] & { readonly lastAppliedRevision?: string };
}

export interface Receiver extends FluxObject {
  readonly status?: FluxObject['status'] & { readonly webhookPath?: string };
}

const flux = <T extends FluxObject>(group: string, version: string, name: string, plural: string) =>
  kind<T>({ group: `${group}.toolkit.fluxcd.io`, version, kind: name, plural, scope: 'Namespaced' });

export const OciRepository = flux<OciRepository>('source', 'v1', 'OCIRepository', 'ocirepositories');
export const GitRepository = flux('source', 'v1', 'GitRepository', 'gitrepositories');
export const HelmRepository = flux('source', 'v1', 'HelmRepository', 'helmrepositories');
export const HelmChart = flux('source', 'v1', 'HelmChart', 'helmcharts');
export const Bucket = flux('source', 'v1', 'Bucket', 'buckets');
export const HelmRelease = flux<HelmRelease>('helm', 'v2', 'HelmRelease', 'helmreleases');
export const Kustomization = flux<Kustomization>('kustomize', 'v1', 'Kustomization', 'kustomizations');
export const Receiver = flux<Receiver>('notification', 'v1', 'Receiver', 'receivers');

/** Of those, what the controllers that run here write a status of. */
export const FLUX_KINDS = [OciRepository, HelmRelease, Kustomization, Receiver] as const;

/** What asks a controller to look at an object now, as `flux reconcile` does. */
export const REQUESTED_AT = 'reconcile.fluxcd.io/requestedAt';
