/** What comparing two CustomResourceDefinitions gives: incompatible changes as data, before anybody words or places them. */
import type { JsonValue } from '../model/json.ts';
import type { Path } from '../spec/path.ts';

/** Rules that crdify has, under its names; `unhandled` is every change of a schema that no other rule judges. */
export type CrdifyRule =
  | 'scope'
  | 'existingFieldRemoval'
  | 'storedVersionRemoval'
  | 'default'
  | 'description'
  | 'enum'
  | 'maximum'
  | 'maxItems'
  | 'maxLength'
  | 'maxProperties'
  | 'minimum'
  | 'minItems'
  | 'minLength'
  | 'minProperties'
  | 'nullable'
  | 'pattern'
  | 'required'
  | 'type'
  | 'unhandled';

/** Rules on what crdify does not look at. */
export type OwnRule =
  | 'apiRemoval'
  | 'versionRemoval'
  | 'versionUnserved'
  | 'storageVersion'
  | 'kind'
  | 'listKind'
  | 'shortNames'
  | 'statusSubresource'
  | 'scaleSubresource'
  | 'selectableFields'
  | 'conversion';

export type Rule = CrdifyRule | OwnRule;

/** `narrowed`: less is allowed than before; `widened`: more is. */
export type Change = 'added' | 'removed' | 'changed' | 'narrowed' | 'widened';

/** What a rule has found between an older and a newer value. */
export interface Difference {
  readonly change: Change;
  /** What is gone, or what it was before; absent when there was nothing. */
  readonly old?: JsonValue;
  /** What is new, or what it is now; absent when there is nothing. */
  readonly new?: JsonValue;
}

export interface Finding extends Difference {
  readonly rule: Rule;
  /** `v1` where old and new v1 differ, `v1 -> v2` where two served versions of the new definition do; absent for the definition. */
  readonly version?: string;
  /** A field in crdify's notation: `^.spec.size`; absent for a version or the definition. */
  readonly property?: string;
  /** The field's schema, from the root of the openAPIV3Schema. */
  readonly path?: Path;
  /** In `v1 -> v2`: v2 does not have the field, and that is all there is to say. */
  readonly missing?: true;
}
