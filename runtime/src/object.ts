/** Kubernetes objects as the API sends them: plain JSON, times as RFC 3339 strings. */

/** What every object has in `metadata`, as far as operators read it. */
export interface ObjectMeta {
  readonly name: string;
  readonly namespace?: string;
  readonly uid: string;
  readonly resourceVersion: string;
  readonly generation?: number;
  readonly creationTimestamp: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly OwnerReference[];
  readonly managedFields?: readonly ManagedFieldsEntry[];
  readonly generateName?: string;
}

export interface OwnerReference {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly uid: string;
  readonly controller?: boolean;
  readonly blockOwnerDeletion?: boolean;
}

/** Who applied which fields (server-side apply); `fieldsV1` is a set in the form of KEP-555. */
export interface ManagedFieldsEntry {
  readonly manager?: string;
  readonly operation?: 'Apply' | 'Update';
  readonly apiVersion?: string;
  readonly time?: string;
  readonly fieldsType?: 'FieldsV1';
  readonly fieldsV1?: object;
  readonly subresource?: string;
}

/** Any object of any kind, as read from the API. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMeta;
}

/** An object of a kind that the program does not declare: what is beside metadata is to be looked at. */
export interface Unstructured extends KubernetesObject {
  readonly [field: string]: unknown;
}

/** A page of a list, or the whole of it: of Deployments a DeploymentList. */
export interface KubernetesList<T extends KubernetesObject = KubernetesObject> {
  readonly apiVersion: string;
  /** The kind's name and `List`. */
  readonly kind: string;
  readonly metadata: ListMeta;
  readonly items: readonly T[];
}

export interface ListMeta {
  /** The state that was read: from here a watch goes on. */
  readonly resourceVersion?: string;
  /** The token of the next page; '' or not there: this is the last. */
  readonly continue?: string;
  /** How many come after this page; not there when the server does not know (with selectors). */
  readonly remainingItemCount?: number;
}

/** A condition in the form of the API conventions (meta/v1 Condition). */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly observedGeneration?: number;
  readonly lastTransitionTime: string;
  readonly reason: string;
  readonly message: string;
}

/** What a user writes of an object: only a name is asked for, the API server fills in the rest (defaults, uid, …). */
export type Draft<T extends KubernetesObject> = DeepPartial<Omit<T, 'metadata'>> & {
  readonly metadata: DeepPartial<ObjectMeta> & { readonly name: string };
};

/** As `Draft`, of an object that is yet to be made: the server completes `generateName` to a name. */
export type NewDraft<T extends KubernetesObject> =
  | Draft<T>
  | (DeepPartial<Omit<T, 'metadata'>> & {
      readonly metadata: DeepPartial<ObjectMeta> & { readonly generateName: string };
    });

/** The same JSON, to be changed: what `draft` gives. */
export type Mutable<T> = T extends readonly (infer Item)[]
  ? Mutable<Item>[]
  : T extends object
    ? { -readonly [K in keyof T]: Mutable<T[K]> }
    : T;

export type DeepPartial<T> = T extends readonly (infer Item)[]
  ? readonly DeepPartial<Item>[]
  : T extends object
    ? { readonly [K in keyof T]?: DeepPartial<T[K]> }
    : T;
