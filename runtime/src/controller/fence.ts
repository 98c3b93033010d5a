/**
 * Keeps a reconcile that has been given up from writing: it may still run, as nothing can end a function from outside.
 *
 * Guarantees: after its deadline, or after its object became another process's, everything of its context that writes or reads the cluster
 * throws. Caveats: a request that was sent before is not taken back, and what does not go through the context cannot be held up.
 */
import type { Client } from '../client/client.ts';
import type { Clock } from '../clock.ts';

/** A reconcile took longer than its controller's `reconcileTimeout`; it is tried again with backoff. */
export class ReconcileTimeout extends Error {
  override readonly name = 'ReconcileTimeout';
}

/** The object of a reconcile has become another process's to reconcile. */
export class OwnershipLost extends Error {
  override readonly name = 'OwnershipLost';
}

/** Errors: why the reconcile of this signal was given up. A manager that is stopping lets a reconcile finish what it does. */
export const checkFence = ({ aborted, reason }: AbortSignal): void => {
  if (aborted && (reason instanceof ReconcileTimeout || reason instanceof OwnershipLost)) throw reason;
};

/** The client, until the reconcile of this signal is given up. */
export const fencedClient = (client: Client, signal: AbortSignal): Client =>
  new Proxy(client, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== 'function') return member;
      return (...given: unknown[]): unknown => {
        checkFence(signal);
        return Reflect.apply(member, target, given);
      };
    },
  });

/**
 * What `act` answers; when that takes longer than `timeout` milliseconds, its signal is aborted and a `ReconcileTimeout` thrown, even if it
 * never ends. `parent` aborts the signal too.
 */
export const withDeadline = <T>(
  act: (signal: AbortSignal) => Promise<T>,
  { timeout, ...deadline }: Omit<Deadline, 'timeout'> & { readonly timeout: number | undefined },
): Promise<T> => (timeout === undefined ? act(deadline.parent) : within(act, { timeout, ...deadline }));

interface Deadline {
  readonly clock: Clock;
  readonly timeout: number;
  readonly parent: AbortSignal;
}

const within = async <T>(
  act: (signal: AbortSignal) => Promise<T>,
  { clock, timeout, parent }: Deadline,
): Promise<T> => {
  const deadline = new AbortController();
  const { promise: expired, reject } = Promise.withResolvers<never>();
  const cancel = clock.schedule(timeout, () => {
    const error = new ReconcileTimeout(
      `Reconcile took longer than ${timeout / 1000} s. Look at context.signal in what it waits for, or raise "reconcileTimeout".`,
    );
    deadline.abort(error);
    reject(error);
  });
  try {
    return await Promise.race([act(AbortSignal.any([parent, deadline.signal])), expired]);
  } finally {
    cancel();
  }
};
