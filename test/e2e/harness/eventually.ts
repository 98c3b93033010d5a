/** Waiting for a state, with a message that says which. */
import { setTimeout as sleep } from 'node:timers/promises';

/** Resolves with the first answer of `probe` that is neither false nor undefined; fails after `seconds`, quoting the last error. */
export const eventually = async <T>(
  what: string,
  probe: () => Promise<T | false | undefined>,
  { seconds = 60, detail }: { readonly seconds?: number; readonly detail?: () => string } = {},
): Promise<T> => {
  const deadline = Date.now() + seconds * 1000;
  let failure: unknown;
  for (;;) {
    try {
      const answer = await probe();
      if (answer !== false && answer !== undefined) return answer;
      failure = undefined;
    } catch (error) {
      failure = error;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `Not within ${seconds} s: ${what}.${failure ? ` ${String(failure)}` : ''}${detail ? `\n${detail()}` : ''}`,
      );
    }
    await sleep(100);
  }
};

/** Resolves with the answer once it has been the same for `ms`: nothing more is going on. */
export const settled = async <T>(read: () => Promise<T>, ms = 2_000): Promise<T> => {
  let [last, since] = [await read(), Date.now()];
  while (Date.now() - since < ms) {
    await sleep(200);
    const now = await read();
    if (JSON.stringify(now) !== JSON.stringify(last)) [last, since] = [now, Date.now()];
  }
  return last;
};
