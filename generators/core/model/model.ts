/**
 * The model: everything that the emitters need, computed once from the spec. Frozen plain data; every name, plural,
 * default and boolean is decided here, so that an emitter never decides, it only prints.
 */
import type { Delivery } from './delivery.ts';
import type { JsonObject, JsonValue } from './json.ts';

export interface Model {
  /** metadata.name of the spec, a DNS label: 'memcached-operator'. Every cluster-side name starts with it. */
  readonly name: string;
  /** For people: 'Memcached Operator'. */
  readonly displayName: string;
  readonly description: string;
  readonly domain: string;
  /** SemVer without v: '0.1.0'. */
  readonly version: string;
  readonly image: Image;
  /** Where it is installed unless told otherwise: 'memcached-operator-system'. */
  readonly namespace: string;
  /** An expression of SPDX on one line: 'Apache-2.0'. Absent when the spec does not say. */
  readonly license?: string;
  readonly apis: readonly Api[];
  readonly manager: ManagerOptions;
  readonly delivery: Delivery;
}

/** An image reference: `repository:tag`. */
export interface Image {
  readonly repository: string;
  readonly tag: string;
}

export interface ManagerOptions {
  readonly replicas: number;
  readonly leaderElection: boolean;
  /** All pods share the objects; then no leader is elected. */
  readonly sharding: boolean;
  /** Container ports. */
  readonly metricsPort: number;
  /** By HTTPS, for those who may read them. */
  readonly metricsSecure: boolean;
  readonly healthPort: number;
  readonly networkPolicy: boolean;
  readonly serviceMonitor: boolean;
  /** Alerts. */
  readonly prometheusRule: boolean;
  /** For Grafana. */
  readonly dashboard: boolean;
  readonly resources: {
    readonly requests: Readonly<Record<string, string>>;
    readonly limits: Readonly<Record<string, string>>;
  };
}

/** One kind that the operator owns: one CustomResourceDefinition, one controller. */
export interface Api {
  /** The full API group: 'cache.example.com'. */
  readonly group: string;
  readonly kind: string;
  /** What generated code calls the kind: the kind, where that is a good name for a type. */
  readonly typeName: string;
  readonly listKind: string;
  readonly plural: string;
  readonly singular: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly scope: 'Namespaced' | 'Cluster';
  /** `${plural}.${group}` */
  readonly crdName: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** Folder below src/, unique in the operator: 'memcached'. */
  readonly directory: string;
  /** Identifier of the controller and of reconcile's parameter, unique in the operator: 'memcached'. Never a reserved word. */
  readonly variable: string;
  readonly versions: readonly ApiVersion[];
  /** spec.conversion of the CRD, verbatim; absent when the spec does not say. */
  readonly conversion?: JsonObject;
  /** Written out in the CRD where the spec writes it out. */
  readonly preserveUnknownFields?: false;
  /** The version that the controller works on: the stored one, or where that is not served the newest that is; one of `versions`. */
  readonly storage: ApiVersion;
  /** In the order of the spec. */
  readonly children: readonly Child[];
  /** What the status function computes; absent when the spec has no `status`. */
  readonly status?: StatusTemplate;
  /** Reconcile deletes children that are no longer desired. */
  readonly prune: boolean;
  /** `reconcile.ts` exports a cleanup: objects get a finalizer. */
  readonly cleanup: boolean;
  /** Kinds that hand-written code wants to be woken by, beyond the children. */
  readonly watches: readonly WatchedKind[];
  /** Permissions beyond those on the kinds above: what hand-written code needs, and what children grant to others. */
  readonly permissions: readonly PolicyRule[];
  /** The sample object of the version that the controller works on, whole. */
  readonly sample: JsonObject;
}

export interface ApiVersion {
  readonly name: string;
  readonly served: boolean;
  readonly storage: boolean;
  readonly deprecated: boolean;
  readonly deprecationWarning?: string;
  /** The whole openAPIV3Schema as the CRD has it: `$ref`s and shorthands resolved. */
  readonly schema: JsonObject;
  /** The same with `$ref`s to core types in place, for those who name the types rather than write them out. */
  readonly declared: JsonObject;
  readonly statusSubresource: boolean;
  readonly scale?: {
    readonly specReplicasPath: string;
    readonly statusReplicasPath: string;
    readonly labelSelectorPath?: string;
  };
  /** There are none, and the CRD says so by `{}`, as the spec does. */
  readonly emptySubresources?: true;
  readonly additionalPrinterColumns: readonly JsonObject[];
  readonly selectableFields: readonly { readonly jsonPath: string }[];
}

/** A kind that somebody else defines, or one of our own. */
export interface KindReference {
  /** '' for the core group. */
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  /** What generated code calls it. */
  readonly typeName: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** Where generated code imports it from: the runtime's kinds, our own API, or nowhere (declared in place). */
  readonly origin: 'builtin' | 'own' | 'foreign';
}

/** A kind whose objects wake a controller. */
export interface WatchedKind extends KindReference {
  /** Only while it is installed. */
  readonly when?: 'crdPresent';
}

/** An object that the API's object owns. The template is whole: metadata (name, namespace, labels) is filled in. */
export interface Child {
  /** Key in the spec and identifier in generated code: 'deployment'. */
  readonly name: string;
  readonly kind: KindReference;
  readonly template: ObjectTemplate;
}

/** A YAML value in which scalars may hold expressions. */
export type Template =
  | { readonly type: 'literal'; readonly value: string | number | boolean | null }
  | { readonly type: 'expression'; readonly expression: Expression }
  /** A string with expressions inside: literal and expression parts in order. */
  | { readonly type: 'interpolation'; readonly parts: readonly (string | Expression)[] }
  | { readonly type: 'array'; readonly items: readonly Template[] }
  | ObjectTemplate;

export interface ObjectTemplate {
  readonly type: 'object';
  readonly entries: readonly (readonly [key: string, value: Template])[];
}

/** One TypeScript expression, syntax-checked, trimmed. */
export interface Expression {
  readonly code: string;
  /** Names in scope that it uses: 'self', 'labels', 'selector', names of children. Sorted, unique. */
  readonly uses: readonly string[];
}

export interface StatusTemplate {
  /** Fields of status beside the conditions, in the order of the spec. */
  readonly fields: readonly (readonly [name: string, value: Template])[];
  readonly conditions: readonly ConditionTemplate[];
  /** Names of the children that any of it uses, in the order of the children. */
  readonly uses: readonly string[];
}

export interface ConditionTemplate {
  readonly type: string;
  /** A boolean expression. */
  readonly status: Template;
  readonly reason?: Template;
  readonly message?: Template;
}

/** A rule as in RBAC. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

export type { JsonObject, JsonValue };
