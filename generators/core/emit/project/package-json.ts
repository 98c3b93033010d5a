/** `package.json` of the generated project. */
import type { Model } from '../../model/model.ts';
import { RUNTIME_DEPENDENCY } from './runtime-dependency.ts';

/** What a bundle needs of CommonJS, since some of the dependencies are written in it. */
const BANNER = "import{createRequire}from'node:module';const require=createRequire(import.meta.url);";

/** Exact versions: under another Node, npm would silently choose others. */
const DEV_DEPENDENCIES = {
  '@types/node': '24.19.2',
  esbuild: '0.28.2',
  node: '24.21.0',
  oxlint: '1.89.0',
  typescript: '7.0.2',
  vitest: '5.1.1',
};

/** The text of the file. */
export const emitPackageJson = (model: Model): string =>
  json({
    name: model.name,
    version: model.version,
    description: model.description,
    ...(model.license !== undefined && { license: model.license }),
    private: true,
    type: 'module',
    scripts: {
      dev: 'k8s-operator-dev',
      start: 'node src/main.ts',
      check: 'tsc',
      lint: 'oxlint --deny-warnings',
      test: 'vitest run',
      build: `esbuild src/main.ts --bundle --minify --keep-names --platform=node --target=node24 --format=esm --banner:js="${BANNER}" --log-level=warning --outfile=dist/main.js`,
      image: `docker build --tag ${model.image.repository}:${model.image.tag} .`,
    },
    dependencies: { 'k8s-operator-runtime': RUNTIME_DEPENDENCY },
    devDependencies: DEV_DEPENDENCIES,
    engines: { node: '>=24.11' },
    allowScripts: { esbuild: true, node: true },
  });

/** A JSON file as npm writes it. */
export const json = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
