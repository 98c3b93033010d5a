/** Asks operator-framework/api's validators, by test/judges/olmcheck, for their findings in many bundles at once, and for what they read of YAML. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { judge } from './judges.ts';

export interface OlmVerdict {
  /** Why the bundle cannot be read; then no validator has run. */
  readonly unreadable?: string;
  readonly findings: Readonly<
    Record<string, { readonly errors: readonly string[]; readonly warnings: readonly string[] }>
  >;
}

const run = promisify(execFile);

/** The verdict on each folder, in their order. */
export const olmVerdicts = async (folders: readonly string[], kubernetes: string): Promise<readonly OlmVerdict[]> => {
  const asked = run(await judge('olmcheck'), ['-each', kubernetes], { maxBuffer: 1 << 30 });
  asked.child.stdin!.end(folders.map((folder) => `${folder}\n`).join(''));
  const { stdout } = await asked;
  // What a validator prints itself stands between the lines of JSON.
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => readVerdict(JSON.parse(line) as RawVerdict));
};

interface RawVerdict {
  readonly unreadable?: string;
  readonly findings: Readonly<
    Record<string, { readonly errors: readonly string[] | null; readonly warnings: readonly string[] | null }>
  > | null;
}

const readVerdict = ({ unreadable, findings }: RawVerdict): OlmVerdict => ({
  ...(unreadable !== undefined && { unreadable }),
  findings: Object.fromEntries(
    Object.entries(findings ?? {}).map(([name, { errors, warnings }]) => [
      name,
      { errors: errors ?? [], warnings: warnings ?? [] },
    ]),
  ),
});

/** What is read of the first document of a text: its value, or what is wrong with it. */
export type ReadByGo = { readonly value: unknown } | { readonly fault: string };

/** Of each text, in their order. */
export const readByGo = async (texts: readonly string[]): Promise<readonly ReadByGo[]> => {
  const asked = run(await judge('olmcheck'), ['-yaml'], { maxBuffer: 1 << 30 });
  asked.child.stdin!.end(texts.map((text) => `${Buffer.from(text).toString('base64')}\n`).join(''));
  const { stdout } = await asked;
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as ReadByGo);
};
