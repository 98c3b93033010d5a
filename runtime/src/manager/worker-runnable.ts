import type { Worker } from '../controller/worker.ts';
import type { Logger } from './log.ts';
import type { Runnable } from './runnable.ts';

/** Waits for what the controller reads, then reconciles until it is told to stop. */
export const workerRunnable = (worker: Worker, log: Logger): Runnable => ({
  name: `controller ${worker.controller.name}`,
  start: async (signal) => {
    const aborted = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }));
    void aborted.then(worker.stop);
    await Promise.race([Promise.all(worker.informers.map(({ synced }) => synced)), aborted]);
    if (signal.aborted) return;
    log.info('Reconciling.', { controller: worker.controller.name, kind: worker.controller.kind.kind });
    await worker.run();
  },
});
