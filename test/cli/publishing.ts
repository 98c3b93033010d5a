/** An operator that is published by the bin into a registry in this process. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type FakeOptions, type FakeRegistry, startFakeRegistry } from '../unit/publish/fake-registry.ts';
import { cli, example, folder, k8sOperator, type Run } from './program.ts';

/** With chart and Flux manifests, outside of any repository, gone after the test. */
export const operator = (): string => {
  const parent = folder();
  const { code, err } = k8sOperator(parent, 'new', 'memcached-operator', '--spec', example);
  if (code !== 0) throw new Error(err);
  return join(parent, 'memcached-operator');
};

/** Gone after the test. */
export const start = async (options: FakeOptions = {}): Promise<FakeRegistry> => {
  const registry = await startFakeRegistry(options);
  onTestFinished(() => registry.close());
  return registry;
};

export interface Options {
  readonly env?: Readonly<Record<string, string>>;
  /** Called with what it has written to stderr so far. */
  readonly onError?: (text: string, kill: (signal: NodeJS.Signals) => void) => void;
}

/** The home folder of who publishes. */
export const homeOf = (root: string): string => join(root, '../home');

/** Runs the bin in an operator's folder while this process serves registries. Nobody is logged in unless the home folder says so. */
export const publishIn = async (
  root: string,
  args: readonly string[],
  { env = {}, onError }: Options = {},
): Promise<Run> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [cli, 'publish', ...args], {
      cwd: root,
      env: { PATH: process.env['PATH'], HOME: homeOf(root), ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let [out, err] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => (out += text));
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      err += text;
      onError?.(err, (signal) => child.kill(signal));
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, out, err }));
  });

/** The words that name a registry. */
export const to = ({ host }: FakeRegistry): readonly string[] => [`oci://${host}/acme`, '--plain-http'];

/** What --json has printed. */
export const json = ({ out }: Run) =>
  JSON.parse(out) as { artifacts: Record<string, unknown>[] } & Record<string, unknown>;
