/** A server as a child process that does not outlive the tests. */
import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';
import { end, track } from '../control-plane/processes.ts';

export interface DaemonOptions {
  /** That of a test environment, whose watchdog ends what is still running when the test's process has ended. */
  readonly folder: string;
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Beside PATH. */
  readonly env?: Readonly<Record<string, string>>;
  /** Answers 200 when it is ready. */
  readonly ready: string;
}

export interface Daemon {
  readonly name: string;
  /** All that it printed so far. */
  readonly log: () => string;
  readonly stop: () => Promise<void>;
}

const READY_MS = 60_000;

/** Resolves when it is ready. Errors: it ended before, or was not ready within a minute, with the end of what it printed. */
export const startDaemon = async ({ folder, name, command, args, env, ready }: DaemonOptions): Promise<Daemon> => {
  const child = spawn(command, args, {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  track(folder, name, child);
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  const deadline = Date.now() + READY_MS;
  const answers = () =>
    fetch(ready).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await answers())) {
    const ended = failure !== undefined || child.exitCode !== null || child.signalCode !== null;
    if (ended || Date.now() > deadline) {
      await end(child, 0);
      const why = failure?.message ?? output.trimEnd().split('\n').slice(-15).join('\n');
      throw new Error(
        `${name} ${ended ? 'ended before it was ready' : `was not ready within ${READY_MS / 1000} s`}:\n${why}`,
      );
    }
    await sleep(50);
  }
  return { name, log: () => output, stop: async () => void (await end(child)) };
};
