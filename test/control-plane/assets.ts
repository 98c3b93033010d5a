/**
 * The binaries of a control plane, each from the first of: KUBEBUILDER_ASSETS, our cache, the official download, a build from
 * the Go modules of this folder. What is downloaded or built lands in the cache.
 *
 * Errors: says what was tried for each binary that is missing, and what would help.
 */
import { join } from 'node:path';
import { controlPlaneCache, isExecutable, whileLocked } from './cache.ts';
import { build } from './compile.ts';
import { download } from './download.ts';

export const BINARIES = ['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'] as const;
export type Binary = (typeof BINARIES)[number];
export type ControlPlaneBinaries = Readonly<Record<Binary, string>>;

/** One line of progress. */
export type Log = (line: string) => void;

export const findBinaries = async (log: Log): Promise<ControlPlaneBinaries> => {
  const found = await present();
  const missing = BINARIES.filter((binary) => found[binary] === undefined);
  if (missing.length > 0) {
    Object.assign(found, await whileLocked(controlPlaneCache, () => fill(log)));
  }
  return found as ControlPlaneBinaries;
};

/** What KUBEBUILDER_ASSETS and the cache have. */
const present = async (): Promise<Partial<Record<Binary, string>>> => {
  const folders = [process.env['KUBEBUILDER_ASSETS'], controlPlaneCache].filter(
    (folder) => folder !== undefined && folder !== '',
  );
  const found: Partial<Record<Binary, string>> = {};
  for (const binary of BINARIES) {
    for (const path of folders.map((folder) => join(folder!, binary))) {
      if (found[binary] === undefined && (await isExecutable(path))) found[binary] = path;
    }
  }
  return found;
};

const fill = async (log: Log): Promise<Partial<Record<Binary, string>>> => {
  const failures: string[] = [];
  for (const source of [download, build]) {
    // Asked anew: another process may have filled the cache while this one waited for the lock.
    const found = await present();
    const missing = BINARIES.filter((binary) => found[binary] === undefined);
    if (missing.length === 0) return found;
    await source(missing, controlPlaneCache, log).catch((error: Error) => {
      failures.push(error.message);
      log(error.message);
    });
  }
  const found = await present();
  const missing = BINARIES.filter((binary) => found[binary] === undefined);
  if (missing.length === 0) return found;
  throw new Error(
    [
      `There is no control plane for tests: ${missing.join(', ')} neither in KUBEBUILDER_ASSETS (${process.env['KUBEBUILDER_ASSETS'] || 'not set'}) nor in ${controlPlaneCache}.`,
      ...failures.map((failure) => `  ${failure}`),
      'Set KUBEBUILDER_ASSETS to a folder that has them, or install Go and run "node test/control-plane/build.ts".',
    ].join('\n'),
  );
};
