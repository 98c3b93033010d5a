/** Runs the real controller-gen over Go types, with the API types of the Kubernetes release that core types are taken from. */
import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { parse } from 'yaml';
import type { JsonObject } from '../../generators/core/model/json.ts';
import { readPlainYaml } from '../../generators/core/spec/plain-yaml/read.ts';
import { judge } from './judges.ts';

const MODULE = join(import.meta.dirname, 'controller-gen');

/** The CustomResourceDefinitions that it prints for Go files (path → text), by kind. `options` are those of its generator `crd`. */
export const controllerGen = async (
  files: Readonly<Record<string, string>>,
  options: readonly string[] = [],
): Promise<ReadonlyMap<string, JsonObject>> => {
  const binary = await judge('controller-gen');
  const folder = await mkdtemp(join(tmpdir(), 'controller-gen-'));
  try {
    for (const file of ['go.mod', 'go.sum', 'tools.go']) await copyFile(join(MODULE, file), join(folder, file));
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    const generator = ['crd', ...(options.length === 0 ? [] : [options.join(',')])].join(':');
    const env = { ...process.env, GOFLAGS: '-mod=readonly -buildvcs=false', CGO_ENABLED: '0' };
    await promisify(execFile)(binary, [generator, 'paths=./...', 'output:crd:dir=crds'], { cwd: folder, env });
    const crds = await Promise.all(
      (await readdir(join(folder, 'crds'))).map(async (file) =>
        readCrd(await readFile(join(folder, 'crds', file), 'utf8')),
      ),
    );
    return new Map(crds.map((crd) => [(crd['spec'] as { names: { kind: string } }).names.kind, crd]));
  } finally {
    await rm(folder, { recursive: true });
  }
};

/** The names of the markers that one of its generators knows. */
export const controllerGenMarkers = async (generator: string): Promise<readonly string[]> => {
  const { stdout } = await promisify(execFile)(await judge('controller-gen'), [generator, '-wwww']);
  const categories = JSON.parse(stdout) as readonly { markers: readonly { name: string }[] | null }[];
  return categories.flatMap(({ markers }) => (markers ?? []).map(({ name }) => name));
};

/** Megabytes of YAML, for which the library takes half a minute. */
const readCrd = (text: string): JsonObject => (readPlainYaml(text)?.values[0] ?? parse(text)) as JsonObject;
