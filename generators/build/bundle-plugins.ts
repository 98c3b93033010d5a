/** What is different in a bundle: files that a checkout reads at run time are inside, compiled. */
import { globSync, readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join, sep } from 'node:path';
import type { Plugin } from 'esbuild';
import { typePrinter } from './type-printer.ts';
import { TEMPLATE_OPTIONS } from '../core/emit/template-options.ts';

const Handlebars = createRequire(import.meta.url)('handlebars') as typeof import('handlebars');

/** The plugins of the bundle of the package at `root`. */
export const bundlePlugins = (root: string): readonly Plugin[] => [
  replace('templates', /emit[\\/]template-loader\.ts$/, () => templates(join(root, 'templates'))),
  replace('vendor-folder', /plan[\\/]vendor-folder\.ts$/, () => VENDOR_FOLDER),
  replace('version', /command[\\/]version\.ts$/, () => versionModule(root)),
  typePrinter(root),
  builtins,
  yamlModules(root),
];

/**
 * Node's own modules without their ES module face: making that face reads every export, and reading `fs.promises` or
 * `crypto.webcrypto` loads what the program never uses, in about the time of parsing the spec.
 */
const builtins: Plugin = {
  name: 'builtins',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: /^[\w:/]+$/ }, ({ path }) => (isBuiltin(path) ? { path, namespace: 'builtins' } : undefined));
    onLoad({ filter: /.*/, namespace: 'builtins' }, ({ path }) => ({
      contents: `module.exports = process.getBuiltinModule(${JSON.stringify(path)});`,
    }));
  },
};

/**
 * The `yaml` package as ES modules, which it has for bundlers of browsers only. What is not used is left out; and V8's code cache
 * keeps functions of a module, where it forgets those inside the function that esbuild makes of a CommonJS file.
 */
const yamlModules = (root: string): Plugin => ({
  name: 'yaml-modules',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^yaml$/ }, () => ({
      path: join(root, 'node_modules/yaml/browser/dist/index.js'),
      sideEffects: false,
    }));
  },
});

const replace = (name: string, filter: RegExp, contents: () => string): Plugin => ({
  name,
  setup: ({ onLoad }) =>
    onLoad({ filter }, () => ({ contents: contents(), loader: 'js', resolveDir: import.meta.dirname })),
});

/** Chunks are in dist/chunks/ or in dist/ itself, generators two folders deeper: the folder is found from the package. */
const VENDOR_FOLDER = `
import { existsSync } from 'node:fs';
export const vendorFolder = () => ['./vendor/', '../vendor/', '../../vendor/'].map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url));
`;

/** Only the version, not the whole manifest. */
const versionModule = (root: string): string => {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
  return `export const version = ${JSON.stringify(version)};`;
};

const templates = (folder: string): string => {
  const names = globSync('**/*.hbs', { cwd: folder }).toSorted();
  const rows = names.map((file) => {
    const compiled = Handlebars.precompile(readFileSync(join(folder, file), 'utf8'), TEMPLATE_OPTIONS) as string;
    return `${JSON.stringify(
      file
        .replace(/\.hbs$/, '')
        .split(sep)
        .join('/'),
    )}: ${compiled}`;
  });
  return `
import runtime from 'handlebars/runtime.js';
const compiled = {${rows.join(',\n')}};
const loaded = new Map();
export const loadTemplate = (name) => {
  if (!Object.hasOwn(compiled, name)) throw new Error('there is no template ' + name);
  if (!loaded.has(name)) loaded.set(name, runtime.template(compiled[name]));
  return loaded.get(name);
};
`;
};
