/** Ctrl-C while something is under way that should be left in order. */
import { type Interruption, Interrupted } from './io.ts';

/** From now on until it is released, the first Ctrl-C aborts the signal; a second one ends the process, as ever. */
export const catchInterruption = (): Interruption => {
  const controller = new AbortController();
  const abort = (): void => controller.abort(new Interrupted());
  process.once('SIGINT', abort);
  return { signal: controller.signal, release: () => void process.off('SIGINT', abort) };
};
