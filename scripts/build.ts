/**
 * Builds what is published: `node scripts/build.ts`.
 * - dist/cli.js and dist/generators/*: bundles with shared chunks, templates and schema inside, so that a start reads few files;
 * - dist/vendor/: the runtime as npm packs it, the same bytes for the same sources.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { type Plugin, build } from 'esbuild';
import { bundlePlugins } from './bundle-plugins.ts';

const root = join(import.meta.dirname, '..');
const dist = join(root, 'dist');

/** Stay packages of their own: yeoman must be one with the one that runs us; ts-morph is large and rarely needed. */
const EXTERNAL = ['yeoman-generator', 'yeoman-environment', 'ts-morph'];

const bundle = async (plugins: readonly Plugin[]): Promise<void> => {
  rmSync(dist, { recursive: true, force: true });
  await build({
    absWorkingDir: root,
    entryPoints: [
      { in: 'generators/cli.ts', out: 'cli' },
      ...['app', 'api', 'update', 'check'].map((name) => ({
        in: `generators/${name}/index.ts`,
        out: `generators/${name}/index`,
      })),
    ],
    outdir: dist,
    chunkNames: 'chunks/[name]-[hash]',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20.19',
    external: EXTERNAL,
    plugins: [...plugins],
    minifySyntax: true,
    minifyWhitespace: true,
    legalComments: 'none',
    logLevel: 'warning',
  });
  chmodSync(join(dist, 'cli.js'), 0o755);
};

const packRuntime = (): void => {
  const runtime = join(root, 'runtime');
  const vendor = join(dist, 'vendor');
  rmSync(join(runtime, 'dist'), { recursive: true, force: true });
  mkdirSync(vendor, { recursive: true });
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', 'tsconfig.build.json'], { cwd: runtime, stdio: 'inherit' });
  // npm sets each file's time to one of 1985: the same sources give the same bytes.
  const npm = process.env['npm_execpath'];
  const [command, before] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  execFileSync(command, [...before, 'pack', '--silent', '--ignore-scripts', '--pack-destination', vendor], {
    cwd: runtime,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
};

await bundle(bundlePlugins(root));
packRuntime();
console.log(`built dist/: ${readdirSync(dist).toSorted().join(', ')}`);
