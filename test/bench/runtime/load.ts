/**
 * The other side of the measurement, in one loop and as cheap as can be: it creates and changes Benches, and sees by a watch of its own when
 * they are reconciled. All times are of this one clock; both ends of a latency are events of the same watch.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Transport } from 'k8s-operator-runtime';
import { NAMESPACE } from './rig.ts';

export interface Load {
  /** Creates `count` objects, many at a time, and waits until all of them are reconciled. Answers seconds. */
  readonly create: (prefix: string, count: number) => Promise<number>;
  /** Creates one object; resolves when it is reconciled. */
  readonly one: (name: string) => Promise<void>;
  /** Changes `rate` objects a second, whatever happened to those before. Answers milliseconds from each change to its observedGeneration. */
  readonly update: (rate: number, seconds: number) => Promise<readonly number[]>;
  readonly stop: () => Promise<void>;
}

interface Seen {
  readonly metadata: { readonly name: string; readonly generation: number; readonly resourceVersion: string };
  readonly status?: { readonly observedGeneration?: number };
}

interface State {
  generation: number;
  /** When it was seen, in milliseconds. */
  changed: number;
  observed: number;
  took: number | undefined;
}

const PATH = `/apis/bench.io/v1/namespaces/${NAMESPACE}/benches`;
const CREATORS = 32;
const SIZE = 100;
const PATIENCE = 600_000;
/** Seconds of one watch, in which there may be nothing to see. */
const WATCH = 7_200;

/** Begins to watch; the namespace must be empty. */
export const startLoad = async (transport: Transport): Promise<Load> => {
  const states = new Map<string, State>();
  const names: string[] = [];
  /** Those whose spec is not reconciled. */
  const behind = new Set<string>();
  let settled: (() => void) | undefined;

  const see = ({ metadata: { name, generation }, status }: Seen, now: number): void => {
    let state = states.get(name);
    if (state === undefined) {
      state = { generation: 0, changed: 0, observed: 0, took: undefined };
      states.set(name, state);
    }
    if (generation > state.generation) {
      behind.add(name);
      state.generation = generation;
      state.changed = now;
    }
    const observed = status?.observedGeneration ?? 0;
    if (observed <= state.observed || observed < state.generation) return;
    state.observed = observed;
    state.took = now - state.changed;
    behind.delete(name);
    if (behind.size === 0) settled?.();
  };

  const stopping = new AbortController();
  const opened = Promise.withResolvers<void>();
  const watch = async (): Promise<void> => {
    // The API server ends a watch, or refuses it with 429, when it has just learned of the kind; the next one begins with what is there.
    for (; !stopping.signal.aborted; await sleep(200))
      await transport.stream({
        path: `${PATH}?watch=true&resourceVersion=0&timeoutSeconds=${WATCH}`,
        signal: stopping.signal,
        idleTimeout: WATCH * 1000,
        onOpen: opened.resolve,
        onLine: (line) => see((JSON.parse(line.toString()) as { readonly object: Seen }).object, performance.now()),
      });
  };
  const watching = watch().catch((error: unknown) => {
    if (!stopping.signal.aborted) throw error;
  });
  await Promise.race([opened.promise, watching]);

  const send = async (method: 'POST' | 'PATCH', path: string, body: object): Promise<void> => {
    const contentType = method === 'PATCH' ? 'application/merge-patch+json' : 'application/json';
    const answer = await transport.request({ method, path, body: JSON.stringify(body), contentType });
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${answer.body}`);
  };
  const make = async (name: string): Promise<void> => {
    const metadata = { name, namespace: NAMESPACE };
    const spec = { data: name, size: SIZE };
    await send('POST', `${PATH}?fieldManager=bench`, { apiVersion: 'bench.io/v1', kind: 'Bench', metadata, spec });
    names.push(name);
  };
  /** Until as many objects are known and none of them is behind its spec. */
  const caughtUp = async (count: number): Promise<void> => {
    const deadline = performance.now() + PATIENCE;
    while (states.size < count || behind.size > 0) {
      if (performance.now() > deadline) throw new Error(`${behind.size} of ${states.size} objects are not reconciled.`);
      await Promise.race([sleep(50), new Promise<void>((resolve) => (settled = resolve))]);
    }
  };

  return {
    create: async (prefix, count) => {
      const waiting = Array.from({ length: count }, (_, index) => `${prefix}-${String(index).padStart(5, '0')}`);
      const before = states.size;
      const start = performance.now();
      const creator = async (): Promise<void> => {
        for (let name = waiting.shift(); name !== undefined; name = waiting.shift()) await make(name);
      };
      await Promise.all(Array.from({ length: CREATORS }, creator));
      await caughtUp(before + count);
      return (performance.now() - start) / 1000;
    },
    one: async (name) => {
      const before = states.size;
      await make(name);
      await caughtUp(before + 1);
    },
    update: async (rate, seconds) => {
      const count = rate * seconds;
      const chosen = names.slice(0, count);
      if (chosen.length < count) throw new Error(`${count} updates need as many objects; there are ${names.length}.`);
      const start = performance.now();
      const sent: Promise<void>[] = [];
      for (const [index, name] of chosen.entries()) {
        const due = start + (index * 1000) / rate;
        const wait = due - performance.now();
        if (wait > 0) await sleep(wait);
        sent.push(send('PATCH', `${PATH}/${name}`, { spec: { data: `${name} ${rate} ${start}` } }));
      }
      await Promise.all(sent);
      // The watch may be behind the answers.
      await sleep(250);
      await caughtUp(names.length);
      return chosen.map((name) => states.get(name)?.took ?? Number.NaN);
    },
    stop: async () => {
      stopping.abort();
      await watching;
    },
  };
};
