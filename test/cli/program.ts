/** The built bin as a process, in folders of its own, and what it leaves there. */
import { type SpawnSyncOptions, spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterAll, onTestFinished } from 'vitest';

export const repository = join(import.meta.dirname, '../..');
export const cli = join(repository, 'dist/cli.js');
export const example = join(repository, 'examples/memcached/operator.yaml');

// The tests may have been started by npx; what they run was not, unless they do that themselves.
delete process.env['npm_lifecycle_event'];

export interface Run {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs a program to its end. Nothing is a terminal. */
export const run = (command: string, args: readonly string[], options: SpawnSyncOptions = {}): Run => {
  const { status, stdout, stderr, error } = spawnSync(command, args, { input: '', maxBuffer: 1 << 28, ...options });
  if (error !== undefined) throw error;
  return { code: status, out: String(stdout), err: String(stderr) };
};

/** Runs the bin in a folder. */
export const k8sOperator = (cwd: string, ...args: readonly string[]): Run =>
  run(process.execPath, [cli, ...args], { cwd });

/** Runs git as somebody. Errors: what it says. */
export const git = (cwd: string, ...args: readonly string[]): void => {
  const identity = ['-c', 'user.name=Somebody', '-c', 'user.email=somebody@example.com', '-c', 'commit.gpgsign=false'];
  const { code, err } = run('git', [...identity, ...args], { cwd });
  if (code !== 0) throw new Error(err);
};

/** An empty folder, gone after the test. */
export const folder = (): string => temporary(onTestFinished);

/** An empty folder, gone after the file's tests. For `beforeAll`. */
export const lastingFolder = (): string => temporary((remove) => lasting.push(remove));

// Here, where the file of tests is read: vitest knows of no hook that begins within another.
const lasting: (() => void)[] = [];
afterAll(() => {
  for (const remove of lasting) remove();
});

const temporary = (end: (remove: () => void) => void): string => {
  const path = mkdtempSync(join(tmpdir(), 'cli-'));
  end(() => rmSync(path, { recursive: true, force: true }));
  return path;
};

export const NEW = [
  'new',
  'memcached-operator',
  '--domain',
  'example.com',
  '--api',
  'cache/v1alpha1/Memcached',
] as const;

/** A generated operator, in a folder of its own. */
export const project = (): string => {
  const parent = folder();
  const { code, err } = k8sOperator(parent, ...NEW);
  if (code !== 0) throw new Error(err);
  return join(parent, 'memcached-operator');
};

/** Every file below a folder and its content, as one value to compare. */
export const tree = (root: string): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(root, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .toSorted()
      .map((file) => [relative(root, file), readFileSync(file, 'latin1')]),
  );

export const read = (root: string, path: string): string => readFileSync(join(root, path), 'utf8');

export const write = (root: string, path: string, text: string): void => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

export const edit = (root: string, path: string, change: (text: string) => string): void =>
  write(root, path, change(read(root, path)));

/**
 * Who runs a program as an ordinary user: oneself, or nobody in particular when the tests run as root. The folder becomes theirs.
 */
export const asOrdinaryUser = (home: string): SpawnSyncOptions => {
  const env = {
    ...process.env,
    HOME: home,
    XDG_CONFIG_HOME: join(home, '.config'),
    NO_UPDATE_NOTIFIER: '1',
    npm_config_update_notifier: 'false',
  };
  if (process.getuid?.() !== 0) return { env };
  chmodSync(home, 0o755);
  const { status } = spawnSync('chown', ['-R', '65534:65534', home]);
  if (status !== 0) throw new Error(`cannot give ${home} to an ordinary user`);
  return { env, uid: 65_534, gid: 65_534 };
};
