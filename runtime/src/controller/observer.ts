import type { QueueObserver } from '../queue/observer.ts';

/** How a reconcile ended, in controller-runtime's words. */
export type Outcome = 'success' | 'error' | 'requeue' | 'requeue_after';

/** What a controller reports about itself. */
export interface ControllerMetrics {
  readonly queue: QueueObserver;
  readonly started: () => void;
  readonly finished: (outcome: Outcome, seconds: number) => void;
  readonly terminalError: () => void;
  /** It threw what a programming error throws. */
  readonly panicked: () => void;
  /** It took longer than `reconcileTimeout`. */
  readonly timedOut: () => void;
}
