import type { Clock } from '../clock.ts';

/** What `act` answers, given a signal that is aborted after so many milliseconds of `clock`. */
export const withDeadline = async <T>(
  clock: Clock,
  milliseconds: number,
  act: (signal: AbortSignal) => Promise<T>,
): Promise<T> => {
  const controller = new AbortController();
  const cancel = clock.schedule(milliseconds, () =>
    controller.abort(new Error(`The API server did not answer within ${milliseconds / 1000} s.`)),
  );
  try {
    return await act(controller.signal);
  } finally {
    cancel();
  }
};
