import { type Clock, sleep } from '../clock.ts';

/** Calls `wake` every `period` milliseconds, give or take 10 % so that controllers do not do it all at once, until the signal is aborted. */
export const resync = async (clock: Clock, period: number, signal: AbortSignal, wake: () => void): Promise<void> => {
  if (period === 0) return;
  for (;;) {
    await sleep(clock, period * (0.9 + clock.random() / 5), signal);
    if (signal.aborted) return;
    wake();
  }
};
