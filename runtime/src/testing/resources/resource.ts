/** A kind as the server serves it: names, type, and the rules of its writes. Built-in kinds and CRDs give the same interface. */
import type { FieldSet } from '../apply/field-set.ts';
import type { Typed } from '../apply/atom.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Cause, Named } from '../status.ts';

export interface Resource extends Named {
  readonly version: string;
  readonly apiVersion: string;
  readonly singular: string;
  readonly listKind: string;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly namespaced: boolean;
  readonly verbs: readonly string[];
  /** Where its objects are stored; versions and aliases of a kind share one. */
  readonly collection: string;
  readonly subresources: readonly string[];
  readonly scale: ScalePaths | undefined;
  readonly typed: Typed;
  readonly rules: Rules;
  readonly isCustom: boolean;
  /** Fields for `fieldSelector`, beside metadata.name and metadata.namespace. */
  readonly selectable: readonly string[];
  readonly columns: readonly Column[];
  /** A warning for every request. */
  readonly deprecation: string | undefined;
  readonly storageHash: string | undefined;
}

/** A column of `kubectl get`. */
export interface Column {
  readonly name: string;
  readonly type: string;
  readonly format: string;
  readonly description: string;
  readonly priority: number;
  readonly jsonPath: string;
}

export interface ScalePaths {
  readonly specReplicas: readonly string[];
  readonly statusReplicas: readonly string[];
  readonly selector: readonly string[] | undefined;
}

/** How objects of a kind are read and written; all functions change the object they are given. */
export interface Rules {
  /** Brings an object from a request into the form in which it is stored; answers the fields that the kind does not have. */
  readonly decode: (object: JsonObject) => readonly string[];
  readonly setDefaults: (object: JsonObject) => void;
  readonly prepareCreate: (object: JsonObject) => void;
  readonly prepareUpdate: (object: JsonObject, live: JsonObject) => void;
  /** `live` is undefined on create. */
  readonly validate: (object: JsonObject, live: JsonObject | undefined, subresource: string) => readonly Cause[];
  /** Whether `metadata.generation` counts changes of what the user wants. */
  readonly hasGeneration: boolean;
  /** Whether an update may come without resourceVersion. */
  readonly unconditionalUpdate: boolean;
  /** Whether an update of what does not exist creates it. */
  readonly createOnUpdate: boolean;
  /** Fields that a write of the object, or of its status, cannot change. */
  readonly reset: { readonly main: FieldSet; readonly status: FieldSet };
  /** The stored object as this version shows it. */
  readonly present: (stored: JsonObject) => JsonObject;
  /** The object of this version as it is stored. */
  readonly store: (object: JsonObject) => JsonObject;
}

export const keyOf = (namespace: string | undefined, name: string): string =>
  namespace === undefined ? name : `${namespace}/${name}`;

export const referenceOf = (object: JsonObject): { name: string; namespace: string | undefined } => {
  const metadata = object['metadata'] as { name?: Json; namespace?: Json } | undefined;
  return {
    name: String(metadata?.name ?? ''),
    namespace: typeof metadata?.namespace === 'string' ? metadata.namespace : undefined,
  };
};
