/** A leader whose event loop was blocked for longer than its lease. */
import { expect, test } from 'vitest';
import { Fenced, silentLogger } from 'k8s-operator-runtime';
import { ConfigMap, Event, Gadget } from './gadget.ts';
import { key, setup, until } from './gadget-operator.ts';

const RENEW_DEADLINE = 500;
const leaderElection = { namespace: 'default', leaseDuration: 2_000, renewDeadline: RENEW_DEADLINE, retryPeriod: 50 };

test('it writes nothing more, whether or not a timer has told it yet', async () => {
  const thrown: unknown[] = [];
  const errors: string[] = [];
  const { client, start } = await setup({
    logger: { ...silentLogger, error: (message) => void errors.push(message) },
    reconcile: async ({ metadata: { name } }, { apply }) => {
      const end = performance.now() + RENEW_DEADLINE;
      while (performance.now() < end);
      try {
        await apply({ text: { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name } } });
      } catch (error) {
        thrown.push(error);
        throw error;
      }
    },
  });
  const manager = await start({ leaderElection });
  await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
  expect(await until(async () => thrown[0])).toBeInstanceOf(Fenced);
  await expect(manager.finished).rejects.toThrow('Could not renew the lease default/gadget-operator for 0.5 s.');
  expect(await client.get(ConfigMap, key)).toBeUndefined();
  // The object is another's to reconcile: nothing of it failed.
  expect(errors).toEqual(['Could not renew the lease default/gadget-operator for 0.5 s. Stopping.']);
  expect((await client.list(Event)).map(({ reason }) => reason)).not.toContain('ReconcileFailed');
});
