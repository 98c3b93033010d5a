/** Programs that keep credentials, as docker calls them: `docker-credential-NAME get`, the server on stdin, JSON on stdout. */
import { spawn } from 'node:child_process';
import type { Credentials } from './docker-config.ts';
import { printable } from './printable.ts';

/** Some ask a cloud; none asks a person. */
const PATIENCE_MS = 60_000;

/** What the program has, or why nothing came from it. Rejects with the signal's reason when that is aborted. */
export const askHelper = async (
  name: string,
  server: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<Credentials | { readonly reason: string }> => {
  const answer = await run(`docker-credential-${name}`, server, env, AbortSignal.any([signal, timeout()]));
  signal.throwIfAborted();
  if ('reason' in answer) return answer;
  if (answer.code !== 0) {
    const words = firstLine(answer.out) || firstLine(answer.err);
    return { reason: /credentials not found/i.test(words) ? 'has none' : `failed: ${words || `exit ${answer.code}`}` };
  }
  return parseAnswer(answer.out) ?? { reason: 'gave no credentials' };
};

const timeout = (): AbortSignal => AbortSignal.timeout(PATIENCE_MS);

const firstLine = (text: string): string => printable(text.trim().split('\n')[0]!);

interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const run = async (
  program: string,
  server: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<Answer | { readonly reason: string }> =>
  new Promise((resolve) => {
    const child = spawn(program, ['get'], { env: { ...env }, signal, stdio: 'pipe' });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => (err += text));
    // It may end without reading.
    child.stdin.on('error', () => undefined).end(server);
    child.on('error', (error: NodeJS.ErrnoException) =>
      resolve({ reason: error.code === 'ENOENT' ? 'is not installed' : `failed: ${error.message}` }),
    );
    child.on('close', (code) => resolve({ code, out, err }));
  });

/** The user name of those who have a token and no password. */
const TOKEN_USER = '<token>';

const parseAnswer = (text: string): Credentials | undefined => {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return undefined;
  }
  const { Username: user, Secret: secret } = (answer ?? {}) as Readonly<Record<string, unknown>>;
  if (typeof user !== 'string' || typeof secret !== 'string' || secret === '') return undefined;
  return user === TOKEN_USER ? { type: 'identity', token: secret } : { type: 'password', user, password: secret };
};
