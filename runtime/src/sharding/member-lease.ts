/** What the Lease of a member says: who it is, how long it counts without being renewed, and which members it counts itself. */
import { type Lease, heldBy, heldByNobody, LEASE } from '../manager/lease.ts';
import type { Draft } from '../object.ts';
import { labelValue } from '../labels.ts';
import { NOBODY, type View, viewFrom } from './view.ts';

/** The label of all Leases of a group; its value is the group's name. */
export const SHARD_GROUP = 'k8s-operator-runtime/shard-group';

/** The annotation with the members that this member counts, separated by commas: by them it claims keys. */
export const SHARD_MEMBERS = 'k8s-operator-runtime/shard-members';

/** The keys that a member may be reconciling: those it owns among the members of `view`. */
export interface Claim {
  readonly member: string;
  readonly view: View;
}

/** How a member appears in its Lease. */
export interface MemberIdentity {
  /** The name of its Lease, which is also its name in views. Of this process alone: one that is started again is another member. */
  readonly name: string;
  readonly namespace: string;
  readonly group: string;
  /** For people who look at the Lease. */
  readonly identity: string;
  /** Milliseconds. */
  readonly leaseDuration: number;
}

/** The Lease of a member that claims by `view` from now on, in place of `current`; a claim of nobody lets go of everything. */
export const memberLease = (
  { name, namespace, group, identity, leaseDuration }: MemberIdentity,
  view: View,
  now: number,
  current?: Lease,
): Draft<Lease> => ({
  apiVersion: LEASE.apiVersion,
  kind: LEASE.kind,
  metadata: {
    name,
    namespace,
    // By the uid a Lease that was deleted is not made again by an update.
    ...(current === undefined ? {} : { uid: current.metadata.uid, resourceVersion: current.metadata.resourceVersion }),
    labels: { ...current?.metadata.labels, [SHARD_GROUP]: labelValue(group) },
    annotations: { ...current?.metadata.annotations, [SHARD_MEMBERS]: view.id },
  },
  spec:
    view.members.length === 0
      ? heldByNobody(current?.spec, now)
      : heldBy(identity, { current: current?.spec, now, duration: leaseDuration }),
});

/** What a Lease claims. */
export const claimOf = ({ metadata: { name, annotations } }: Lease): Claim => {
  const id = annotations?.[SHARD_MEMBERS] ?? '';
  return { member: name, view: id === '' ? NOBODY : viewFrom(id) };
};

/** Whether its member has let go of everything, and left. */
export const isReleased = ({ spec }: Lease): boolean => (spec?.holderIdentity ?? '') === '';
