/**
 * `publish`: the charts and deploy/flux of a project, which was checked, as artifacts in registries.
 * Expected flow: files are read → packed → pushed. All but the last needs no network.
 */
import { homedir } from 'node:os';
import { Fault } from '../apply/fault.ts';
import { parseAddress, type Repository } from '../publish/reference.ts';
import type { Artifact } from '../publish/artifact.ts';
import { useProxies } from '../publish/proxy.ts';
import { type Published, pushArtifacts } from '../publish/push.ts';
import { sizeWarnings } from '../publish/release-size.ts';
import { PATIENT } from '../publish/transport.ts';
import { pack, readSources, remarks } from '../publish/sources.ts';
import type { Model } from '../model/model.ts';
import type { PlannedFile } from '../plan/plan.ts';
import type { Problem } from '../spec/problem.ts';
import { gitSource } from './git-source.ts';
import { Interrupted, type Interruption, type Io } from './io.ts';
import type { Outcome } from './outcome.ts';
import type { PublishRequest } from './request.ts';

export interface Project {
  readonly root: string;
  readonly model: Model;
  readonly plan: readonly PlannedFile[];
  readonly warnings: readonly Problem[];
}

/** Publishes, or says in a dry run what would be. */
export const publish = async (request: PublishRequest, project: Project, io: Io): Promise<Outcome> => {
  const { root, model, plan } = project;
  const sources = readSources({ root, model, plan, registry: request.registry });
  const paths = sources.flatMap(({ folder, files }) => files.map(({ path }) => `${folder}/${path}`));
  const { provenance, warnings: ofGit } = gitSource(root, paths, model.version, process.env);
  const artifacts = await Promise.all(sources.map(async (source) => pack(source, provenance)));
  const warnings = [
    ...project.warnings,
    ...sources.flatMap((source) => (source.kind === 'chart' ? sizeWarnings(source, plan) : [])),
    ...remarks(model, sources),
    ...ofGit,
  ];
  const plainHosts = plainHttpHosts(model);
  const plainHttp = (host: string): boolean => request.plainHttp || plainHosts.has(host);
  const signing = signingOf(
    artifacts.some(({ repository: { host } }) => plainHttp(host)),
    model,
    plan,
  );
  if (request.dryRun) {
    const published = artifacts.map(
      (artifact) => ({ artifact, state: 'free', digest: artifact.manifest.digest }) as const,
    );
    return { type: 'published', request, artifacts: published, warnings, signing };
  }
  return pushAll({ request, plainHttp, artifacts, warnings, signing, io, ofProject: project.warnings });
};

interface Push {
  readonly request: PublishRequest;
  readonly plainHttp: (host: string) => boolean;
  readonly artifacts: readonly Artifact[];
  readonly warnings: readonly Problem[];
  /** Those among them that are told also when nothing was pushed: the others are about what was. */
  readonly ofProject: readonly Problem[];
  readonly signing: Signing;
  readonly io: Io;
}

const pushAll = async ({ request, plainHttp, artifacts, warnings, ofProject, signing, io }: Push): Promise<Outcome> => {
  const done: Published[] = [];
  let tagging: Artifact | undefined;
  const soFar = () => ({ pushed: { done, ...(tagging !== undefined && { tagging }) } });
  const { signal, release } = io.interrupt?.() ?? NEVER;
  try {
    useProxies(process.env);
    const published = await pushArtifacts({
      artifacts,
      plainHttp,
      overwrite: request.overwrite,
      connection: {
        signal,
        say: (words) => io.progress?.(words),
        world: { env: process.env, home: homedir(), platform: process.platform },
        timing: PATIENT,
      },
      onTagging: (artifact) => (tagging = artifact),
      onPushed: (one) => done.push(one),
    });
    const type = published.some(({ state }) => state === 'taken') ? 'taken' : 'published';
    return { type, request, artifacts: published, warnings, signing };
  } catch (error) {
    if (error instanceof Interrupted) return { type: 'interrupted', request, ...soFar() };
    if (error instanceof Fault) {
      const told = done.length === 0 && tagging === undefined ? ofProject : warnings;
      return { type: 'problems', request, problems: [...told, ...error.problems], ...soFar() };
    }
    throw error;
  } finally {
    release();
    io.progress?.(undefined);
  }
};

/** Nobody interrupts. */
const NEVER: Interruption = { signal: new AbortController().signal, release: () => undefined };

/** Those of which the spec says that they speak it; another registry that is given is another matter. */
const plainHttpHosts = ({ delivery: { helm, flux } }: Model): ReadonlySet<string> => {
  if (flux?.insecure !== true) return new Set();
  const hosts = [helm?.chartUrl, flux.manifestsUrl].flatMap((url) => (url === undefined ? [] : [parseAddress(url)]));
  return new Set(hosts.filter((parsed): parsed is Repository => 'host' in parsed).map(({ host }) => host));
};

/** Who signs what was pushed. */
export interface Signing {
  /** The generated workflow, where there is one. */
  readonly workflow?: string;
  /** Clusters ask for a key. */
  readonly byKey: boolean;
  /** The registry speaks plain HTTP. */
  readonly plainHttp: boolean;
}

const WORKFLOW = '.github/workflows/release.yaml';

const signingOf = (plainHttp: boolean, { delivery: { flux } }: Model, plan: readonly PlannedFile[]): Signing => ({
  plainHttp,
  byKey: flux?.verify !== undefined && 'secret' in flux.verify,
  ...(plan.some(({ path }) => path === WORKFLOW) && { workflow: WORKFLOW }),
});
