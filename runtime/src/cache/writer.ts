/**
 * Who is writing: the reconcile in which a write is begun. So the change that a reconcile made itself does not wake it again, and
 * wakes everybody else.
 *
 * Guarantees: a writer is named only of a write that certainly made the version that it is answered: one that creates, names the version that it
 * replaces, or is the runtime's own (`certainly`). Any other may have changed nothing, and then what it is answered is a change by somebody
 * else that the watch has not brought yet: that has to wake. What is written after the writer has ended is nobody's: nothing else would look at it.
 */
import { AsyncLocalStorage } from 'node:async_hooks';

interface Writing {
  readonly writer: { readonly name: string; over: boolean };
  readonly certain: boolean;
}

const current = new AsyncLocalStorage<Writing>();

/** Runs `act`; what it writes until it has ended is the writer's. A writer is named, uniquely in the process. */
export const asWriter = async <R>(name: string, act: () => Promise<R>): Promise<R> => {
  const writer = { name, over: false };
  try {
    return await current.run({ writer, certain: false }, act);
  } finally {
    writer.over = true;
  }
};

/** Runs `act`, whose writes do change something, or are answered to whoever goes on with it. */
export const certainly = <R>(act: () => R): R => {
  const writing = current.getStore();
  return writing === undefined ? act() : current.run({ writer: writing.writer, certain: true }, act);
};

/** The writer that is running; undefined outside of all, and of a write of which it is not `certain` that it changes something. */
export const currentWriter = (certain: boolean): string | undefined => {
  const writing = current.getStore();
  return writing === undefined || writing.writer.over || !(certain || writing.certain)
    ? undefined
    : writing.writer.name;
};

let named = 0;

/** Names for the reconciles of a worker, by their keys; those of another worker are others. */
export const nameWriters = (): ((key: string) => string) => {
  named += 1;
  const prefix = `${named} `;
  return (key) => prefix + key;
};
