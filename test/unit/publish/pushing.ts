/** Pushes into a registry in this process, and what the user reads of it. */
import { onTestFinished } from 'vitest';
import { Fault } from '../../../generators/core/apply/fault.ts';
import { type Artifact, makeArtifact } from '../../../generators/core/publish/artifact.ts';
import { type Published, pushArtifacts } from '../../../generators/core/publish/push.ts';
import { folder } from '../apply/tree.ts';
import { type FakeOptions, type FakeRegistry, type Seen, startFakeRegistry } from './fake-registry.ts';

/** Gone after the test. */
export const start = async (options: FakeOptions = {}): Promise<FakeRegistry> => {
  const registry = await startFakeRegistry(options);
  onTestFinished(() => registry.close());
  return registry;
};

export const artifactAt = (host: string, name: string, content: string, revision?: string): Artifact =>
  makeArtifact({
    kind: 'chart',
    folder: `charts/${name}`,
    repository: { host, path: `acme/${name}` },
    tag: '0.1.0',
    config: { mediaType: 'application/vnd.cncf.helm.config.v1+json', bytes: Buffer.from(`{"name":"${name}"}`) },
    layer: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', bytes: Buffer.from(content) },
    annotations: { revision },
  });

/** Waits are short here. */
const TIMING = { answer: 2000, bytesPerMillisecond: 16, pauses: [5, 10, 15], longestPause: 1500 };

export interface Run {
  readonly results?: readonly Published[];
  /** As the user reads it. */
  readonly problem?: string;
  readonly pushed: readonly string[];
  /** What may be under its tag, or not. */
  readonly tagging: string | undefined;
  readonly said: readonly string[];
}

interface Options {
  readonly overwrite?: boolean;
  readonly plainHttp?: boolean;
  readonly signal?: AbortSignal;
  readonly env?: Readonly<Record<string, string>>;
  readonly timing?: Partial<typeof TIMING>;
}

/** Pushes in this process, with short waits. */
export const push = async (artifacts: readonly Artifact[], options: Options = {}): Promise<Run> => {
  const { overwrite = false, plainHttp = true, signal = new AbortController().signal, env = {}, timing } = options;
  const [pushed, said]: [string[], string[]] = [[], []];
  let tagging: string | undefined;
  try {
    const results = await pushArtifacts({
      artifacts,
      plainHttp: () => plainHttp,
      overwrite,
      connection: {
        signal,
        say: (words) => said.push(words),
        world: { env, home: folder(), platform: 'linux' },
        timing: { ...TIMING, ...timing },
      },
      onTagging: (artifact) => (tagging = artifact?.repository.path),
      onPushed: ({ artifact }) => pushed.push(artifact.repository.path),
    });
    return { results, pushed, tagging, said };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const [{ file, message, hint } = { file: '', message: '' }] = error.problems;
    return { problem: `${file}  ${message} ${hint}`, pushed, tagging, said };
  }
};

export const two = (host: string): readonly Artifact[] => [
  artifactAt(host, 'one', 'first'),
  artifactAt(host, 'two', 'second'),
];
/** It sets a tag. */
export const isWrite = ({ method, path }: Seen): boolean => method === 'PUT' && path.includes('/manifests/');
