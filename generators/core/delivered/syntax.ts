/**
 * What cannot be read, of that which is delivered: an error in a manifest, a warning in what nothing names, and nothing where something
 * names it that is no manifest (a file of a generated ConfigMap), or where helm reads it, or nobody here says who does.
 */
import { isObject } from '../model/json.ts';
import type { Problem } from '../spec/problem.ts';
import { namedBy } from './named.ts';
import { NAMES, resolve } from './substitution/reach.ts';
import { type DeliveredFile, type DeliveredTree, FLUX_FOLDER } from './tree.ts';

/** Of files below deploy/flux, and of those of charts that helm reads. */
export const syntaxProblems = ({ files }: DeliveredTree): readonly Problem[] => {
  const kustomizations = files.filter(({ path }) => NAMES.includes(nameOf(path)));
  const folders = new Set(kustomizations.map(({ path }) => folderOf(path)));
  const manifests = new Set(kustomizations.flatMap(named(false)));
  const data = new Set(kustomizations.flatMap(named(true)));
  const charts = new Set(files.filter(({ path }) => nameOf(path) === 'Chart.yaml').map(({ path }) => folderOf(path)));
  const isTemplate = (path: string): boolean =>
    foldersAround(path).some((folder) => nameOf(folder) === 'templates' && charts.has(folderOf(folder)));
  const severityIn = ({ path }: DeliveredFile): 'as it is' | 'warning' | undefined => {
    if (path.startsWith('charts/') || NAMES.includes(nameOf(path)) || manifests.has(path)) return 'as it is';
    if (data.has(path) || path.endsWith('.json') || isTemplate(path)) return undefined;
    return foldersAround(path).some((folder) => folders.has(folder)) ? 'warning' : 'as it is';
  };
  return files
    .filter(({ path, problems }) => problems.length > 0 && (path.startsWith(FLUX_FOLDER) || path.startsWith('charts/')))
    .flatMap((file) => {
      const severity = severityIn(file);
      if (severity === undefined) return [];
      return severity === 'warning' ? file.problems.map((problem) => ({ ...problem, severity })) : file.problems;
    });
};

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

const foldersAround = (path: string): readonly string[] => {
  const folder = folderOf(path);
  return folder.includes('/') ? [folder, ...foldersAround(folder)] : [];
};

const named =
  (isData: boolean) =>
  ({ path, documents }: DeliveredFile): readonly string[] =>
    documents.flatMap(({ value }) =>
      (isObject(value) ? namedBy(value) : [])
        .filter(({ as }) => (as === 'data') === isData)
        .map(({ text }) => resolve(folderOf(path), text)),
    );
