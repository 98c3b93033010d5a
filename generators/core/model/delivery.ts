/** How users install the operator, decided: every address and default. */

import type { OlmDelivery } from './olm-delivery.ts';

/** A delivery that is absent is switched off. */
export interface Delivery {
  /** Where charts and manifests are pushed, without their names: 'oci://ghcr.io/acme'. */
  readonly registry: string;
  readonly helm?: HelmDelivery;
  readonly flux?: FluxDelivery;
  readonly olm?: OlmDelivery;
}

export interface HelmDelivery {
  /** How the chart brings the CRDs: in its templates; by a second chart; in its folder crds/. */
  readonly crds: 'templated' | 'separate' | 'static';
  /** Where the chart is pushed: 'oci://ghcr.io/acme/charts/memcached-operator'. */
  readonly chartUrl: string;
  /** That of the second chart, where there is one: the same and '-crds'. */
  readonly crdsChartUrl: string;
}

export interface FluxDelivery {
  /** Where `deploy/flux` is pushed: 'oci://ghcr.io/acme/manifests/memcached-operator'. */
  readonly manifestsUrl: string;
  /** The registry speaks plain HTTP. */
  readonly insecure: boolean;
  /** The Secret with credentials of the registry. */
  readonly secret?: string;
  /** The manifests, and the chart unless there is a Helm repository, come from git. */
  readonly git?: GitSource;
  readonly helmRepository?: { readonly url: string; readonly secret?: string };
  readonly verify?: Verification;
  /** At least one; DNS labels. */
  readonly environments: readonly string[];
  /** Flux itself is described, as a FluxInstance. */
  readonly instance: boolean;
  readonly values: readonly ValuesReference[];
  /** Variables for the objects; their names are identifiers. */
  readonly substitute: Readonly<Record<string, string>>;
  readonly decryption?: { readonly secret: string; readonly recipients: readonly string[] };
  readonly tenants: readonly Tenant[];
  readonly imageAutomation?: { readonly range: string; readonly branch: string };
  readonly notifications?: Notifications;
}

export interface GitSource {
  readonly url: string;
  readonly ref: { readonly branch: string } | { readonly tag: string };
  readonly secret?: string;
}

/** Who must have signed: the keys in a Secret, or one of these identities (regular expressions of Go, anchored). */
export type Verification =
  | { readonly secret: string }
  | { readonly identities: readonly { readonly issuer: string; readonly subject: string }[] };

export interface ValuesReference {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key: string;
  readonly optional: boolean;
}

export interface Tenant {
  readonly name: string;
  readonly namespace: string;
  /** Where its objects are pulled from. */
  readonly url: string;
}

export interface Notifications {
  readonly type: string;
  readonly address?: string;
  readonly channel?: string;
  readonly secret?: string;
  readonly severity: 'info' | 'error';
  readonly receiver?: { readonly type: string; readonly secret: string };
}
