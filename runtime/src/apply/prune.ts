/**
 * Deletes the children of an object that are no longer desired.
 *
 * Guarantees: deleted is only what this object controls (by uid), what this operator's field manager has applied, and what is of a kind
 * that the controller owns; and only in the version that was looked at: a child that somebody has changed since is looked at again first.
 * What the reconcile has applied is kept. A child that goes already is left alone. Where nothing is to be deleted, nothing is written.
 * Caveats: it needs the permission to delete these kinds. Call it after `apply`: called without, it deletes all children.
 * Errors: as of `client.delete`; `Conflict` (tried again quietly) for a child that was changed meanwhile.
 */
import type { Cache } from '../cache/cache.ts';
import type { Client } from '../client/client.ts';
import type { Kind } from '../kind.ts';
import type { KubernetesObject } from '../object.ts';
import type { Controller } from '../controller/controller.ts';
import { controllerOf } from '../metadata/owner-reference.ts';

export interface PruneOptions {
  /** Only children of these kinds; default: all that the controller owns. */
  readonly kinds?: readonly Kind[];
  /** Children to keep though they were not applied; default: none. */
  readonly keep?: (child: KubernetesObject) => boolean;
  /** What happens to what the children own; default `Background`: it is deleted after them. */
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan';
}

export interface PrunerOptions {
  readonly controller: Controller;
  readonly cache: Cache;
  readonly client: Client;
  readonly fieldManager: string;
}

/** `applied`: the ids of what the reconcile has applied. Answers what was deleted. */
export type Pruner = (
  owner: KubernetesObject,
  applied: ReadonlySet<string>,
  options?: PruneOptions,
) => Promise<readonly KubernetesObject[]>;

/** Names a child among those of an owner. */
export const childId = (
  { apiVersion, kind }: { readonly apiVersion: string; readonly kind: string },
  { namespace = '', name }: { readonly namespace?: string | undefined; readonly name: string },
): string => `${apiVersion}/${kind}/${namespace}/${name}`;

/** Makes the pruner of a controller. */
export const createPruner =
  ({ controller, cache, client, fieldManager }: PrunerOptions): Pruner =>
  async (owner, applied, { kinds = controller.owns, keep = () => false, propagation = 'Background' } = {}) => {
    const isOurs = ({ metadata }: KubernetesObject): boolean =>
      metadata.managedFields?.some(
        ({ manager, operation, subresource }) => manager === fieldManager && operation === 'Apply' && !subresource,
      ) === true;
    const surplus = controller.children
      .filter(({ kind }) => kinds.some((one) => one.apiVersion === kind.apiVersion && one.kind === kind.kind))
      .flatMap(({ kind }) =>
        cache
          .known(kind)
          .flatMap(({ store }) => store.ownedBy(owner.metadata.uid))
          .filter((child) => controllerOf(child)?.uid === owner.metadata.uid && isOurs(child))
          .filter(({ metadata }) => metadata.deletionTimestamp === undefined && !applied.has(childId(kind, metadata)))
          .filter((child) => !keep(child))
          .map((child) => ({ kind, child })),
      );
    const unique = new Map(surplus.map((one) => [one.child.metadata.uid, one]));
    await Promise.all(
      Array.from(unique.values(), ({ kind, child: { metadata } }) => {
        const { name, namespace, uid, resourceVersion } = metadata;
        return client.delete(kind, { name, namespace }, { propagation, preconditions: { uid, resourceVersion } });
      }),
    );
    return Array.from(unique.values(), ({ child }) => child);
  };
