/** Progress that a person can follow: a numbered heading per step, indented lines below it. */
import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';

let number = 0;
const start = performance.now();

const seconds = (since: number): string => `${((performance.now() - since) / 1000).toFixed(1)} s`;

/** Runs one step under its heading; a failure names the step. */
export const step = async <T>(heading: string, action: () => Promise<T>): Promise<T> => {
  number += 1;
  const begun = performance.now();
  console.log(`\n${number}. ${heading}`);
  try {
    const result = await action();
    line(`done in ${seconds(begun)}`);
    return result;
  } catch (error) {
    throw new Error(`step ${number}, ${heading}: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
};

export const line = (text: string): void => console.log(text.replace(/^(?=.)/gm, '   '));

export const total = (): string => seconds(start);

/** Runs a command to its end; its output is shown only when it fails, or as it comes with `show`. */
export const command = async (
  name: string,
  args: readonly string[],
  { show = false, ...options }: SpawnOptions & { show?: boolean } = {},
): Promise<string> => {
  const child = spawn(name, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  for (const stream of [child.stdout!, child.stderr!]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      output += chunk;
      if (show) process.stdout.write(chunk);
    });
  }
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${name} ${args.join(' ')} ended with exit code ${code}:\n${output}`);
  return output;
};
