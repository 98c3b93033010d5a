/**
 * Processes that must not outlive the tests. Each has a file `<name>.pid` in one folder; a watchdog, a process of its own,
 * waits for its standard input to close, which happens however the test process ends, SIGKILL included, then ends all that
 * are still listed and removes the folder.
 */
import { spawn, type ChildProcess } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Starts the watchdog of `folder`; `release` tells it that all is ended, and removes the folder. */
export const watchOver = (folder: string): { readonly release: () => Promise<void> } => {
  const watchdog = spawn(process.execPath, [join(import.meta.dirname, 'watchdog.ts'), folder], {
    stdio: ['pipe', 'ignore', 'ignore'],
    detached: true,
  });
  watchdog.unref();
  return {
    release: () =>
      new Promise<void>((resolve) => {
        if (watchdog.exitCode !== null || watchdog.signalCode !== null) return resolve();
        watchdog.ref();
        watchdog.once('close', () => resolve());
        watchdog.stdin!.end();
      }),
  };
};

/** A stand-in for `binary` that writes down its process id first; for starters that keep it to themselves. */
export const launcher = async (folder: string, name: string, binary: string): Promise<string> => {
  const quote = (text: string): string => `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const path = join(folder, name);
  await writeFile(path, `#!/bin/sh\necho $$ > ${quote(pidFile(folder, name))}\nexec ${quote(binary)} "$@"\n`);
  await chmod(path, 0o755);
  return path;
};

/** The process id that a launcher or `track` wrote down. */
export const pidOf = (folder: string, name: string): number => Number(readFileSync(pidFile(folder, name), 'utf8'));

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
