/** CRDs from files: YAML or JSON, alone or many in a file, in folders at any depth. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { JsonObject } from '../json.ts';
import { isObject } from '../json.ts';
import { yamlDocuments } from '../yaml.ts';

/** A path of a file or folder, or the CRD itself. */
export type CrdSource = string | object;

/** All CRDs of the sources, as they can be served here. Other documents in folders (kustomization.yaml, patches) are passed over. Errors: a path that is not there, is no YAML, or holds no CRD. */
export async function readCrds(sources: CrdSource | readonly CrdSource[]): Promise<JsonObject[]> {
  const list = Array.isArray(sources) ? (sources as readonly CrdSource[]) : [sources as CrdSource];
  const found = await Promise.all(
    list.map((source) => (typeof source === 'string' ? fromPath(source) : [source as JsonObject])),
  );
  return found.flat().map(withoutConversion);
}

/** Nobody calls a conversion webhook here: of versions that it converts, only one is served, the stored one where it can be. */
function withoutConversion(crd: JsonObject): JsonObject {
  const spec = crd['spec'];
  if (!isObject(spec) || !isObject(spec['conversion']) || spec['conversion']['strategy'] !== 'Webhook') return crd;
  const versions = Array.isArray(spec['versions']) ? spec['versions'].filter(isObject) : [];
  const served = versions.filter((version) => version['served'] === true);
  const only = served.find((version) => version['storage'] === true) ?? served[0];
  return {
    ...crd,
    spec: { ...spec, versions: versions.map((version) => Object.assign({}, version, { served: version === only })) },
  };
}

async function fromPath(path: string): Promise<JsonObject[]> {
  const files = await filesOf(path);
  const crds = (await Promise.all(files.map(documentsOf))).flat().filter(isCrd);
  if (crds.length > 0) return crds;
  throw new Error(
    `${resolve(path)} holds no CustomResourceDefinition. Give the file or folder with the CRDs, for example config/crd.`,
  );
}

async function filesOf(path: string): Promise<string[]> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) {
    throw new Error(
      `there is no file or folder ${resolve(path)}. CRDs are looked for relative to the current directory, ${process.cwd()}.`,
    );
  }
  if (!info.isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  const names = entries.filter((entry) => entry.isFile() && /\.(ya?ml|json)$/.test(entry.name));
  return names.map((entry) => join(entry.parentPath, entry.name)).sort();
}

/** Every document of a YAML file. Errors: one that names the file. */
export async function documentsOf(file: string): Promise<JsonObject[]> {
  const list = yamlDocuments(await readFile(file, 'utf8'));
  const [problem] = list.flatMap((document) => document.errors);
  if (problem !== undefined) throw new Error(`${file}: ${problem.message}`);
  return list.map((document) => document.toJS() as unknown).filter(isObject);
}

const isCrd = (object: JsonObject): boolean => object['kind'] === 'CustomResourceDefinition';
