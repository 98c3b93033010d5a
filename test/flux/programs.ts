/**
 * Flux's own controllers and what they stand on in tests, built from Go modules into the cache of the judges.
 *
 * source-controller is not among them: modules that it needs are not to be had everywhere. See source/stand-in.ts.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type GoProgram, goProgram, JUDGE_CACHE } from '../judges/go-program.ts';
import { runGo } from '../judges/go.ts';

interface Program extends GoProgram {
  /** The folder here that has its module. */
  readonly module: 'controllers' | 'kwok';
}

const PROGRAMS = {
  'helm-controller': { module: 'controllers', package: 'github.com/fluxcd/helm-controller' },
  'kustomize-controller': { module: 'controllers', package: 'github.com/fluxcd/kustomize-controller' },
  'notification-controller': { module: 'controllers', package: 'github.com/fluxcd/notification-controller' },
  /** Encrypts what kustomize-controller decrypts. */
  sops: { module: 'controllers', package: 'github.com/getsops/sops/v3/cmd/sops' },
  'age-keygen': { module: 'controllers', package: 'filippo.io/age/cmd/age-keygen' },
  /** Plays nodes and their kubelets. */
  kwok: { module: 'kwok', package: 'sigs.k8s.io/kwok/cmd/kwok' },
} as const satisfies Record<string, Program>;

export type FluxProgram = keyof typeof PROGRAMS;

/** The names of all of them. */
export const FLUX_PROGRAMS = Object.keys(PROGRAMS) as readonly FluxProgram[];

/** The path of a binary, built now if it is not in the cache. Throws GoMissing without Go. */
export const fluxProgram = (name: FluxProgram): Promise<string> => {
  const { module, ...program } = PROGRAMS[name];
  return goProgram('flux', name, join(import.meta.dirname, module), program);
};

/** What kwok does with nodes and pods, from its own module: it has no such rules built in. */
const STAGES = [
  'node/fast/node-initialize.yaml',
  'node/heartbeat/node-heartbeat.yaml',
  'pod/fast/pod-ready.yaml',
  'pod/fast/pod-complete.yaml',
  'pod/fast/pod-delete.yaml',
];

/** The path of a file with kwok's rules for nodes that are always ready and pods that become so at once. Throws GoMissing without Go. */
export const kwokStages = async (): Promise<string> => {
  const folder = join(import.meta.dirname, 'kwok');
  const version = /kwok (v\S+)/.exec(readFileSync(join(folder, 'go.mod'), 'utf8'))![1]!;
  const file = join(JUDGE_CACHE, `kwok-stages-${version}.yaml`);
  if (!existsSync(file)) {
    const args = ['list', '-mod=readonly', '-m', '-f', '{{.Dir}}', 'sigs.k8s.io/kwok'];
    const module = (await runGo('stages of kwok', args, folder)).trim();
    const texts = STAGES.map((stage) => readFileSync(join(module, 'kustomize/stage', stage), 'utf8'));
    mkdirSync(JUDGE_CACHE, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, texts.join('\n---\n'));
    renameSync(`${file}.${process.pid}`, file);
  }
  return file;
};
