/**
 * Subresources, typed by their name: `client.subresource(Deployment, 'scale').patch(key, { spec: { replicas: 3 } })`.
 *
 * `scale` is a Scale, `eviction` an Eviction, `token` a TokenRequest, `binding` a Binding; any other (`status`, `approval`, `finalize`,
 * `resize`, `ephemeralcontainers`, …) has objects of the kind itself. Which of the verbs there are is up to the server: `MethodNotAllowed`.
 */
import type { Kind } from '../kind.ts';
import type { Scale } from '../kinds/generated/autoscaling-v1.ts';
import type { TokenRequest } from '../kinds/generated/authentication-v1.ts';
import type { Binding } from '../kinds/generated/core-v1.ts';
import type { Eviction } from '../kinds/generated/policy-v1.ts';
import type { DeepPartial, KubernetesObject } from '../object.ts';
import { NotFound } from './errors.ts';
import type { ApplyOptions, CreateOptions, GetOptions, Patch, PatchOptions } from './options.ts';
import { objectPath, type ObjectKey, withQuery } from './path.ts';
import { limits, type Requests } from './request.ts';
import type { Status } from './status.ts';
import { APPLY, patchForm } from './write.ts';

/** Subresources that have types of their own; open to declarations of further ones. */
export interface SubresourceTypes {
  readonly scale: Scale;
  readonly eviction: Eviction;
  readonly token: TokenRequest;
  readonly binding: Binding;
}

/** What a subresource of objects of type `T` is. */
export type SubresourceObject<T extends KubernetesObject, Name extends string> = Name extends keyof SubresourceTypes
  ? SubresourceTypes[Name]
  : T;

/** What a POST to it answers: of an eviction or a binding that it was done. */
export type SubresourceAnswer<T extends KubernetesObject, Name extends string> = Name extends 'eviction' | 'binding'
  ? Status
  : SubresourceObject<T, Name>;

/** What is sent: `apiVersion`, `kind` and the name need not be said. */
export type SubresourceDraft<T extends KubernetesObject, Name extends string> = DeepPartial<SubresourceObject<T, Name>>;

/** One subresource of a kind. */
export interface SubresourceClient<T extends KubernetesObject, Name extends string> {
  /** undefined when there is no such object. */
  readonly get: (key: ObjectKey, options?: GetOptions) => Promise<SubresourceObject<T, Name> | undefined>;
  /** POST: `eviction`, `token`, `binding`. An eviction that a disruption budget does not allow now: `TooManyRequests`, with the cause `DisruptionBudget`. */
  readonly create: (
    key: ObjectKey,
    body?: SubresourceDraft<T, Name>,
    options?: CreateOptions,
  ) => Promise<SubresourceAnswer<T, Name>>;
  /** PUT; a `Conflict` if the object was changed since `metadata.resourceVersion`, when that is given. */
  readonly update: (
    key: ObjectKey,
    body: SubresourceDraft<T, Name>,
    options?: CreateOptions,
  ) => Promise<SubresourceObject<T, Name>>;
  readonly patch: (
    key: ObjectKey,
    patch: Patch,
    options?: Omit<PatchOptions, 'subresource'>,
  ) => Promise<SubresourceObject<T, Name>>;
  /** Server-side apply. Caveat: kube-apiserver (1.36) fails with 500 for the scale of a custom resource; patch that. */
  readonly apply: (
    key: ObjectKey,
    body: SubresourceDraft<T, Name>,
    options?: Omit<ApplyOptions, 'subresource'>,
  ) => Promise<SubresourceObject<T, Name>>;
}

const TYPES: ReadonlyMap<string, { readonly apiVersion: string; readonly kind: string }> = new Map([
  ['scale', { apiVersion: 'autoscaling/v1', kind: 'Scale' }],
  ['eviction', { apiVersion: 'policy/v1', kind: 'Eviction' }],
  ['token', { apiVersion: 'authentication.k8s.io/v1', kind: 'TokenRequest' }],
  ['binding', { apiVersion: 'v1', kind: 'Binding' }],
]);

/** Makes the client of one subresource. */
export const subresourceOf = <T extends KubernetesObject, Name extends string>(
  { send, write, query, isDry }: Requests,
  kind: Kind<T>,
  subresource: Name,
): SubresourceClient<T, Name> => {
  const { apiVersion, kind: type } = TYPES.get(subresource) ?? kind;
  const typed = (key: ObjectKey, body: object = {}): object => {
    const { managedFields: _, ...metadata } = (body as { metadata?: { managedFields?: unknown } }).metadata ?? {};
    return { ...body, apiVersion, kind: type, metadata: { ...metadata, ...key } };
  };
  const path = (key: ObjectKey, options: ApplyOptions): string =>
    withQuery(objectPath(kind, key, subresource), query(options));

  return {
    get: async (key, { resourceVersion, ...call } = {}) => {
      try {
        return await send({
          method: 'GET',
          path: withQuery(objectPath(kind, key, subresource), { resourceVersion }),
          ...call,
        });
      } catch (error) {
        if (error instanceof NotFound && !error.unknownResource) return undefined;
        throw error;
      }
    },
    create: async (key, body, options = {}) =>
      write(kind, key, isDry(options), {
        method: 'POST',
        path: path(key, options),
        body: typed(key, body),
        ...limits(options),
      }),
    update: async (key, body, options = {}) =>
      write(kind, key, isDry(options), {
        method: 'PUT',
        path: path(key, options),
        body: typed(key, body),
        ...limits(options),
      }),
    patch: async (key, body, options = {}) =>
      write(kind, key, isDry(options), {
        method: 'PATCH',
        path: path(key, options),
        body,
        ...patchForm(body, options),
        ...limits(options),
      }),
    apply: async (key, body, options = {}) =>
      write(kind, key, isDry(options), {
        method: 'PATCH',
        path: path(key, options),
        body: typed(key, body),
        contentType: APPLY,
        ...limits(options),
      }),
  };
};
