/** Runs `operator-sdk bundle validate` with all validators of its suite over a folder. */
import { execFile } from 'node:child_process';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import { judge } from './judges.ts';

export interface SdkVerdict {
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

const run = promisify(execFile);

/** What it finds in a folder; that it ends with a message of its own is an error too. */
export const sdkVerdict = async (folder: string): Promise<SdkVerdict> => {
  // It makes the path relative, and does not look for annotations below one that begins with a dot.
  const args = [
    'bundle',
    'validate',
    folder,
    '--select-optional',
    'suite=operatorframework',
    '--output',
    'json-alpha1',
  ];
  const { stdout, stderr } = await run(await judge('operator-sdk'), args, {
    cwd: dirname(folder),
    maxBuffer: 1 << 28,
  }).catch((error: { readonly stdout: string; readonly stderr: string }) => error);
  const begin = stdout.indexOf('{');
  if (begin < 0) return { errors: [stderr.trim()], warnings: [] };
  const { outputs } = JSON.parse(stdout.slice(begin)) as {
    readonly outputs: readonly { readonly type: string; readonly message: string }[] | null;
  };
  const ofType = (type: string) =>
    (outputs ?? []).filter((output) => output.type === type).map(({ message }) => message);
  return { errors: ofType('error'), warnings: ofType('warning') };
};
