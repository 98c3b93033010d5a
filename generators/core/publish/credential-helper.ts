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
  const answer = await run(
    `docker-credential-${name}`,
    server,
    env,
    AbortSignal.any([signal, AbortSignal.timeout(PATIENCE_MS)]),
  );
  signal.throwIfAborted();
  if ('reason' in answer) return answer;
  if (answer.code !== 0) {
    const words = firstLine(answer.out) || firstLine(answer.err);
    return { reason: /credentials not found/i.test(words) ? 'has none' : `failed: ${words || `exit ${answer.code}`}` };
  }
  return parseAnswer(answer.out) ?? { reason: 'gave no credentials' };
};

const firstLine = (text: string): string => printable(text.trim().split('\n')[0]!);

interface Answer {
  /** The signal where one has ended it. */
  readonly code: number | string | null;
  readonly out: string;
  readonly err: string;
}

/** No secret is longer. */
const MOST_CHARACTERS = 1024 * 1024;

const run = async (
  program: string,
  server: string,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<Answer | { readonly reason: string }> =>
  new Promise((resolve) => {
    const child = spawn(program, ['get'], { env: { ...env }, signal, stdio: 'pipe' });
    const end = (answer: Answer | { readonly reason: string }): void => {
      // What it has started may still hold on to these, and we would wait for that.
      for (const stream of [child.stdin, child.stdout, child.stderr]) stream.destroy();
      child.unref();
      resolve(answer);
    };
    let [out, err] = ['', ''];
    const check = (): void => {
      if (out.length + err.length <= MOST_CHARACTERS) return;
      child.kill();
      end({ reason: 'failed: it does not stop talking' });
    };
    child.stdout.setEncoding('utf8').on('data', (text: string) => ((out += text), check()));
    child.stderr.setEncoding('utf8').on('data', (text: string) => ((err += text), check()));
    // It may end without reading.
    child.stdin.on('error', () => undefined).end(server);
    child.on('error', (error: NodeJS.ErrnoException) => end({ reason: reasonOf(error) }));
    child.on('close', (code, killed) => end({ code: code ?? killed, out, err }));
  });

const reasonOf = ({ code, message }: NodeJS.ErrnoException): string => {
  if (code === 'ENOENT') return 'is not installed';
  return code === 'ABORT_ERR' ? `did not answer within ${PATIENCE_MS / 1000} s` : `failed: ${printable(message)}`;
};

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
