/** What an election tells the people who look at its Lease. */
import { expect, test } from 'vitest';
import { Event } from './gadget.ts';
import { setup } from './gadget-operator.ts';

const reconcile = async () => {};

test.each<[string, readonly string[], readonly string[]]>([
  ['who leads, and who no longer does', [], ['me became leader', 'me stopped leading']],
  [
    'the same where its namespace is among those that are watched',
    ['default', 'other'],
    ['me became leader', 'me stopped leading'],
  ],
  ['nothing where the operator may write no events', ['other'], []],
])('%s', async (_name, namespaces, expected) => {
  const { client, start } = await setup({ reconcile });
  const manager = await start({ namespaces, leaderElection: { namespace: 'default', identity: 'me' } });
  await manager.leading;
  await manager.stop();
  const events = await client.list(Event);
  expect(events.map(({ message }) => message).toSorted()).toEqual(expected);
  for (const event of events)
    expect(event).toMatchObject({
      metadata: { namespace: 'default' },
      type: 'Normal',
      reason: 'LeaderElection',
      involvedObject: {
        apiVersion: 'coordination.k8s.io/v1',
        kind: 'Lease',
        namespace: 'default',
        name: 'gadget-operator',
      },
    });
});
