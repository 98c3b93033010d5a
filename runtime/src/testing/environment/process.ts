/**
 * Processes that must not outlive the test that started them.
 *
 * Each is the leader of a process group of its own, which a Ctrl-C in the terminal does not reach, and has a file `<name>.pid` in one folder.
 * A watchdog, one more process, waits for its standard input to close, which happens however the test's process ends, SIGKILL included;
 * then it ends all groups that are still listed, and removes the folder.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** Starts the watchdog of `folder`; the answer tells it that all is ended, and waits until the folder is removed. */
export const watchOver = (folder: string): (() => Promise<void>) => {
  // Sources run as .ts, the package as .js.
  const program = join(import.meta.dirname, `watchdog${extname(import.meta.filename)}`);
  const watchdog = spawn(process.execPath, [program, folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
  watchdog.unref();
  return () =>
    new Promise<void>((resolve) => {
      if (watchdog.exitCode !== null || watchdog.signalCode !== null) return resolve();
      watchdog.ref();
      watchdog.once('close', () => resolve());
      watchdog.stdin.end();
    });
};

export interface ProcessOptions {
  /** Where its process id is written down. */
  readonly folder: string;
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  /** Whether it answers; asked every 50 ms. */
  readonly ready: () => Promise<boolean>;
  /** Milliseconds that it has for that. */
  readonly timeout: number;
}

export interface RunningProcess {
  /** SIGTERM to the group, SIGKILL after `grace` milliseconds. */
  readonly stop: (grace: number) => Promise<void>;
}

/** What is kept of its output, in characters. */
const KEPT = 20_000;

/** Resolves when it is ready. Errors: it ended or did not get ready in time, with the end of what it printed. */
export const startProcess = async (options: ProcessOptions): Promise<RunningProcess> => {
  const { folder, name, command, args, ready, timeout } = options;
  const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], detached: true });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output = (output + text).slice(-KEPT);
    });
  }
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  const pidFile = join(folder, `${name}.pid`);
  if (child.pid !== undefined) writeFileSync(pidFile, String(child.pid));
  child.once('exit', () => rmSync(pidFile, { force: true }));

  const deadline = Date.now() + timeout;
  const tail = () => output.trimEnd().split('\n').slice(-15).join('\n');
  for (;;) {
    if (failure !== undefined) throw new Error(`${name} cannot be started: ${failure.message}`, { cause: failure });
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`${name} ended (${child.exitCode ?? child.signalCode}) before it was ready:\n${tail()}`);
    if (await ready().catch(() => false)) break;
    if (Date.now() > deadline) {
      await endGroup(child, 0);
      throw new Error(`${name} was not ready within ${timeout / 1000} s:\n${tail()}`);
    }
    await sleep(50);
  }
  return { stop: (grace) => endGroup(child, grace) };
};

const endGroup = async (child: ChildProcess, grace: number): Promise<void> => {
  if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
  const group = -child.pid;
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const kill = (): boolean => process.kill(group, 'SIGKILL');
  const killer = grace > 0 ? setTimeout(kill, grace) : undefined;
  if (grace > 0) process.kill(group, 'SIGTERM');
  else kill();
  await exited;
  clearTimeout(killer);
};
