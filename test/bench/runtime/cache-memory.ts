/**
 * What one cached object takes: 10,000 of them, brought by a watch over HTTP as an API server sends them, in an informer with its default
 * transform. Server and informer are processes of their own, the informer's is measured. Prints a table of bytes an object (heap after
 * garbage collection, RSS) and of the time until the collection was there. Run with `node --conditions=source test/bench/runtime/cache-memory.ts`.
 */
import { execFile, fork } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { createTransport, systemClock } from 'k8s-operator-runtime';
import { createInformer } from '../../../runtime/src/cache/informer.ts';
import { kubeConfigFor } from '../../unit/runtime/scripted-server.ts';
import { collections, MANAGER, OBJECTS } from './cache-memory-objects.ts';

/** Answers every watch with the whole collection, and stays open. */
const serveCollection = async (index: number): Promise<void> => {
  const make = collections[index]?.[2];
  const server = createServer((request, response) => {
    response.writeHead(200);
    const count = Number(/limit-(\d+)/.exec(request.url ?? '')?.[1] ?? OBJECTS);
    for (let at = 0; at < count; at += 1) response.write(`{"type":"ADDED","object":${JSON.stringify(make?.(at))}}\n`);
    const metadata = { resourceVersion: '300000', annotations: { 'k8s.io/initial-events-end': 'true' } };
    response.write(`${JSON.stringify({ type: 'BOOKMARK', object: { metadata } })}\n`);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.send?.((server.address() as AddressInfo).port);
};

const memory = async (): Promise<{ readonly heap: number; readonly rss: number }> => {
  for (let round = 0; round < 4; round += 1) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  const { heapUsed: heap, rss } = process.memoryUsage();
  return { heap, rss };
};

const measure = async (index: number, port: number): Promise<void> => {
  const [, kind, , projection] = collections[index] ?? collections[0];
  const kubeConfig = kubeConfigFor(`http://127.0.0.1:${port}`);
  const follow = async (namespace: string) => {
    const transport = createTransport({ kubeConfig, userAgent: 'bench' });
    const stop = new AbortController();
    const informer = createInformer({
      kind,
      namespace,
      projection,
      transport,
      clock: systemClock,
      fieldManagers: () => new Set([MANAGER]),
    });
    void informer.run(stop.signal);
    await informer.synced;
    return { informer, stop };
  };
  // What is loaded and compiled at first use is not an object's.
  (await follow('limit-10')).stop.abort();
  const before = await memory();
  const start = performance.now();
  const { informer } = await follow('bench');
  const milliseconds = performance.now() - start;
  const after = await memory();
  const count = informer.store.values().length;
  console.log(
    JSON.stringify({
      cached: count,
      'heap, bytes an object': Math.round((after.heap - before.heap) / count),
      'RSS, bytes an object': Math.round((after.rss - before.rss) / count),
      'listed in ms': Math.round(milliseconds),
    }),
  );
  process.exit();
};

const [, script = '', role, index = '0', port = '0'] = process.argv;
if (role === 'serve') await serveCollection(Number(index));
else if (role === 'measure') await measure(Number(index), Number(port));
else {
  const rows = [];
  for (const [at, [what, , make]] of collections.entries()) {
    const server = fork(script, ['serve', String(at)], { execArgv: ['--conditions=source'] });
    const [listening] = (await once(server, 'message')) as [number];
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--conditions=source',
      '--expose-gc',
      script,
      'measure',
      String(at),
      String(listening),
    ]);
    rows.push({ what, 'JSON, bytes an object': JSON.stringify(make(0)).length, ...(JSON.parse(stdout) as object) });
    server.kill();
  }
  console.table(rows);
}
