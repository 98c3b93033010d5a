/** `spec.delivery` as a user writes it. */

import type { OlmSpec } from './olm-spec.ts';

export interface DeliverySpec {
  readonly registry?: string;
  readonly helm?: HelmSpec;
  readonly flux?: FluxSpec;
  readonly olm?: OlmSpec;
}

export interface HelmSpec {
  readonly crds?: 'templated' | 'separate' | 'static';
}

export interface FluxSpec {
  readonly chartUrl?: string;
  readonly manifestsUrl?: string;
  readonly insecure?: boolean;
  readonly secret?: string;
  readonly git?: { readonly url: string; readonly branch?: string; readonly tag?: string; readonly secret?: string };
  readonly helmRepository?: { readonly url: string; readonly secret?: string };
  readonly verify?: {
    readonly secret?: string;
    readonly identities?: readonly { readonly issuer: string; readonly subject: string }[];
  };
  readonly environments?: readonly string[];
  readonly instance?: boolean;
  readonly values?: readonly ValuesSpec[];
  readonly substitute?: Readonly<Record<string, string>>;
  readonly decryption?: { readonly secret?: string; readonly recipients?: readonly string[] };
  readonly tenants?: readonly { readonly name: string; readonly namespace?: string; readonly url?: string }[];
  readonly imageAutomation?: { readonly range?: string; readonly branch?: string };
  readonly notifications?: {
    readonly type: string;
    readonly address?: string;
    readonly channel?: string;
    readonly secret?: string;
    readonly severity?: 'info' | 'error';
    readonly receiver?: { readonly type?: string; readonly secret?: string };
  };
}

export interface ValuesSpec {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly key?: string;
  readonly optional?: boolean;
}
