/** Runs Go so that a person sees that it works: a build of a hundred packages says nothing by itself for minutes. */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';

/** There is no Go on this machine. */
export class GoMissing extends Error {
  override readonly name = 'GoMissing';
}

/** Every so many packages one line of progress. */
const STEP = 100;

/** Standard output of `go ARGS`; progress goes to standard error under `title`. Throws with Go's own words when it fails. */
export const runGo = async (title: string, args: readonly string[], cwd: string): Promise<string> => {
  process.stderr.write(`${title}: go ${args[0]} …\n`);
  // Static, so that a binary also runs where nothing else is.
  const go = spawn('go', args, {
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, CGO_ENABLED: '0', GOFLAGS: '-buildvcs=false' },
  });
  let output = '';
  go.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  const lines: string[] = [];
  createInterface(go.stderr).on('line', (line) => {
    lines.push(line);
    if (lines.length % STEP === 0) process.stderr.write(`${title}: ${lines.length} packages …\n`);
  });
  const code = await new Promise<number | null>((resolve, reject) => {
    go.on('error', (error: NodeJS.ErrnoException) =>
      reject(
        error.code === 'ENOENT'
          ? new GoMissing(`${title} needs Go (https://go.dev/dl), and there is none on the PATH.`)
          : error,
      ),
    );
    go.on('close', resolve);
  });
  if (code !== 0) throw new Error(`${title}: go ${args.join(' ')} failed.\n${lines.slice(-20).join('\n')}\n${output}`);
  process.stderr.write(`${title}: done\n`);
  return output;
};
