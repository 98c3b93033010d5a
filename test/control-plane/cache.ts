/** Where the binaries for tests live between runs: outside the repository, one folder a version. */
import { readFileSync } from 'node:fs';
import { access, constants, mkdir, open, readFile, rm } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** As go.mod pins it: 'v1.36.3'. */
export const kubernetesVersion = pinned('k8s.io/kubernetes');

const root = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'generator-k8s-operator');

/** Of kube-apiserver, kube-controller-manager, kube-scheduler and etcd. */
export const controlPlaneCache = join(root, 'control-plane', kubernetesVersion);

/** Of kubectl and helm. */
export const toolsCache = (version: string): string => join(root, 'tools', version);

function pinned(module: string): string {
  const version = new RegExp(`^\\s*${module} (v\\S+)`, 'm').exec(
    readFileSync(join(import.meta.dirname, 'go.mod'), 'utf8'),
  );
  if (version?.[1] === undefined) throw new Error(`test/control-plane/go.mod does not require ${module}.`);
  return version[1];
}

export const isExecutable = async (path: string): Promise<boolean> =>
  access(path, constants.X_OK).then(
    () => true,
    () => false,
  );

/** Runs `fill` while no other process does so for the same folder: test files run side by side and all need the binaries. */
export const whileLocked = async <T>(folder: string, fill: () => Promise<T>): Promise<T> => {
  await mkdir(folder, { recursive: true });
  const lock = join(folder, '.lock');
  for (;;) {
    const handle = await open(lock, 'wx').catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
    if (handle) {
      try {
        await handle.writeFile(String(process.pid));
        return await fill();
      } finally {
        await handle.close();
        await rm(lock, { force: true });
      }
    }
    const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (holder > 0 && !isRunning(holder)) await rm(lock, { force: true });
    else await sleep(500);
  }
};

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};
