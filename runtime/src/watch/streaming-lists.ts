/**
 * Which API servers answer a watch with the collection first (WatchList, KEP-3157), as far as it was found out.
 *
 * A server that refuses is not asked again, for the API groups for which it refused: groups of one cluster may be served by different
 * servers (aggregation), of different ages. What is known is kept with the transport, so that all informers of a cluster share it.
 */
import { ApiError } from '../client/errors.ts';
import type { Kind } from '../kind.ts';
import type { Transport } from '../transport/transport.ts';

const refusals = new WeakMap<Transport, Set<string>>();

/** Whether it is worth asking for initial events. */
export const streamsLists = (transport: Transport, { group }: Kind): boolean =>
  refusals.get(transport)?.has(group) !== true;

/** From now on, lists in pages. */
export const noteRefusal = (transport: Transport, { group }: Kind): void => {
  const groups = refusals.get(transport) ?? new Set();
  refusals.set(transport, groups.add(group));
};

/**
 * Whether the server says that it cannot do it: 422 where the feature is off or unknown, 400 and 406 and 405 from servers that are no kube-apiserver.
 * It may just as well be the selector: a list shows which it is.
 */
export const isRefusal = (error: unknown): boolean =>
  error instanceof ApiError && [400, 405, 406, 415, 422, 501].includes(error.code);
