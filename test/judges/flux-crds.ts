/** The CustomResourceDefinitions of Flux's controllers, out of the controllers' own Go modules. */
import { existsSync, globSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { runGo } from './go.ts';
import { JUDGE_CACHE } from './judges.ts';

/** Exact versions with the checksum that go.sum would hold. */
const MODULES = [
  ['github.com/fluxcd/source-controller', 'v1.9.4', 'h1:psO6g4NTAMl3GD9gL8TMF3shM939XhTjFvlQXCK3pZ4='],
  ['github.com/fluxcd/helm-controller', 'v1.6.4', 'h1:u/Ew7LehrwDQaE/NqWdaB3XnNDCxRGDcp1FZl7RKj4g='],
  ['github.com/fluxcd/kustomize-controller', 'v1.9.5', 'h1:/XY2zy3K7fntyppEXIHG7oRMzmfgIt50eJzUfaPX1Kc='],
] as const;

/** As far as tests read one. */
export interface FluxCrd {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly { readonly name: string; readonly schema: { readonly openAPIV3Schema: object } }[];
  };
}

/** All of them, from the cache or fetched now. Throws GoMissing when they must be fetched without Go. */
export const fluxCrds = async (): Promise<readonly FluxCrd[]> => {
  const crds: FluxCrd[] = [];
  for (const [module, version, sum] of MODULES) crds.push(...(await crdsOf(module, version, sum)));
  return crds;
};

const crdsOf = async (module: string, version: string, sum: string): Promise<readonly FluxCrd[]> => {
  const file = join(JUDGE_CACHE, `${module.split('/').at(-1)}-${version}-crds.json`);
  if (!existsSync(file)) {
    const crds = await fetchCrds(module, version, sum);
    mkdirSync(JUDGE_CACHE, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(crds));
    renameSync(`${file}.${process.pid}`, file);
  }
  return JSON.parse(readFileSync(file, 'utf8')) as readonly FluxCrd[];
};

const fetchCrds = async (module: string, version: string, sum: string): Promise<readonly FluxCrd[]> => {
  const answer = await runGo(
    `CRDs of ${module}`,
    ['mod', 'download', '-json', `${module}@${version}`],
    import.meta.dirname,
  );
  const { Dir, Sum } = JSON.parse(answer) as { readonly Dir: string; readonly Sum: string };
  if (Sum !== sum) throw new Error(`${module}@${version} has the checksum ${Sum}, not ${sum}.`);
  const crds = globSync('config/crd/bases/*.yaml', { cwd: Dir }).sort();
  return crds.map((path) => parse(readFileSync(join(Dir, path), 'utf8')) as FluxCrd);
};
