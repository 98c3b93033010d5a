/**
 * Who is writing: the reconcile in which a write is begun. So the change that a reconcile made itself does not wake it again, and
 * wakes everybody else.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

const current = new AsyncLocalStorage<string>();

/** Runs `act`; what it writes, also later on, is the writer's. A writer is named, uniquely in the process. */
export const asWriter = <R>(writer: string, act: () => R): R => current.run(writer, act);

/** The writer that is running; undefined outside of all. */
export const currentWriter = (): string | undefined => current.getStore();

let named = 0;

/** Names for the reconciles of a worker, by their keys; those of another worker are others. */
export const nameWriters = (): ((key: string) => string) => {
  named += 1;
  const prefix = `${named} `;
  return (key) => prefix + key;
};
