/** Builds control plane binaries from the Go modules that go.mod pins: minutes when cold, seconds when warm. */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binary, Log } from './assets.ts';
import { kubernetesVersion } from './cache.ts';

const PACKAGES: Readonly<Record<Binary, string>> = {
  etcd: 'go.etcd.io/etcd/server/v3',
  'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
  'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
  'kube-scheduler': 'k8s.io/kubernetes/cmd/kube-scheduler',
};

export const build = async (binaries: readonly Binary[], folder: string, log: Log): Promise<void> => {
  await promisify(execFile)('go', ['version'], { cwd: import.meta.dirname }).catch((error: NodeJS.ErrnoException) => {
    throw new Error(
      `No build: ${error.code === 'ENOENT' ? 'there is no go on the PATH' : `go does not run here: ${error.message.trim()}`}.`,
      {
        cause: error,
      },
    );
  });
  // Built beside its place and moved there whole, so that a build that was stopped leaves no half binary.
  const scratch = await mkdtemp(join(folder, 'build-'));
  try {
    for (const binary of binaries) {
      await compile(binary, join(scratch, binary), log);
      await rename(join(scratch, binary), join(folder, binary));
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
};

const compile = async (binary: Binary, output: string, log: Log): Promise<void> => {
  const [major, minor] = kubernetesVersion.slice(1).split('.');
  const version = { gitVersion: kubernetesVersion, gitMajor: major, gitMinor: minor };
  const stamps = Object.entries(version).map(([name, value]) => `-X k8s.io/component-base/version.${name}=${value}`);
  const args = [
    'build',
    '-mod=readonly',
    '-trimpath',
    '-v',
    '-ldflags',
    ['-s', '-w', ...stamps].join(' '),
    '-o',
    output,
    PACKAGES[binary],
  ];
  const started = performance.now();
  const seconds = (): string => `${Math.round((performance.now() - started) / 1000)} s`;
  log(`building ${binary} ${kubernetesVersion} from Go modules; minutes the first time`);
  const go = spawn('go', args, {
    cwd: import.meta.dirname,
    env: { ...process.env, CGO_ENABLED: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const stop = (): boolean => go.kill();
  process.once('exit', stop);
  // -v names each module that is downloaded and each package when it is compiled; the rest is the compiler's complaint.
  let packages = 0;
  let complaint = '';
  go.stderr.setEncoding('utf8').on('data', (text: string) => {
    packages += text.split('\n').length - 1;
    complaint = (complaint + text).slice(-4000);
  });
  const ticker = setInterval(() => log(`building ${binary}: ${packages} packages, ${seconds()}`), 10_000);
  try {
    const code = await new Promise<number | string | null>((resolve, reject) => {
      go.once('error', reject).once('close', (code, signal) => resolve(code ?? signal));
    });
    if (code !== 0)
      throw new Error(
        `No build: go build of ${binary} ended with ${code}: ${complaint.trim().split('\n').slice(-15).join('\n')}`,
      );
  } finally {
    clearInterval(ticker);
    process.off('exit', stop);
  }
  log(`built ${binary} in ${seconds()}`);
};
