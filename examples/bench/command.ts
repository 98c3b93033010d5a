/** Bundles the operator, as generated projects do, and prints the command line that starts it: with the settings of the generated Dockerfile. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { BUNDLED } from './bundled.ts';

const outfile = fileURLToPath(new URL('dist/main.js', import.meta.url));
await build({ ...BUNDLED, entryPoints: [fileURLToPath(new URL('main.ts', import.meta.url))], outfile });
console.log(['env', 'MALLOC_TRIM_THRESHOLD_=131072', process.execPath, '--max-semi-space-size=1', outfile].join(' '));
