/**
 * A world in which members of a shard group live, all of it by one seed: an API server that keeps Leases, a network that delays and
 * loses, processes with clocks of their own that stand still, are killed, and reconcile. It notes every time that two meet over a key.
 */
import type { Clock } from '../../../runtime/src/clock.ts';
import { silentLogger } from '../../../runtime/src/manager/log.ts';
import { createMember, type Member } from '../../../runtime/src/sharding/member.ts';
import { hashOf } from '../../../runtime/src/sharding/view.ts';
import type { Lease } from '../../../runtime/src/manager/lease.ts';
import { claimOf } from '../../../runtime/src/sharding/member-lease.ts';
import { createLeaseServer, type Leases } from './lease-server.ts';
import { simulatedTime } from './simulated-time.ts';

export const KEYS = Array.from({ length: 12 }, (_, index) => `default/object-${index}`);

export interface Process {
  readonly name: string;
  readonly member: Member;
  /** Stops the world of this process for so many milliseconds. */
  readonly pause: (milliseconds: number) => void;
  /** Loses what it sends, or the answers, for so many milliseconds. */
  readonly disconnect: (milliseconds: number) => void;
  /** As by SIGKILL. */
  readonly kill: () => void;
  readonly alive: () => boolean;
}

export interface World {
  readonly random: () => number;
  readonly advance: (milliseconds: number) => Promise<void>;
  readonly processes: () => readonly Process[];
  readonly start: () => Process;
  /** From now on the network is fast, nothing is lost, nobody stands still. */
  readonly heal: () => void;
  /** For each key, who may reconcile it. */
  readonly owners: () => readonly (readonly string[])[];
  /** Leases that there are. */
  readonly leases: () => number;
  /** Times that two members reconciled a key, or one that it did not claim. */
  readonly meetings: readonly string[];
  readonly counts: { begun: number; lapses: number; writes: number; refused: number };
}

/** Makes a world in which nobody is yet. */
export const createWorld = (seed: number): World => {
  const time = simulatedTime(seed);
  const { random } = time;
  const between = (least: number, most: number): number => least + random() * (most - least);
  const server = createLeaseServer();
  const meetings: string[] = [];
  const counts = { begun: 0, lapses: 0, writes: 0, refused: 0 };
  const all: (Process & { readonly running: ReadonlyMap<string, unknown>; readonly resume: () => void })[] = [];
  /** The last reconcile that began of each key. */
  const latest = new Map<string, unknown>();
  let healed = false;
  /** How often the network is. */
  const slow = random() ** 2 * 0.4;

  const start = (): Process => {
    const name = `member-${String.fromCharCode(97 + Math.floor(random() * 26))}-${all.length}`;
    let killed = false;
    let pausedUntil = 0;
    let lostUntil = 0;
    const waiting: (() => void)[] = [];
    /** Runs what happens in this process: later, if it stands still. */
    const inside = (act: () => void): void => {
      if (killed) return;
      if (time.elapsed() < pausedUntil) waiting.push(act);
      else act();
    };
    const resume = (): void => {
      if (time.elapsed() < pausedUntil) return;
      // Nobody says whether timers or answers come first.
      for (const act of waiting.splice(0).sort(() => random() - 0.5)) act();
    };

    const [offset, speed] = [between(-1e8, 1e8), between(0.9, 1.1)];
    const elapsed = (): number => offset + time.elapsed() * speed;
    const clock: Clock = {
      now: elapsed,
      elapsed,
      random,
      schedule: (milliseconds, callback) => {
        let cancelled = false;
        const cancel = time.schedule(milliseconds / speed, () => inside(() => cancelled || callback()));
        return () => {
          cancelled = true;
          cancel();
        };
      },
    };

    const latency = (): number => (!healed && random() < slow ? between(50, 8_000) : between(1, 40));
    const send =
      (act: (...args: never[]) => unknown) =>
      (...args: readonly unknown[]): Promise<never> =>
        new Promise((resolve, reject) => {
          const { signal } = args.findLast((arg) => typeof arg === 'object') as { signal: AbortSignal };
          signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
          const lost = time.elapsed() < lostUntil ? random() : 1;
          if (lost < 0.5) return;
          time.schedule(latency(), () => {
            let settle: () => void;
            try {
              const answer = act(...(args as never[])) as never;
              settle = () => resolve(answer);
            } catch (error) {
              settle = () => reject(error as Error);
            }
            if (lost === 1) time.schedule(latency(), () => inside(settle));
          });
        });
    const client = Object.fromEntries(Object.entries(server).map(([verb, act]) => [verb, send(act)]));

    const member = createMember({
      client: client as unknown as Leases,
      clock,
      log: silentLogger,
      group: 'operator',
      namespace: 'default',
      name,
      identity: name,
      leaseDuration: 15_000,
      // As close to the other as clocks of these speeds allow, so that no mistake hides in the margin.
      renewDeadline: 12_000,
      retryPeriod: 2_000,
    });

    /** What the worker of a controller does, as far as it matters here. */
    const running = new Map<string, { readonly ended: Promise<void>; readonly abort: () => void }>();
    const mine = (key: string): boolean => member.owns(hashOf(key));
    /** Whether its Lease says, as it is stored at this moment, that the key may be its. */
    const claims = (key: string): boolean => {
      const lease = (server.list() as readonly Lease[]).find(({ metadata }) => metadata.name === name);
      return lease !== undefined && claimOf(lease).view.ownerOf(hashOf(key)) === name;
    };
    const reconcile = (key: string): void => {
      const { promise: ended, resolve } = Promise.withResolvers<void>();
      const run = { ended, abort: () => {} };
      const end = (): void => {
        running.delete(key);
        resolve();
      };
      for (const other of all)
        if (other.name !== name && other.alive() && other.running.has(key) && other.member.holds())
          meetings.push(`${time.elapsed()}: ${name} began ${key} while ${other.name} reconciled it`);
      if (!claims(key)) meetings.push(`${time.elapsed()}: ${name} began ${key} without a claim`);
      counts.begun += 1;
      latest.set(key, run);
      running.set(key, run);
      let left = !healed && random() < 0.05 ? between(3_000, 20_000) : between(10, 2_000);
      run.abort = () => void (left = random() < 0.3 ? between(0, 15_000) : 0);
      const step = (): void => {
        // A write, if the fence lets it pass.
        if (member.holds()) {
          counts.writes += 1;
          if (!claims(key)) meetings.push(`${time.elapsed()}: ${name} wrote ${key} without a claim`);
          if (latest.get(key) !== run) meetings.push(`${time.elapsed()}: ${name} wrote ${key} after another began it`);
        } else counts.refused += 1;
        if (left <= 0) return end();
        const wait = Math.min(left, between(5, 1_500));
        left -= wait;
        clock.schedule(wait, step);
      };
      step();
    };
    const work = (): void => {
      for (const key of KEYS) if (mine(key) && !running.has(key) && random() < 0.7) reconcile(key);
      clock.schedule(between(100, 1_500), work);
    };
    member.onChange(async (change) => {
      const ending = [...running].filter(([key]) => !mine(key)).map(([, run]) => run);
      if (change === 'lapsed') {
        counts.lapses += 1;
        for (const { abort } of ending) abort();
      }
      await Promise.all(ending.map(({ ended }) => ended));
    });

    const process = {
      name,
      member,
      running,
      resume: () => {
        pausedUntil = 0;
        lostUntil = 0;
        resume();
      },
      pause: (milliseconds: number) => {
        pausedUntil = time.elapsed() + milliseconds;
        time.schedule(milliseconds, resume);
      },
      disconnect: (milliseconds: number) => void (lostUntil = time.elapsed() + milliseconds),
      kill: () => void (killed = true),
      alive: () => !killed,
    };
    all.push(process);
    work();
    void member.run(new AbortController().signal).then(process.kill);
    return process;
  };

  const processes = () => all.filter(({ alive }) => alive());
  return {
    random,
    advance: time.advance,
    processes,
    start,
    heal: () => {
      healed = true;
      for (const { resume } of all) resume();
    },
    owners: () =>
      KEYS.map((key) => processes().flatMap(({ name, member }) => (member.owns(hashOf(key)) ? [name] : []))),
    leases: () => (server.list() as readonly unknown[]).length,
    meetings,
    counts,
  };
};
