/**
 * Processes that must not outlive the tests. Each has a file `<name>.pid` in the folder of a test environment, whose watchdog ends all that are
 * still listed when the test process has ended, in whatever way.
 */
import type { ChildProcess } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Puts a child under the watchdog until it exits. */
export const track = (folder: string, name: string, child: ChildProcess): void => {
  if (child.pid === undefined) return;
  writeFileSync(pidFile(folder, name), String(child.pid));
  child.once('exit', () => rmSync(pidFile(folder, name), { force: true }));
};

/** Ends a child: SIGTERM, after `graceMs` SIGKILL. Answers its exit code or the signal that ended it. */
export const end = async (child: ChildProcess, graceMs = 10_000): Promise<number | NodeJS.Signals> => {
  if (child.exitCode === null && child.signalCode === null) {
    const killer = setTimeout(() => child.kill('SIGKILL'), graceMs);
    const exited = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await exited;
    clearTimeout(killer);
  }
  return child.exitCode ?? child.signalCode!;
};

const pidFile = (folder: string, name: string): string => join(folder, `${name}.pid`);
