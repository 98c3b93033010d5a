/** Applies the objects of files and folders, as `kubectl apply` would. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { kind, type Kind } from '../kind.ts';
import type { Draft, KubernetesObject } from '../object.ts';
import type { EmbeddedCluster } from '../testing/cluster.ts';
import { documentsOf } from '../testing/crd/files.ts';
import type { JsonObject } from '../testing/json.ts';
import { textAt } from '../testing/json.ts';

/** An object that was applied. */
export interface Sample {
  readonly kind: Kind;
  readonly name: string;
  readonly namespace: string | undefined;
}

/** All of them, in the order of their files. A folder that is not there holds none. Errors: what the API server refuses, with the file's name. */
export async function applySamples(cluster: EmbeddedCluster, paths: readonly string[]): Promise<Sample[]> {
  const applied: Sample[] = [];
  for (const path of paths) {
    for (const file of await filesOf(path)) {
      for (const object of await documentsOf(file)) {
        if (String(object['apiVersion']).startsWith('kustomize.config.k8s.io/')) continue;
        applied.push(await applyOne(cluster, file, object));
      }
    }
  }
  return applied;
}

async function filesOf(path: string): Promise<string[]> {
  const info = await stat(path).catch(() => undefined);
  if (info === undefined) return [];
  if (!info.isDirectory()) return [path];
  const names = await readdir(path);
  return names
    .filter((name) => /\.(ya?ml|json)$/.test(name))
    .sort()
    .map((name) => join(path, name));
}

async function applyOne(cluster: EmbeddedCluster, file: string, object: JsonObject): Promise<Sample> {
  const apiVersion = textAt(object, 'apiVersion') ?? '';
  const served = cluster.server.kinds().find((each) => each.apiVersion === apiVersion && each.kind === object['kind']);
  if (served === undefined)
    throw new Error(
      `${file}: the API server has no kind ${String(object['kind'])} in ${apiVersion}. Is its CRD among --crds?`,
    );
  const own: Kind = kind(served);
  try {
    const { metadata } = await cluster.apply(own, object as unknown as Draft<KubernetesObject>, { force: true });
    return { kind: own, name: metadata.name, namespace: metadata.namespace };
  } catch (error) {
    throw new Error(`${file}: ${(error as Error).message}`, { cause: error });
  }
}
