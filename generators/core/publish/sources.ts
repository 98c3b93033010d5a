/** What of a project is published, and where to: its charts, then the manifests that have Flux pull them. */
import { Fault, fileProblem, fileWarning } from '../apply/fault.ts';
import { SPEC_FILE } from '../apply/path.ts';
import type { Model } from '../model/model.ts';
import type { PlannedFile } from '../plan/plan.ts';
import { enumeration } from '../spec/enumeration.ts';
import type { Problem } from '../spec/problem.ts';
import type { Artifact } from './artifact.ts';
import { type ChartSource, packChart, readChart } from './chart-package.ts';
import { type ManifestsSource, packManifests, readManifests } from './manifests-artifact.ts';
import type { Provenance } from './provenance.ts';
import { type NoAddress, type Repository, addressOf, below, isDockerHub, parseAddress } from './reference.ts';

export type Source = ChartSource | ManifestsSource;

export interface SourcesInput {
  readonly root: string;
  readonly model: Model;
  readonly plan: readonly PlannedFile[];
  /** Instead of what the model says. */
  readonly registry: Repository | undefined;
}

/** What a chart or the manifests are called, and where they go. */
interface Destination {
  readonly kind: 'chart' | 'manifests';
  readonly name: string;
  readonly repository: Repository;
}

/** Everything that is published, in the order in which it is. Throws a Fault with all that stands in the way. */
export const readSources = ({ root, model, plan, registry }: SourcesInput): readonly Source[] => {
  const problems: Problem[] = [];
  const sources = destinationsOf(model, registry).flatMap(({ kind, name, repository }) => {
    try {
      return [
        kind === 'chart' ? readChart(root, name, repository, plan) : readManifests(root, model, repository, plan),
      ];
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      problems.push(...error.problems);
      return [];
    }
  });
  if (problems.length > 0) throw new Fault(...problems);
  return sources;
};

/** The artifact of a source. */
export const pack = async (source: Source, provenance: Provenance): Promise<Artifact> =>
  source.kind === 'chart' ? packChart(source, provenance.created) : packManifests(source, provenance);

/** The charts before the manifests: who sees a new manifest finds its chart. The CRDs come before what needs them. */
const destinationsOf = (model: Model, registry: Repository | undefined): readonly Destination[] => {
  const { name, delivery } = model;
  const { helm, flux } = delivery;
  const to = (folder: string, artifact: string, url: string): Repository =>
    registry === undefined ? repositoryOf(url) : checked(below(registry, `${folder}/${artifact}`));
  const chart = (chartName: string, url: string): Destination => ({
    kind: 'chart',
    name: chartName,
    repository: to('charts', chartName, url),
  });
  const found: readonly Destination[] = [
    ...(helm?.crds === 'separate' ? [chart(`${name}-crds`, helm.crdsChartUrl)] : []),
    ...(helm === undefined ? [] : [chart(name, helm.chartUrl)]),
    ...(flux === undefined || flux.git !== undefined
      ? []
      : [{ kind: 'manifests' as const, name, repository: to('manifests', name, flux.manifestsUrl) }]),
  ];
  if (found.length > 0) return found;
  throw new Fault(
    fileProblem(SPEC_FILE, 'there is nothing to publish.', 'Add "helm: {}" or "flux: {}" to spec.delivery.'),
  );
};

const repositoryOf = (url: string): Repository => {
  const parsed = parseAddress(url);
  if ('message' in parsed) throw inSpec(parsed);
  return checked(parsed);
};

const inSpec = ({ message, hint }: NoAddress): Fault =>
  new Fault(
    fileProblem(
      SPEC_FILE,
      message,
      `${hint} It comes from spec.delivery, or from spec.image; --help says how to give another.`,
    ),
  );

const checked = (repository: Repository): Repository => {
  if (!isDockerHub(repository.host) || repository.path.split('/').length === 2) return repository;
  throw new Fault(
    fileProblem(
      addressOf(repository),
      'Docker Hub has repositories with two names only: oci://docker.io/USER/NAME.',
      'Set spec.delivery.flux.chartUrl and manifestsUrl to such ones, or use another registry.',
    ),
  );
};

/** What the user should know of where things go, and of what is not pushed. */
export const remarks = ({ name, delivery: { helm, flux } }: Model, sources: readonly Source[]): readonly Problem[] => {
  if (flux === undefined) return [];
  const { git, helmRepository, manifestsUrl } = flux;
  const isPulled = git === undefined && helmRepository === undefined;
  const pulledFrom = ({ kind, folder }: Source): string | undefined => {
    if (kind === 'manifests') return manifestsUrl;
    return folder === `charts/${name}` ? helm?.chartUrl : helm?.crdsChartUrl;
  };
  const elsewhere = sources.flatMap((source) => {
    const [address, expected] = [addressOf(source.repository), pulledFrom(source)];
    const isMeant = expected === undefined || expected === address || (source.kind === 'chart' && !isPulled);
    return isMeant ? [] : [{ address, expected }];
  });
  return [
    ...(elsewhere.length === 0 ? [] : [pulledElsewhere(elsewhere)]),
    ...(git === undefined ? [] : [fileWarning('deploy/flux', 'is not pushed: clusters read it from git.')]),
    ...(helmRepository === undefined
      ? []
      : [
          fileWarning(
            helmRepository.url,
            'clusters pull the chart from this Helm repository, which is not written to.',
            'Put the chart there too: "helm package" makes its file.',
          ),
        ]),
  ];
};

const pulledElsewhere = (elsewhere: readonly { readonly address: string; readonly expected: string }[]): Problem =>
  fileWarning(
    'deploy/flux',
    `clusters pull from ${enumeration(elsewhere.map(({ expected }) => expected))}, and not from ${enumeration(elsewhere.map(({ address }) => address))}.`,
    `If they are to pull from the latter, set spec.delivery.registry and run "k8s-operator update"; else copy ${elsewhere.length === 1 ? 'the artifact' : 'the artifacts'} to the former.`,
  );
