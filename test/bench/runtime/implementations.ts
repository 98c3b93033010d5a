/**
 * The implementations of the contract, and how each is made ready; what is built or installed lands in the cache, outside of the repository.
 * What the contract script says of each is in README.md.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';

/** Makes it ready and answers the command line that starts it. Errors: a tool is missing or fails. */
export type Prepare = () => Promise<readonly string[]>;

export const BASELINE = 'controller-runtime';

const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'generator-k8s-operator', 'bench');
const source = (...names: readonly string[]): string => join(import.meta.dirname, 'implementations', ...names);

const run = (cwd: string, program: string, ...args: readonly string[]): void =>
  void execFileSync(program, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });

const go =
  (name: string): Prepare =>
  async () => {
    const binary = join(cache, name);
    run(source(name), 'go', 'build', '-o', binary, '.');
    return [binary];
  };

const rust =
  (name: string): Prepare =>
  async () => {
    const target = join(cache, name);
    run(source(name), 'nice', 'cargo', 'build', '--release', '--quiet', '--target-dir', target);
    return [join(target, 'release', `bench-${name}`)];
  };

/** In an environment of its own, with what requirements.txt pins. */
const python =
  (name: string): Prepare =>
  async () => {
    const environment = join(cache, name);
    run(source(name), 'python3', '-m', 'venv', environment);
    run(source(name), join(environment, 'bin', 'pip'), 'install', '--quiet', '--requirement', 'requirements.txt');
    return [join(environment, 'bin', 'python'), source(name, 'main.py')];
  };

const maven =
  (name: string, ...options: readonly string[]): Prepare =>
  async () => {
    const target = join(cache, name);
    run(source(name), 'mvn', '--quiet', '--batch-mode', '-Dstyle.color=never', `-Dtarget=${target}`, 'compile');
    return ['java', ...options, '-cp', `${join(target, 'classes')}:${join(target, 'lib', '*')}`, 'io.bench.Main'];
  };

/** Beside the packages that package-lock.json pins; for what does not mean to be bundled. */
const npm =
  (name: string, ...environment: readonly string[]): Prepare =>
  async () => {
    const folder = join(cache, name);
    mkdirSync(folder, { recursive: true });
    for (const file of ['main.js', 'package.json', 'package-lock.json'])
      copyFileSync(source(name, file), join(folder, file));
    run(folder, 'npm', 'install', '--omit=peer', '--ignore-scripts', '--no-audit', '--no-fund', '--silent');
    return ['env', ...environment, process.execPath, join(folder, 'main.js')];
  };

/** One file, bundled as ours is, so that no runtime starts faster for it. */
const node =
  (name: string, ...flags: readonly string[]): Prepare =>
  async () => {
    const outfile = join(cache, `${name}.mjs`);
    await build({
      entryPoints: [source(name, 'main.ts')],
      outfile,
      bundle: true,
      minify: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
      // The version that the runtime has, not one that some tool brought.
      alias: { undici: join(import.meta.dirname, '../../../runtime/node_modules/undici') },
      logLevel: 'warning',
    });
    return [process.execPath, ...flags, outfile];
  };

const ours: Prepare = async () =>
  execFileSync('npm', ['run', '-s', 'bench:command'], { encoding: 'utf8' }).trim().split(' ');

export const IMPLEMENTATIONS: Readonly<Record<string, Prepare>> = {
  ours,
  [BASELINE]: go('controller-runtime'),
  floor: go('floor'),
  'kube-rs': rust('kube-rs'),
  spike: node('spike', '--max-semi-space-size=1'),
  'client-node': node('client-node'),
  // Of a key in PKCS #8 its client does not see for itself what it is.
  josdk: maven('josdk', '-Dkubernetes.certs.client.key.algo=EC'),
  kopf: python('kopf'),
  pepr: npm('pepr', 'PEPR_WATCH_MODE=true', 'LOG_LEVEL=error'),
};
