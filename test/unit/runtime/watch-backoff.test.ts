/** How long a watcher waits after a failure, by a virtual clock. */
import type { ServerResponse } from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { createTransport } from 'k8s-operator-runtime';
import { virtualClock } from 'k8s-operator-runtime/testing';
import { watchCollection } from '../../../runtime/src/watch/watcher.ts';
import { scriptedServer, type Step } from './scripted-server.ts';
import { list, refusal } from './scripted-watch.ts';
import { type Widget, Widget as WidgetKind } from './widget.ts';

/**
 * Milliseconds between each of three failures and the next try, when the watch works for `worked` milliseconds before each; `ended`: and then
 * the server ended it, and only the next one failed.
 */
const waits = async (worked: number, ended: boolean): Promise<readonly number[]> => {
  let last: ServerResponse | undefined;
  const watch: Step = (_request, response) => {
    last = response;
    response.writeHead(200).flushHeaders();
  };
  const server = await scriptedServer(refusal, list('5', []), ...Array.from({ length: 7 }, () => watch));
  const clock = virtualClock({ random: 0 });
  const transport = createTransport({ kubeConfig: server.kubeConfig, userAgent: 'test' });
  const stop = new AbortController();
  let works = 0;
  let failures = 0;
  const running = watchCollection<Widget>({
    kind: WidgetKind,
    transport,
    clock,
    signal: stop.signal,
    handler: {
      replace: () => {},
      apply: () => {},
      remove: () => {},
      failed: () => void (failures += 1),
      working: () => void (works += 1),
    },
  });
  onTestFinished(async () => {
    stop.abort();
    await running;
    await transport.close();
    await server[Symbol.asyncDispose]();
  });
  const until = async (done: () => boolean): Promise<void> => {
    while (!done()) await new Promise((resolve) => setTimeout(resolve, 1));
  };
  let watches = 0;
  /** The next watch works; before the first the list has. */
  const watching = async (): Promise<void> => {
    watches += 1;
    await until(() => works === watches + 1);
  };
  const waited: number[] = [];
  for (let failure = 1; failure <= 3; failure += 1) {
    await watching();
    await clock.advance(worked);
    if (ended) {
      last?.end();
      await watching();
    }
    last?.destroy();
    await until(() => failures === failure && clock.timers() > 0);
    waited.push((await clock.next()) ?? 0);
  }
  return waited;
};

test.each<[string, number, boolean, readonly number[]]>([
  ['a failure that follows the one before is waited for longer', 10_000, false, [400, 800, 1600]],
  ['one after half a minute in which the watch worked has nothing to do with it', 30_000, false, [400, 400, 400]],
  ['nor has one after such a watch was ended by the server', 30_000, true, [400, 400, 400]],
])('%s', async (_name, worked, ended, expected) => {
  expect(await waits(worked, ended)).toEqual(expected);
});
