/** The bundles of releases that a project keeps, read from its folder. */
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Lock } from '../apply/lock.ts';
import { Fault, fileProblem } from '../apply/fault.ts';
import type { Model } from '../model/model.ts';
import type { BundleFile } from '../olm/bundle-file.ts';
import { openBundle } from '../olm/open-bundle.ts';
import { readBundle } from '../olm/read-bundle.ts';
import { isSameRelease } from '../olm/same-release.ts';
import { whatIsOfAnother } from '../olm/catalog/whose-bundle.ts';
import { olmV1Limits } from '../olm/catalog/limits.ts';
import { catalogReleases } from '../plan/catalog.ts';
import { bundleNow, type KeptBundle, keptFolder, operatorFolder, RELEASE_CONFIG } from '../plan/kept.ts';
import { createReport } from '../spec/report.ts';
import { isNewer } from '../spec/semver.ts';
import type { Problem } from '../spec/problem.ts';
import type { Source } from '../spec/source.ts';

export interface Keeping {
  readonly root: string;
  readonly model: Model;
  readonly lock: Lock | undefined;
  readonly source: Source;
  /** The version that is being released: its bundle is what the model makes. That of the model, or absent. */
  readonly releasing?: string | undefined;
}

/** One for each release of the spec, in its order. Throws a Fault with all that is missing or cannot be read. */
export const keptBundles = (keeping: Keeping): readonly KeptBundle[] => {
  const { model, releasing } = keeping;
  const releases = model.delivery.olm?.history.releases ?? [];
  const read = releases.map(({ version }, i) =>
    version === releasing ? releasedNow(keeping, version) : keptBundle(keeping, version, i),
  );
  const problems = read.flatMap((one) => ('problems' in one ? one.problems : []));
  if (problems.length > 0) throw new Fault(...problems);
  return read.flatMap((one) => ('bundle' in one ? [one] : []));
};

/** What the model makes; where only its place in the upgrade graph is another than that of what was kept, it is what was kept. */
const releasedNow = ({ root, model }: Keeping, version: string): KeptBundle => {
  const now = bundleNow(model);
  const folder = keptFolder(model, version);
  if (!isFolder(join(root, folder))) return now;
  const { files, config } = filesOf(root, folder);
  const kept = openBundle(folder, files);
  return isSameRelease(kept, now.bundle) ? { version, bundle: kept, ...config } : { ...now, ...config };
};

/** What is in its folder: the files of the bundle, and what is made of the history. */
const filesOf = (root: string, folder: string): Found => {
  const { files } = readBundle(join(root, folder), folder);
  const config = files.find(({ path }) => path === RELEASE_CONFIG)?.bytes;
  return {
    paths: files.map(({ path }) => path),
    files: files.filter(({ path }) => path !== RELEASE_CONFIG),
    config: config === undefined ? {} : { config },
  };
};

interface Found {
  readonly paths: readonly string[];
  readonly files: readonly BundleFile[];
  readonly config: Pick<KeptBundle, 'config'>;
}

const keptBundle = (
  { root, model, lock, source }: Keeping,
  version: string,
  index: number,
): KeptBundle | { readonly problems: readonly Problem[] } => {
  const folder = keptFolder(model, version);
  if (!isFolder(join(root, folder))) {
    const report = createReport(source);
    const [message, hint] = absent(model, lock, version);
    report.error(['spec', 'delivery', 'olm', 'releases', index, 'version'], message, hint);
    return { problems: report.problems() };
  }
  const { paths, files, config } = filesOf(root, folder);
  const bundle = openBundle(folder, files);
  const gone = Object.entries(lock?.files ?? {})
    .filter(([path, { owner }]) => owner === 'released' && path.startsWith(`${folder}/`))
    .filter(([path]) => !paths.includes(path.slice(folder.length + 1)))
    .map(([path]) => fileProblem(path, 'is part of a release, and is not there.', 'Restore it from git.'));
  const again = restored(model, version, ' --force');
  // Mended by hand it would be another release.
  const broken = bundle.problems
    .filter(({ severity }) => severity === 'error')
    .map(({ hint: _hint, ...problem }): Problem => Object.assign(problem, { hint: again }));
  const problems = [...broken, ...gone];
  if (problems.length > 0) return { problems };
  if (bundle.content === undefined) return { problems: [fileProblem(folder, 'has no ClusterServiceVersion.', again)] };
  const ofAnother = whatIsOfAnother(bundle.content, model.name, version);
  return ofAnother.length > 0
    ? { problems: ofAnother.map((what) => fileProblem(folder, what, again)) }
    : { version, bundle, ...config };
};

const isFolder = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** What OLM v1 would not install of what a catalog offers: warnings, for OLM v0 may. */
export const limitsOfOlm = (model: Model, kept: readonly KeptBundle[], source: Source): readonly Problem[] => {
  const { olm } = model.delivery;
  if (olm?.catalogImage === undefined) return [];
  const report = createReport(source);
  for (const { version, message, hint } of olmV1Limits(catalogReleases(olm, kept))) {
    const index = olm.history.releases.findIndex((release) => release.version === version);
    report.warning(['spec', 'delivery', 'olm', 'releases', index], message, hint);
  }
  return report.problems();
};

/** What is wrong where the bundle of a release is not there, and what to do. */
const absent = (model: Model, lock: Lock | undefined, version: string): readonly [message: string, hint: string] => {
  const before = Object.entries(lock?.files ?? {})
    .filter(([, { owner }]) => owner === 'released')
    .map(([path]) => path.split('/'))
    .find((parts) => parts[4] === version && parts.slice(0, 4).join('/') !== operatorFolder(model))?.[3];
  if (before !== undefined)
    return [
      `this was released as ${before}, and the operator is called ${model.name} now.`,
      `Call it ${before} again; or begin a new history, without releases: to OLM, it is another operator.`,
    ];
  return [`${keptFolder(model, version)}, the bundle of this release, is not there.`, restored(model, version)];
};

/**
 * What is lower than the spec's version cannot be made again: the spec says something else by now. With `--force` of what is there:
 * without it nothing that was released is overwritten.
 */
const restored = (model: Model, version: string, how = ''): string =>
  isNewer(model.version, version)
    ? 'Restore it from git, or take the release out of the history.'
    : `Restore it from git, or make the release again: k8s-operator bundle --version ${version}${how}.`;
