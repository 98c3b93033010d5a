/** The operator as a process of its own, restarted by Node when a source changes. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

export interface OperatorOptions {
  readonly entry: string;
  readonly kubeconfig: string;
  readonly once: boolean;
  readonly verbose: boolean;
  readonly say: (text: string) => void;
}

export interface Operator {
  /** Resolves with the exit code to give when the process ends by itself. */
  readonly ended: Promise<number>;
  /** Ends it: SIGTERM, and SIGKILL if that does not help. */
  readonly stop: () => Promise<void>;
}

const GRACE = 10_000;

export function startOperator({ entry, kubeconfig, once, verbose, say }: OperatorOptions): Operator {
  const watch = once ? [] : ['--watch', '--watch-preserve-output'];
  // No ports, no election: several sessions can run side by side.
  const flags = ['--metrics-bind-address=0', '--health-probe-bind-address=0'];
  const child = spawn(process.execPath, [...watch, entry, ...flags], {
    env: { ...process.env, KUBECONFIG: kubeconfig },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  relay(child.stdout, verbose, say);
  relay(child.stderr, verbose, say);
  const closed = new Promise<number>((resolve) => {
    child.once('error', (error) => {
      say(`cannot be started: ${error.message}`);
      resolve(1);
    });
    child.once('close', (code, signal) => {
      if (!stopping) say(signal === null ? `ended with exit code ${code}` : `was ended by ${signal}`);
      resolve(code === 0 && once ? 0 : 1);
    });
  });
  let stopping = false;
  const stop = async () => {
    stopping = true;
    if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), GRACE);
    await closed;
    clearTimeout(timer);
  };
  return { ended: closed, stop };
}

const LEVELS: Readonly<Record<string, number>> = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60 };

/** Log lines by level; everything else, such as a stack trace, as it is. */
function relay(stream: Readable, verbose: boolean, say: (text: string) => void): void {
  createInterface({ input: stream }).on('line', (text) => {
    if (text.trim() === '') return;
    const entry = parse(text);
    if (entry === undefined) say(text);
    else if (verbose || entry.level >= 40) say(entry.text);
  });
}

function parse(text: string): { readonly level: number; readonly text: string } | undefined {
  if (!text.startsWith('{')) return undefined;
  try {
    const {
      level,
      msg,
      time: _time,
      pid: _pid,
      hostname: _hostname,
      error,
      ...rest
    } = JSON.parse(text) as Record<string, unknown>;
    if (typeof msg !== 'string') return undefined;
    const number = typeof level === 'number' ? level : (LEVELS[String(level)] ?? 30);
    const name = Object.entries(LEVELS).find(([, value]) => value === number)?.[0] ?? '';
    const cause = typeof error === 'object' && error !== null && 'message' in error ? `: ${String(error.message)}` : '';
    const fields = Object.entries(rest).map(
      ([key, value]) => ` ${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`,
    );
    return { level: number, text: `${name}: ${msg}${cause}${fields.join('')}` };
  } catch {
    return undefined;
  }
}
