/**
 * Whether the next bookmark of a resource can be waited for, as far as it was seen. It is kept with the transport, so that all informers of a
 * resource share it.
 *
 * What a kube-apiserver does (measured, 1.36): within a stream one each minute, 61 s apart at most, from the first on. That comes after a
 * minute too, once the server has heard of anything newer than where the stream began, be it of other kinds: soon where etcd reports its
 * progress (kubeadm has it do so every 5 s), else maybe never while the collection is quiet. What it does not cache (events) has none at all.
 */
import type { Kind } from '../kind.ts';
import type { Transport } from '../transport/transport.ts';

export interface Bookmarks {
  /** undefined: nothing is known yet. */
  expected: boolean | undefined;
}

const known = new WeakMap<Transport, Map<string, Bookmarks>>();

/** What is known of a resource's bookmarks; to be changed by whoever knows better. */
export const bookmarksOf = (transport: Transport, { group, plural }: Kind): Bookmarks => {
  const resources = known.get(transport) ?? new Map<string, Bookmarks>();
  known.set(transport, resources);
  const resource = `${plural}.${group}`;
  const bookmarks = resources.get(resource) ?? { expected: undefined };
  resources.set(resource, bookmarks);
  return bookmarks;
};
