/**
 * Shares the objects of an operator between its replicas, instead of having one of them do all and the others wait: each replica
 * reconciles its part, by the key of the object (its kind, namespace and name; not its uid, so that an object made again stays where it was).
 *
 * Expected flow: every replica has a Lease `<operator>-<host>-<random>` in the operator's namespace, with the label
 * `k8s-operator-runtime/shard-group`. Within seconds of one more or one less the keys are shared anew; only those of the one that joined
 * or left move. The replica that a key leaves ends its running reconcile of it first; then the other begins.
 * Guarantees: no two replicas reconcile an object at a time, and none is left out for longer than a lease (about 16 s after a replica was
 * killed, 2 s after one was told to stop): see member.ts for the protocol and why. What a reconcile writes through its context is not sent
 * once the lease of its replica ran out.
 * Caveats: who takes an object over may at first read it as it was before the former replica's last write; writes with a resourceVersion then
 * conflict and are tried again. All replicas cache all objects. Sharing is by object, so a reconcile must not rely on others of its kind
 * being reconciled by the same process. Runnables of the manager run in every replica. Without permission for leases nothing is reconciled,
 * which the log says.
 * Permissions, in that namespace: coordination.k8s.io `leases`: create, delete, list, update.
 */
import { randomUUID } from 'node:crypto';
import { hostname } from 'node:os';
import type { Client } from '../client/client.ts';
import { type Clock, sleep } from '../clock.ts';
import type { Kind } from '../kind.ts';
import type { Leadership } from '../manager/leadership.ts';
import type { Logger } from '../manager/log.ts';
import { createMember } from './member.ts';
import type { Partition } from './partition.ts';
import { hashOf } from './view.ts';

export interface ShardingSettings {
  /** Whose keys are shared, equal for all replicas; default: the operator's name. */
  readonly name?: string;
  /** The namespace of the Leases; default: $POD_NAMESPACE, the ServiceAccount's, that of the kubeconfig's context, or `default`. */
  readonly namespace?: string;
  /** Who this replica is, for people who look at its Lease; default: $POD_NAME or the host's name. */
  readonly identity?: string;
  /** Milliseconds without renewal after which others take a replica's keys; whole seconds. Default 15 000. */
  readonly leaseDuration?: number;
  /** Milliseconds without renewal after which a replica stops by itself; less than `leaseDuration`. Default 10 000. */
  readonly renewDeadline?: number;
  /** Milliseconds between renewals, and until a replica that joined is noticed; less than `renewDeadline`. Default 2000. */
  readonly retryPeriod?: number;
}

export interface ShardingOptions extends ShardingSettings {
  readonly name: string;
  readonly namespace: string;
  /** Reads from and writes to the API server itself. */
  readonly client: Client;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface Sharding extends Leadership {
  /** Where the Leases are. */
  readonly namespace: string;
  /** Which objects of a kind are this replica's; `cluster`: its name where there are several. */
  readonly partition: (kind: Kind, cluster?: string) => Partition;
  /** Replicas that share the objects, this one included; 0 when it does not take part. */
  readonly members: () => number;
}

/** How long a replica that stops tries to release its Lease. */
const RELEASE = 5_000;

/** Makes a replica that takes part from `acquire` until `release`. Errors: `TypeError` for durations that cannot work. */
export const createSharding = ({
  leaseDuration = 15_000,
  renewDeadline = 10_000,
  retryPeriod = 2_000,
  identity = process.env['POD_NAME'] ?? hostname(),
  name: group,
  ...options
}: ShardingOptions): Sharding => {
  checkDurations({ leaseDuration, renewDeadline, retryPeriod });
  const member = createMember({
    ...options,
    group,
    name: leaseName(group, identity),
    identity,
    leaseDuration,
    renewDeadline,
    retryPeriod,
  });
  const ending = new AbortController();
  let running: Promise<void> = Promise.resolve();
  return {
    namespace: options.namespace,
    lease: undefined,
    fault: () => undefined,
    partition: ({ group, kind }, cluster = '') => {
      const scope = `${cluster}/${group}/${kind}/`;
      return { isMine: (key) => member.owns(hashOf(scope + key)), onChange: member.onChange };
    },
    holds: member.holds,
    members: member.size,
    acquire: async (signal) => {
      running = member.run(ending.signal);
      const aborted = new Promise<void>((resolve) => {
        if (signal.aborted) resolve();
        signal.addEventListener('abort', () => resolve(), { once: true });
      });
      await Promise.race([member.joined, aborted]);
    },
    release: async (ended) => {
      if (ended) {
        member.leave();
        await Promise.race([running, sleep(options.clock, RELEASE, ending.signal)]);
      }
      // Whoever still reconciles keeps the keys until the Lease runs out.
      ending.abort(new Error('The manager has stopped.'));
      await running;
    },
  };
};

const LONGEST_NAME = 253;

/** A DNS subdomain that no other process has. */
const leaseName = (group: string, identity: string): string => {
  const random = randomUUID().slice(0, 8);
  const readable = `${group}-${identity}`.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-');
  return `${readable.slice(0, LONGEST_NAME - 1 - random.length)}-${random}`.replace(/^-+/, '');
};

const checkDurations = (
  durations: Readonly<Record<'leaseDuration' | 'renewDeadline' | 'retryPeriod', number>>,
): void => {
  const { leaseDuration, renewDeadline, retryPeriod } = durations;
  for (const [name, value] of Object.entries(durations))
    if (!(Number.isFinite(value) && value > 0))
      throw new TypeError(`sharding.${name} is ${value}. Use milliseconds, more than 0.`);
  if (leaseDuration % 1000 !== 0)
    throw new TypeError(
      `sharding.leaseDuration is ${leaseDuration}. A Lease has whole seconds: use a multiple of 1000.`,
    );
  if (renewDeadline >= leaseDuration)
    throw new TypeError(
      `sharding.renewDeadline (${renewDeadline}) has to be less than leaseDuration (${leaseDuration}): a replica must stop before others take its keys.`,
    );
  if (retryPeriod >= renewDeadline)
    throw new TypeError(
      `sharding.retryPeriod (${retryPeriod}) has to be less than renewDeadline (${renewDeadline}): a lease is renewed several times before it is given up.`,
    );
};
