/**
 * Lets anything in the process wake a controller: a webhook, a message queue, a poller of a system outside of the cluster.
 *
 * Guarantees: what is pushed before a controller has the channel is kept, each key once, and given to the first that gets it; what is
 * pushed after that reaches every controller that has the channel. Pushing never blocks and never throws.
 * Caveats: keys are not stored; what was pushed and not reconciled when the process ends is gone.
 */
import { storeKey } from '../cache/store.ts';
import type { ObjectKey } from '../client/path.ts';
import type { KubernetesObject } from '../object.ts';
import type { Source, SourceContext } from './source.ts';

export interface PushOptions {
  /** Higher goes first; default 0, that of changes. */
  readonly priority?: number;
}

export interface Channel extends Source {
  /** Has this object, or the one of this key, reconciled. */
  readonly push: (what: ObjectKey | KubernetesObject, options?: PushOptions) => void;
}

/** Makes a channel: `const orders = channel()`, `controller(Order, { sources: [orders], … })`, `orders.push({ namespace, name })`. */
export const channel = (): Channel => {
  const receivers = new Set<SourceContext>();
  const early = new Map<string, readonly [ObjectKey, number | undefined]>();
  return {
    push: (what, { priority } = {}) => {
      const { name, namespace } = 'metadata' in what ? what.metadata : what;
      const key = { name, namespace };
      if (receivers.size === 0) early.set(storeKey(key), [key, priority]);
      for (const receiver of receivers) receiver.enqueue(key, priority);
    },
    start: (context) => {
      receivers.add(context);
      context.signal.addEventListener('abort', () => receivers.delete(context), { once: true });
      for (const [key, priority] of early.values()) context.enqueue(key, priority);
      early.clear();
    },
  };
};
