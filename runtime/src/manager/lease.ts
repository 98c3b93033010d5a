/** A Lease (coordination.k8s.io/v1) as a lock: what is written when it is taken, renewed and let go of. */
import { microTimestamp } from '../timestamp.ts';
import { kind } from '../kind.ts';
import type { Draft, KubernetesObject } from '../object.ts';

export interface LeaseSpec {
  readonly holderIdentity?: string;
  readonly leaseDurationSeconds?: number;
  readonly acquireTime?: string;
  readonly renewTime?: string;
  readonly leaseTransitions?: number;
}

export interface Lease extends KubernetesObject {
  readonly spec?: LeaseSpec;
}

export const LEASE = kind<Lease>({
  group: 'coordination.k8s.io',
  version: 'v1',
  kind: 'Lease',
  plural: 'leases',
  scope: 'Namespaced',
});

/** The spec by which `identity` holds the lease from now on, for so many milliseconds. */
export const heldBy = (
  identity: string,
  {
    current,
    now,
    duration,
  }: { readonly current: LeaseSpec | undefined; readonly now: number; readonly duration: number },
): LeaseSpec => {
  const time = microTimestamp(new Date(now));
  const mine = current?.holderIdentity === identity;
  return {
    ...current,
    holderIdentity: identity,
    leaseDurationSeconds: Math.ceil(duration / 1000),
    acquireTime: mine ? (current.acquireTime ?? time) : time,
    renewTime: time,
    leaseTransitions: current === undefined ? 0 : (current.leaseTransitions ?? 0) + (mine ? 0 : 1),
  };
};

/** The spec of a lease that anybody may take at once. */
export const heldByNobody = (current: LeaseSpec | undefined, now: number): LeaseSpec => {
  const time = microTimestamp(new Date(now));
  return { ...current, holderIdentity: '', leaseDurationSeconds: 1, renewTime: time, acquireTime: time };
};

/** What is sent: in place of the very version that was read, with the metadata of others kept. */
export const leaseDraft = (
  key: { readonly name: string; readonly namespace: string },
  spec: LeaseSpec,
  current?: Lease,
): Draft<Lease> => ({
  apiVersion: LEASE.apiVersion,
  kind: LEASE.kind,
  metadata: {
    ...key,
    ...(current === undefined
      ? {}
      : {
          resourceVersion: current.metadata.resourceVersion,
          labels: current.metadata.labels ?? {},
          annotations: current.metadata.annotations ?? {},
          ...(current.metadata.ownerReferences === undefined
            ? {}
            : { ownerReferences: current.metadata.ownerReferences }),
          ...(current.metadata.finalizers === undefined ? {} : { finalizers: current.metadata.finalizers }),
        }),
  },
  spec,
});
