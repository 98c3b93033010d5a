/** What a queue tells of itself, for the metrics of client-go's workqueue. */

/** The state of a queue, read when somebody asks for its metrics. */
export interface QueueState {
  /** How many keys wait, by priority; every priority that there ever was. */
  readonly depths: ReadonlyMap<number, number>;
  /** Seconds that the runs under way have taken, all together. */
  readonly unfinishedSeconds: number;
  /** Seconds that the longest of them has taken. */
  readonly longestSeconds: number;
}

/** What happens to the queue. Durations in seconds. */
export interface QueueObserver {
  readonly added: () => void;
  readonly retried: () => void;
  readonly waited: (seconds: number) => void;
  readonly worked: (seconds: number) => void;
  /** Called once, with what reads the state. */
  readonly attach: (state: () => QueueState) => void;
}
