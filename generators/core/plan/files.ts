/** The whole plan: every file of the generated project but operator.yaml, which is the user's. */
import type { Model } from '../model/model.ts';
import { isSafePath } from '../apply/path.ts';
import { airGapFiles } from './air-gap.ts';
import { chartFiles } from './chart.ts';
import { configFiles } from './config.ts';
import { docsFiles } from './docs.ts';
import { fluxFiles } from './flux.ts';
import type { KeptBundle } from './kept.ts';
import { olmFiles } from './olm.ts';
import type { PlannedFile } from './plan.ts';
import { projectFiles } from './project.ts';
import { sourceFiles } from './source.ts';
import { vendorFiles } from './vendor.ts';

/** Every file, sorted by path. The same model, and the same bundles that were kept, give the same bytes. */
export const planFiles = async (model: Model, kept: readonly KeptBundle[] = []): Promise<readonly PlannedFile[]> => {
  const parts = await Promise.all([
    projectFiles(model),
    sourceFiles(model),
    configFiles(model),
    chartFiles(model),
    fluxFiles(model),
    olmFiles(model),
    releasesAndDocs(model, kept),
    vendorFiles(),
  ]);
  const files = parts.flat().toSorted((a, b) => (a.path < b.path ? -1 : 1));
  checkPaths(files);
  return files;
};

/** The releases, and what tells of them: the documents, the list of images. What they need is loaded where something was released. */
const releasesAndDocs = async (model: Model, kept: readonly KeptBundle[]): Promise<readonly PlannedFile[]> => {
  if (kept.length === 0) return [...docsFiles(model), ...airGapFiles(model)];
  const { imagesOfReleases, installationsOf, releaseFiles } = await import('./catalog.ts');
  return [
    ...docsFiles(model, installationsOf(model, kept)),
    ...airGapFiles(model, imagesOfReleases(model, kept)),
    ...releaseFiles(model, kept),
  ];
};

/** Two files in one place, also where a file system ignores case, or a file where another needs a folder, is a bug of ours. */
const checkPaths = (files: readonly PlannedFile[]): void => {
  const seen = new Map<string, string>();
  for (const { path } of files) {
    if (!isSafePath(path)) throw new Error(`the plan has a path that is not safe: ${path}`);
    const other = seen.get(path.toLowerCase());
    if (other !== undefined) throw new Error(`the plan has two files in one place: ${other} and ${path}`);
    seen.set(path.toLowerCase(), path);
  }
  for (const { path } of files) {
    const blocked = path
      .split('/')
      .slice(0, -1)
      .map((_, index, parts) =>
        parts
          .slice(0, index + 1)
          .join('/')
          .toLowerCase(),
      );
    const file = blocked.find((folder) => seen.has(folder));
    if (file !== undefined) throw new Error(`the plan has ${path} below ${seen.get(file)}, which is a file`);
  }
};
