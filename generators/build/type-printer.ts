/**
 * json-schema-to-typescript in a bundle. The library brings a formatter, a YAML parser and a resolver of references for input that
 * it never gets from us (`emit/source/schema-text.ts` prepares schemas without references, and formatting is off). Loading
 * those takes longer than printing, so they are stood in for; the stand-ins refuse what they cannot do.
 */
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'esbuild';

const NAMESPACE = 'type-printer';

const STAND_INS: Readonly<Record<string, string>> = {
  prettier: "module.exports = { format() { throw new Error('formatting is off in this bundle'); } };",
  'js-yaml':
    "module.exports = { CORE_SCHEMA: { withTags() {} }, load() { throw new Error('no YAML schemas in this bundle'); } };",
  '@apidevtools/json-schema-ref-parser': `
    const hasReference = (value) => typeof value === 'object' && value !== null && ('$ref' in value || Object.values(value).some(hasReference));
    exports.$RefParser = class {
      async dereference(_folder, schema) {
        if (hasReference(schema)) throw new Error('no references in schemas in this bundle');
        return schema;
      }
    };`,
};

/** The plugin for the package at `root`. */
export const typePrinter = (root: string): Plugin => ({
  name: NAMESPACE,
  setup: ({ onResolve, onLoad }) => {
    const ours = (path: string) => ({ path, namespace: NAMESPACE });
    // esbuild gives a dynamic import the default export alone of a CommonJS module.
    onResolve({ filter: /^json-schema-to-typescript$/ }, ({ kind, path }) =>
      kind === 'dynamic-import' ? ours(path) : undefined,
    );
    onResolve({ filter: /^(prettier|js-yaml|lodash|@apidevtools\/json-schema-ref-parser)$/ }, ({ path, importer }) =>
      importer.includes('json-schema-to-typescript') ? ours(path) : undefined,
    );
    onLoad({ filter: /.*/, namespace: NAMESPACE }, ({ path }) => ({
      contents: contentsOf(path, root),
      resolveDir: root,
    }));
  },
});

const contentsOf = (path: string, root: string): string => {
  if (path === 'lodash') return lodash(join(root, 'node_modules/json-schema-to-typescript/dist/src'));
  return STAND_INS[path] ?? "export { compile } from 'json-schema-to-typescript';";
};

/** Those functions of lodash that the library names, each from its own file. */
const lodash = (sources: string): string => {
  const texts = globSync('**/*.js', { cwd: sources }).map((file) => readFileSync(join(sources, file), 'utf8'));
  const names = new Set(texts.flatMap((text) => [...text.matchAll(/\blodash_1\.(\w+)/g)].map(([, name]) => name)));
  return [...names].map((name) => `exports.${name} = require('lodash/${name}');`).join('\n');
};
