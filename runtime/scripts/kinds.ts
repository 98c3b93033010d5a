/**
 * Writes runtime/src/kinds/generated and the generator's tables of kinds and types from the OpenAPI documents inside the Go module
 * k8s.io/kubernetes, at the version that test/control-plane pins. Same module, same bytes.
 *
 *     node runtime/scripts/kinds.ts && npx oxfmt runtime/src/kinds generators/core/model generators/core/emit/source
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { nameExports } from './kinds/names.ts';
import { readApi } from './kinds/openapi.ts';
import { printBuiltin, printFile, printIndex, printTable, printTypes } from './kinds/print.ts';

const repository = join(import.meta.dirname, '../..');
const kinds = join(repository, 'runtime/src/kinds');

/** The folder of the Kubernetes module, downloaded when it is not there yet. */
const kubernetes = (): { dir: string; version: string } => {
  const cwd = join(repository, 'test/control-plane');
  const { Dir, Version } = JSON.parse(
    execFileSync('go', ['mod', 'download', '-json', 'k8s.io/kubernetes'], { cwd, encoding: 'utf8' }),
  ) as { Dir: string; Version: string };
  return { dir: Dir, version: Version };
};

const { dir, version } = kubernetes();
const openapi = join(dir, 'api/openapi-spec/v3');
const documents = readdirSync(openapi)
  .filter((file) => /^apis?__.*_openapi\.json$/.test(file))
  .map((file) => JSON.parse(readFileSync(join(openapi, file), 'utf8')));

const api = readApi(documents);
const exported = nameExports(api);

rmSync(join(kinds, 'generated'), { recursive: true, force: true });
mkdirSync(join(kinds, 'generated'), { recursive: true });
for (const file of api.files) writeFileSync(join(kinds, 'generated', `${file.name}.ts`), printFile(file, version));
writeFileSync(join(kinds, 'generated/index.ts'), printIndex(exported, version));
writeFileSync(join(kinds, 'generated/builtin.ts'), printBuiltin(api, version));
writeFileSync(join(repository, 'generators/core/model/builtin-kinds.data.ts'), printTable(api, exported, version));
writeFileSync(join(repository, 'generators/core/emit/source/core-type.data.ts'), printTypes(exported, version));
console.log(`${version}: ${api.files.length} group-versions, ${api.files.flatMap((file) => file.kinds).length} kinds`);
