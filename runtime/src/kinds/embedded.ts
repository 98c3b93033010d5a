/** Objects inside objects: templates, which the API server gives neither uid nor resourceVersion. */
import type { KubernetesObject, ObjectMeta } from '../object.ts';

/** `metadata` of a template; everything is optional, a name too. */
export type EmbeddedMeta = { readonly [Field in keyof ObjectMeta]?: ObjectMeta[Field] | undefined };

/** An object as another object's field has it (`volumeClaimTemplates`): its kind is known from the place. */
export type Embedded<T extends KubernetesObject> = Omit<T, keyof KubernetesObject> & {
  readonly [Field in 'apiVersion' | 'kind']?: T[Field] | undefined;
} & { readonly metadata?: EmbeddedMeta | undefined };
