/** The bin on a terminal of its own, which `script` makes, on any Node. */
import { type ChildProcess, type SpawnSyncOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { cli, run } from './program.ts';

/** util-linux has it; elsewhere there is no terminal to test on. */
export const hasTerminals = run('sh', ['-c', 'command -v script']).code === 0;

export interface Screen {
  /** Everything that was shown so far. */
  readonly text: () => string;
  /** Waits until it shows `words`. Errors: the screen, when the program ends before. */
  readonly shows: (words: string) => Promise<void>;
  /** Types keys: '\r' is Return, '\u0003' Ctrl-C, '\u0004' Ctrl-D. */
  readonly type: (keys: string) => void;
  /** The exit code, when it has ended. */
  readonly exited: () => Promise<number | null>;
}

/** Starts the bin in a folder, on `node`; or another program for it, as another user. */
export const onTerminal = (
  cwd: string,
  args: readonly string[],
  { node = process.execPath, program = cli, as = {} }: { node?: string; program?: string; as?: SpawnSyncOptions } = {},
): Screen => {
  const command = [node, program, ...args].map((word) => `'${word}'`).join(' ');
  const child: ChildProcess = spawn('script', ['-qec', command, '/dev/null'], {
    cwd,
    env: as.env,
    uid: as.uid,
    gid: as.gid,
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  let text = '';
  const ended = once(child, 'close').then(() => undefined);
  child.stdout!.on('data', (data: Buffer) => (text += String(data)));
  return {
    text: () => text,
    shows: async (words) => {
      while (!text.includes(words)) {
        if (child.exitCode !== null) throw new Error(text);
        await Promise.race([once(child.stdout!, 'data'), ended]);
      }
    },
    type: (keys) => void child.stdin!.write(keys),
    exited: async () => {
      await ended;
      return child.exitCode;
    },
  };
};

/** A Node of that major version that is installed beside the one of the tests: in the PATH, or where systems put it. */
export const nodeOf = (major: number): string | undefined =>
  [...(process.env['PATH'] ?? '').split(delimiter), '/usr/bin', '/usr/local/bin']
    .map((folder) => join(folder, 'node'))
    .find((node) => existsSync(node) && run(node, ['--version']).out.startsWith(`v${major}.`));
