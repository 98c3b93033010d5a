/** A ClusterServiceVersion as Go has it (operators/v1alpha1), as far as the rules look: `decode` promises the types. */
import type { JsonObject } from '../../model/json.ts';

export interface Csv {
  readonly apiVersion?: string;
  readonly kind?: string;
  readonly metadata?: {
    readonly name?: string;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: CsvSpec;
}

export interface CsvSpec {
  readonly displayName?: string;
  readonly version?: string;
  readonly release?: string;
  readonly replaces?: string;
  readonly minKubeVersion?: string;
  readonly provider?: { readonly name?: string };
  readonly maintainers?: readonly { readonly name?: string; readonly email?: string }[];
  readonly links?: readonly { readonly name?: string; readonly url?: string }[];
  readonly icon?: readonly { readonly base64data?: string; readonly mediatype?: string }[];
  readonly installModes?: readonly { readonly type?: string; readonly supported?: boolean }[];
  readonly install?: { readonly strategy?: string; readonly spec?: InstallStrategy };
  readonly customresourcedefinitions?: {
    readonly owned?: readonly ApiDescription[];
    readonly required?: readonly ApiDescription[];
  };
  readonly apiservicedefinitions?: { readonly owned?: readonly (ApiDescription & { readonly group?: string })[] };
  readonly webhookdefinitions?: readonly { readonly conversionCRDs?: readonly string[] }[];
  readonly relatedImages?: readonly { readonly name?: string; readonly image?: string }[];
}

export interface ApiDescription {
  readonly name?: string;
  readonly version?: string;
  readonly kind?: string;
  readonly description?: string;
  readonly resources?: readonly { readonly kind?: string; readonly version?: string }[];
}

export interface InstallStrategy {
  readonly deployments?: readonly {
    readonly name?: string;
    readonly spec?: { readonly template?: { readonly spec?: PodSpec } };
  }[];
  readonly permissions?: readonly Permissions[];
  readonly clusterPermissions?: readonly Permissions[];
}

interface PodSpec {
  readonly serviceAccountName?: string;
  readonly containers?: readonly { readonly name?: string; readonly resources?: { readonly requests?: JsonObject } }[];
}

export interface Permissions {
  readonly rules?: readonly PolicyRule[];
}

export interface PolicyRule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs?: readonly string[];
}
