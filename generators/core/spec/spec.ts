/** A validated spec, as its author wrote it: nothing is defaulted yet. The words of CRDs are used where CRDs have them. */
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { DeliverySpec } from './delivery-spec.ts';

export const API_VERSION = 'k8s-operator/v1alpha1';
export const KIND = 'Operator';

export interface Spec {
  readonly apiVersion: typeof API_VERSION;
  readonly kind: typeof KIND;
  readonly metadata: { readonly name: string };
  readonly spec: OperatorSpec;
}

export interface OperatorSpec {
  readonly displayName?: string;
  readonly description?: string;
  readonly domain: string;
  readonly version?: string;
  readonly image?: string;
  readonly namespace?: string;
  readonly license?: string;
  readonly apis: readonly ApiSpec[];
  /** Kinds of others, where the convention (plural by English rules, namespaced) does not hold. */
  readonly kinds?: readonly ForeignKindSpec[];
  readonly manager?: ManagerSpec;
  readonly delivery?: DeliverySpec;
}

export interface ApiSpec {
  readonly group: string;
  readonly kind: string;
  readonly plural?: string;
  readonly singular?: string;
  readonly listKind?: string;
  readonly shortNames?: readonly string[];
  readonly categories?: readonly string[];
  readonly scope?: 'Namespaced' | 'Cluster';
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly versions: readonly VersionSpec[];
  /** How objects are converted between versions, as in a CRD: `{strategy: None}`, or Webhook and where it is. */
  readonly conversion?: ConversionSpec;
  /** Only false is allowed by Kubernetes; kept where a CRD writes it out. */
  readonly preserveUnknownFields?: false;
  readonly sample?: { readonly metadata?: JsonObject; readonly spec?: JsonObject };
  readonly children?: Readonly<Record<string, ChildSpec>>;
  readonly status?: JsonObject;
  /** Children that are no longer desired are deleted. */
  readonly prune?: boolean;
  /** `reconcile.ts` exports `cleanup`, which is called before an object goes. */
  readonly cleanup?: boolean;
  readonly watches?: readonly WatchSpec[];
  readonly permissions?: readonly PermissionSpec[];
}

export interface WatchSpec {
  readonly apiVersion: string;
  readonly kind: string;
  /** Only while the kind is installed; absent: the operator waits for it. */
  readonly when?: 'crdPresent';
}

/** An object template: `apiVersion`, `kind`, perhaps `metadata`, and whatever the kind has; scalars may hold `${…}`. */
export interface ChildSpec extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata?: JsonObject;
}

export interface VersionSpec {
  readonly name: string;
  readonly served?: boolean;
  readonly storage?: boolean;
  readonly deprecated?: boolean;
  readonly deprecationWarning?: string;
  readonly schema: RootSchemaSpec;
  /** When absent, or without `status`: status is on where the schema has one. `{}` is none at all, as in a CRD. */
  readonly subresources?: { readonly status?: JsonObject | boolean; readonly scale?: ScaleSpec };
  readonly additionalPrinterColumns?: readonly PrinterColumnSpec[];
  readonly selectableFields?: readonly { readonly jsonPath: string }[];
}

/**
 * The root of a CRD's schema: either whole, as `openAPIV3Schema`, or in the short form, in which apiVersion, kind and metadata are
 * understood. One of `openAPIV3Schema` and `spec` is there, never both.
 */
export interface RootSchemaSpec {
  /** As in a CRD, verbatim but for `$ref`s; excludes the other fields. */
  readonly openAPIV3Schema?: SchemaSpec;
  readonly description?: string;
  /** Root fields that must be there; absent means: `spec` always is, see `model/root-schema.ts`. */
  readonly required?: readonly string[];
  readonly spec?: SchemaSpec;
  readonly status?: SchemaSpec;
}

/** spec.conversion of a CRD. */
export interface ConversionSpec {
  readonly strategy: 'None' | 'Webhook';
  readonly webhook?: {
    readonly clientConfig?: {
      readonly url?: string;
      readonly caBundle?: string;
      readonly service?: {
        readonly name: string;
        readonly namespace: string;
        readonly path?: string;
        readonly port?: number;
      };
    };
    readonly conversionReviewVersions: readonly string[];
  };
}

/** JSONSchemaProps as in a CRD, `$ref` to a core type, and shorthands for rules that kubebuilder has markers for. */
export interface SchemaSpec {
  readonly $ref?: string;
  readonly description?: string;
  readonly title?: string;
  readonly type?: 'object' | 'array' | 'string' | 'integer' | 'number' | 'boolean';
  readonly format?: string;
  readonly default?: JsonValue;
  readonly example?: JsonValue;
  readonly enum?: readonly JsonValue[];
  readonly nullable?: boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: boolean;
  readonly exclusiveMaximum?: boolean;
  readonly multipleOf?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly uniqueItems?: false;
  readonly minProperties?: number;
  readonly maxProperties?: number;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, SchemaSpec>>;
  readonly additionalProperties?: boolean | SchemaSpec;
  readonly items?: SchemaSpec;
  readonly allOf?: readonly SchemaSpec[];
  readonly anyOf?: readonly SchemaSpec[];
  readonly oneOf?: readonly SchemaSpec[];
  readonly not?: SchemaSpec;
  readonly externalDocs?: { readonly url?: string; readonly description?: string };
  readonly 'x-kubernetes-preserve-unknown-fields'?: true;
  readonly 'x-kubernetes-embedded-resource'?: boolean;
  readonly 'x-kubernetes-int-or-string'?: boolean;
  readonly 'x-kubernetes-list-type'?: 'atomic' | 'set' | 'map';
  readonly 'x-kubernetes-list-map-keys'?: readonly string[];
  readonly 'x-kubernetes-map-type'?: 'atomic' | 'granular';
  readonly 'x-kubernetes-validations'?: readonly ValidationRuleSpec[];
  /** Shorthands that become rules in `x-kubernetes-validations`, in controller-gen's words. */
  readonly immutable?: boolean;
  /** One group of fields, or several. */
  readonly atMostOneOf?: FieldGroups;
  readonly atLeastOneOf?: FieldGroups;
  readonly exactlyOneOf?: FieldGroups;
}

export type FieldGroups = readonly string[] | readonly (readonly string[])[];

/** One CEL rule. */
export interface ValidationRuleSpec extends JsonObject {
  readonly rule: string;
  readonly message?: string;
  readonly messageExpression?: string;
  readonly reason?: string;
  readonly fieldPath?: string;
  readonly optionalOldSelf?: boolean;
}

export interface ScaleSpec {
  readonly specReplicasPath: string;
  readonly statusReplicasPath: string;
  readonly labelSelectorPath?: string;
}

export interface PrinterColumnSpec {
  readonly name: string;
  readonly type: 'integer' | 'number' | 'string' | 'boolean' | 'date';
  readonly jsonPath: string;
  readonly format?: string;
  readonly description?: string;
  readonly priority?: number;
}

export interface ForeignKindSpec {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural?: string;
  readonly scope?: 'Namespaced' | 'Cluster';
}

export interface PermissionSpec {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

export interface ManagerSpec {
  readonly replicas?: number;
  readonly leaderElection?: boolean;
  readonly sharding?: boolean;
  readonly metricsPort?: number;
  readonly metricsSecure?: boolean;
  readonly healthPort?: number;
  readonly networkPolicy?: boolean;
  readonly serviceMonitor?: boolean;
  readonly prometheusRule?: boolean;
  readonly dashboard?: boolean;
  readonly resources?: {
    readonly requests?: Readonly<Record<string, string>>;
    readonly limits?: Readonly<Record<string, string>>;
  };
}
