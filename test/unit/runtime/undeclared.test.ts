/** What a manager says about the requests of its clients. */
import { expect, test } from 'vitest';
import type { Logger } from 'k8s-operator-runtime';
import { Secret } from 'k8s-operator-runtime/kinds';
import { ConfigMap, Gadget } from './gadget.ts';
import { key, setup, until } from './gadget-operator.ts';

const recording = () => {
  const lines: string[] = [];
  const at =
    (level: string): Logger['info'] =>
    (message) =>
      void lines.push(`${level} ${message}`);
  const logger: Logger = { debug: at('debug'), info: at('info'), warn: at('warn'), error: at('error') };
  return { logger, lines };
};

test('kinds that nobody watches, and warnings of the API server, are told once', async () => {
  const { logger, lines } = recording();
  let reconciled = 0;
  const { client, start } = await setup({
    logger,
    reconcile: async (_gadget, context) => {
      await context.client.get(Secret, key);
      await context.client.list(Secret, { namespace: key.namespace });
      await context.client.get(ConfigMap, key);
      await context.client.patch(Gadget, key, { spec: { colour: 'red' } });
      reconciled += 1;
    },
  });
  await client.create(Gadget, { metadata: key, spec: { text: 'x' } });
  await start();
  await until(async () => reconciled === 1);
  await client.patch(Gadget, key, { spec: { text: 'y' } });
  await until(async () => reconciled === 2);
  expect(lines.filter((line) => line.includes('is read from the API server each time'))).toEqual([
    'debug Secret is read from the API server each time, as no controller watches it. Where it is read often, watch it.',
  ]);
  expect(lines.filter((line) => line.startsWith('warn'))).toEqual([
    'warn The API server warns: unknown field "spec.colour"',
  ]);
});
