/**
 * Builds what is published: `node generators/build/build.ts`.
 * - dist/cli.js and dist/generators/*: bundles with shared chunks, templates and schema inside, so that a start reads few files;
 * - dist/THIRD-PARTY-LICENSES.txt: whose work is in the bundles;
 * - dist/vendor/: the runtime as npm packs it, the same bytes for the same sources.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Plugin, build } from 'esbuild';
import { bundlePlugins } from './bundle-plugins.ts';
import { licensesOf } from './licenses.ts';

const root = join(import.meta.dirname, '../..');
const dist = join(root, 'dist');
/** Built here first, so that who runs from dist/ meanwhile does not see it half done. */
const staging = join(root, 'node_modules/.dist');

/** Stay packages of their own: yeoman must be one with the one that runs us; ts-morph is large and rarely needed. */
const EXTERNAL = ['yeoman-generator', 'ts-morph'];

const bundle = async (plugins: readonly Plugin[]): Promise<void> => {
  rmSync(staging, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: root,
    entryPoints: [
      { in: 'generators/cli.ts', out: 'cli' },
      ...['app', 'api', 'import', 'update', 'check', 'publish', 'bundle', 'catalog', 'scorecard'].map((name) => ({
        in: `generators/${name}/index.ts`,
        out: `generators/${name}/index`,
      })),
    ],
    outdir: staging,
    metafile: true,
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
  Object.keys(metafile.outputs).forEach(assertAscii);
  chmodSync(join(staging, 'cli.js'), 0o755);
  writeFileSync(join(staging, 'THIRD-PARTY-LICENSES.txt'), licensesOf(root, Object.keys(metafile.inputs)));
};

/**
 * One character beyond Latin makes V8 keep the whole chunk in two bytes a character, and loading it takes twice as long. esbuild escapes
 * them but in regular expressions and tagged templates.
 */
const assertAscii = (output: string): void => {
  const found = /.{0,40}\P{ASCII}/u.exec(readFileSync(join(root, output), 'utf8'))?.[0];
  if (found !== undefined) throw new Error(`${output} is not ASCII. Write \\u… for the last character of ${found}`);
};

const packRuntime = (): void => {
  const runtime = join(root, 'runtime');
  const vendor = join(staging, 'vendor');
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
    // As prepack we inherit the options of the outer npm: a dry run of it must not leave us without a runtime.
    env: { ...process.env, npm_config_dry_run: 'false' },
  });
};

await bundle(bundlePlugins(root));
packRuntime();
rmSync(dist, { recursive: true, force: true });
renameSync(staging, dist);
console.log(`built dist/: ${readdirSync(dist).toSorted().join(', ')}`);
