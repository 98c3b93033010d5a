/** How an operator becomes one file: as `npm run build` of generated projects does it. */
import type { BuildOptions } from 'esbuild';

/** Options of esbuild; what is bundled, and whereto, is added. */
export const BUNDLED = {
  bundle: true,
  minify: true,
  keepNames: true,
  platform: 'node',
  target: 'node24',
  format: 'esm',
  banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
  // The runtime as it is in this repository.
  conditions: ['source'],
  logLevel: 'warning',
} as const satisfies BuildOptions;
