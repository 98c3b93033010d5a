import type { Client } from '../../../runtime/src/client/client.ts';
import { apiError } from '../../../runtime/src/client/errors.ts';
import type { Lease } from '../../../runtime/src/manager/lease.ts';

/** What a member of a shard group asks of the API server. */
export type Leases = Pick<Client, 'create' | 'delete' | 'list' | 'update'>;

/** An API server with Leases and nothing else; what it does, it does at once. */
export const createLeaseServer = (): { readonly [Verb in keyof Leases]: (...args: never[]) => unknown } => {
  const leases = new Map<string, Lease>();
  let version = 0;
  const refuse = (code: number, reason: string, name: string): never => {
    throw apiError(code, JSON.stringify({ kind: 'Status', reason, details: { name } }), 'simulated');
  };
  const stamped = (draft: Lease, uid: string): Lease => {
    version += 1;
    const metadata = { ...draft.metadata, uid, resourceVersion: String(version) };
    const lease = structuredClone({ ...draft, metadata });
    leases.set(lease.metadata.name, lease);
    return lease;
  };
  return {
    list: () => [...leases.values()],
    create: (_kind: unknown, draft: Lease) => {
      if (leases.has(draft.metadata.name)) refuse(409, 'AlreadyExists', draft.metadata.name);
      return stamped(draft, `uid-${version}`);
    },
    update: (_kind: unknown, draft: Lease) => {
      const { name, uid, resourceVersion } = draft.metadata;
      const current = leases.get(name);
      // As the real one: what is not there has no uid to match.
      if (current?.metadata.uid !== uid || current.metadata.resourceVersion !== resourceVersion)
        return refuse(409, 'Conflict', name);
      return stamped(draft, uid);
    },
    delete: (_kind: unknown, { name }: { name: string }, options: { preconditions: Lease['metadata'] }) => {
      const current = leases.get(name);
      if (current === undefined) return false;
      const { uid, resourceVersion } = options.preconditions;
      if (current.metadata.uid !== uid || current.metadata.resourceVersion !== resourceVersion)
        refuse(409, 'Conflict', name);
      return leases.delete(name);
    },
  };
};
