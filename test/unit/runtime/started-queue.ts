/** A work queue on a virtual clock, and what it gave to workers. */
import { virtualClock } from 'k8s-operator-runtime/testing';
import { createQueue, type QueueOptions } from '../../../runtime/src/queue/queue.ts';

/** `take` is a worker that takes one key, and notes it in `given`. */
export const started = (options: Partial<QueueOptions> = {}) => {
  const clock = virtualClock();
  const queue = createQueue({ clock, ...options });
  const given: string[] = [];
  const take = async () => {
    const key = await queue.next();
    if (key !== undefined) given.push(key);
    return key;
  };
  return { clock, queue, given, take };
};
