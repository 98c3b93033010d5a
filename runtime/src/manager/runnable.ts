/**
 * Whatever runs in a manager beside its controllers: a server, a poller, a clean-up at a time.
 *
 * Guarantees: started after the caches (and, by default, only by the leader), stopped before them; the manager waits for its end, and stops
 * with its error when it fails.
 */

/** Something that runs until it is told to stop. */
export interface Runnable {
  /** For logs and errors. */
  readonly name: string;
  /**
   * Runs until `signal` is aborted, or until it is done. Rejecting stops the manager with that error; what must survive a fault has to catch
   * it.
   */
  readonly start: (signal: AbortSignal) => Promise<void> | void;
  /** Run it only in the replica that leads; default: true. */
  readonly needsLeaderElection?: boolean;
}

/** Runnables that begin and end together. */
export interface RunnableGroup {
  /** Started at once if the group is. Once it stops, nothing more is. */
  readonly add: (runnable: Runnable) => void;
  readonly start: () => void;
  /** Aborts the signals; resolves when all have ended. */
  readonly stop: () => Promise<void>;
  /** Names of those that have not ended. */
  readonly running: () => readonly string[];
}

/** Makes a group that is not started; `failed` is called with what a runnable rejects with. */
export const createGroup = (failed: (runnable: Runnable, error: unknown) => void): RunnableGroup => {
  const stopping = new AbortController();
  const waiting: Runnable[] = [];
  const running = new Map<Promise<void>, string>();
  let started = false;

  const launch = (runnable: Runnable): void => {
    const run = async (): Promise<void> => runnable.start(stopping.signal);
    const ended = run()
      .catch((error: unknown) => {
        // What fails because it was told to stop, stopped.
        if (!stopping.signal.aborted) failed(runnable, error);
      })
      .finally(() => running.delete(ended));
    running.set(ended, runnable.name);
  };

  return {
    add: (runnable) => {
      if (stopping.signal.aborted) return;
      if (started) launch(runnable);
      else waiting.push(runnable);
    },
    start: () => {
      if (started || stopping.signal.aborted) return;
      started = true;
      for (const runnable of waiting.splice(0)) launch(runnable);
    },
    stop: async () => {
      stopping.abort(new Error('The manager is stopping.'));
      await Promise.all(running.keys());
    },
    running: () => [...running.values()],
  };
};
