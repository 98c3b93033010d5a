/**
 * Writes generators/core/model/core-types.data.ts: the types of Kubernetes that a schema may refer to, as controller-gen prints them,
 * from the OpenAPI documents and the Go types of the release that test/control-plane pins. Same modules, same bytes.
 *
 *     node generators/build/core-types/write.ts
 */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject } from '../../core/model/json.ts';
import { embeddable } from './embeddable.ts';
import { readGoTypes } from './go-types.ts';
import { printDefinitions } from './print.ts';
import { renderDefinitions } from './rendering.ts';

const repository = join(import.meta.dirname, '../../..');

/** The folder of a module in the version that the control plane has, downloaded when it is not there yet. */
const module = (path: string): { dir: string; version: string } => {
  const cwd = join(repository, 'test/control-plane');
  execFileSync('go', ['mod', 'download', path], { cwd });
  const format = '{{.Dir}} {{.Version}}';
  const [dir = '', version = ''] = execFileSync('go', ['list', '-m', '-f', format, path], { cwd, encoding: 'utf8' })
    .trim()
    .split(' ');
  return { dir, version };
};

const { dir, version } = module('k8s.io/kubernetes');
const openapi = join(dir, 'api/openapi-spec/v3');
const schemas: Record<string, JsonObject> = Object.assign(
  {},
  ...readdirSync(openapi)
    .filter((file) => /^apis?__.*_openapi\.json$/.test(file))
    .map((file) => JSON.parse(readFileSync(join(openapi, file), 'utf8')).components?.schemas),
);
const types = readGoTypes([
  module('k8s.io/api').dir,
  join(module('k8s.io/apimachinery').dir, 'pkg/apis'),
  join(module('k8s.io/apiextensions-apiserver').dir, 'pkg/apis'),
]);

const { definitions, recursive } = embeddable(renderDefinitions(schemas, types));
const text = printDefinitions(definitions, recursive, version);
writeFileSync(join(repository, 'generators/core/model/core-types.data.ts'), text);
console.log(`${version}: ${definitions.size} types, ${text.length} bytes`);
