/**
 * Files and folders that something names and that are not there: a kustomization.yaml below deploy/flux, which kustomize then does not
 * build, and Kustomizations of Flux. What is fetched from elsewhere is not looked for.
 */
import { isObject } from '../model/json.ts';
import type { Model } from '../model/model.ts';
import { nearest, quote } from '../spec/near.ts';
import type { Path } from '../spec/path.ts';
import type { Problem } from '../spec/problem.ts';
import { createReport } from '../spec/report.ts';
import { type Named, namedBy } from './named.ts';
import { items } from './substitution/generators.ts';
import { type OwnKustomization, ownKustomizations } from './substitution/kustomizations.ts';
import { NAMES, resolve } from './substitution/reach.ts';
import { type DeliveredDocument, type DeliveredTree, FLUX_FOLDER } from './tree.ts';

/** What is missing, each at the place that names it. */
export const missingProblems = (tree: DeliveredTree, model: Model): readonly Problem[] => [
  ...tree.files
    .filter(({ path }) => path.startsWith(FLUX_FOLDER) && NAMES.includes(nameOf(path)))
    .flatMap(({ path, documents }) => documents.flatMap((document) => missingFrom(document, folderOf(path), tree))),
  ...ownKustomizations(tree, model).flatMap((kustomization) => missingFor(kustomization, tree)),
];

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/'));

const missingFrom = (document: DeliveredDocument, folder: string, tree: DeliveredTree): readonly Problem[] => {
  if (!isObject(document.value)) return [];
  return namedBy(document.value).flatMap((named) => missingPath(document, named, folder, tree));
};

const missingPath = (
  document: DeliveredDocument,
  named: Named,
  folder: string,
  tree: DeliveredTree,
): readonly Problem[] => {
  const path = isElsewhere(named) ? undefined : within(folder, named.text);
  const wrong = path === undefined ? undefined : wrongWith(path, named.as, tree);
  return path === undefined || wrong === undefined
    ? []
    : problemAt(document, named.path, `${quote(named.text)} ${wrong}`, hintFor(path, named, folder, tree));
};

const problemAt = ({ source }: DeliveredDocument, path: Path, message: string, hint: string): readonly Problem[] => {
  const report = createReport(source);
  report.error(path, message, hint);
  return report.problems();
};

/** kustomize asks the network for files by http, and git for folders; only what has one of these forms is no path. */
const isElsewhere = ({ text, as }: Named): boolean =>
  text.startsWith('/') || /^https?:\/\//i.test(text) || ((as === 'resource' || as === 'folder') && OF_GIT.test(text));
const OF_GIT = /^(?:git::)?(?:(?:https?|ssh|file):\/\/|[a-z][a-z0-9-]*@|(?:www\.)?github\.com[:/])/i;

/** From the project's root; undefined for what is outside of it, where nobody looks. */
const within = (folder: string, text: string): string | undefined => {
  let depth = folder.split('/').length;
  for (const segment of text.split('/')) {
    if (segment === '..') depth--;
    else if (segment !== '' && segment !== '.') depth++;
    if (depth < 0) return undefined;
  }
  return resolve(folder, text);
};

/** The end of a sentence, or undefined where all is well. */
const wrongWith = (path: string, as: Named['as'], tree: DeliveredTree): string | undefined => {
  const found = tree.entry(path);
  if (found === 'missing') return `is not there: ${path} is missing, and kustomize builds nothing without it.`;
  const isFolder = found === 'folder';
  if (as === 'manifest' || as === 'data') return isFolder ? 'is a folder, and kustomize wants a file here.' : undefined;
  if (!isFolder) return as === 'folder' ? 'is a file, and kustomize wants a folder here.' : undefined;
  return NAMES.some((name) => tree.entry(`${path}/${name}`) === 'file')
    ? undefined
    : `is a folder without a kustomization.yaml, and kustomize builds nothing without it.`;
};

/** What is there under a similar name, else what to do. */
const hintFor = (path: string, { text }: Named, folder: string, tree: DeliveredTree): string => {
  const isGenerated = NAMES.some((name) => tree.isManaged(`${folder}/${name}`));
  if (isGenerated) return 'What is generated needs it: put it back, e.g. from git.';
  const start = text.slice(0, text.replace(/\/+$/, '').lastIndexOf('/') + 1);
  const near = nearestBeside(path, tree);
  return near === undefined ? 'Write it, or take it out of the list.' : `Did you mean ${quote(`${start}${near}`)}?`;
};

const nearestBeside = (path: string, tree: DeliveredTree): string | undefined =>
  nearest(
    nameOf(path),
    tree.beside(path).filter((name) => name !== nameOf(path)),
  );

/** Flux builds a folder of what it has pulled, with components whose paths begin there. */
const missingFor = ({ document, spec, roots }: OwnKustomization, tree: DeliveredTree): readonly Problem[] => {
  const written = typeof spec.path === 'string' ? spec.path : '';
  if (roots.length === 0 || written.split('/').includes('..')) return [];
  const folders = roots.map((root) => resolve(root, written).replace(/^\//, ''));
  const folder = folders.find((path) => path === '' || tree.entry(path) === 'folder');
  if (folder === undefined) {
    const [path = ''] = folders;
    const near = nearestBeside(path, tree);
    const start = written.slice(0, written.replace(/\/+$/, '').lastIndexOf('/') + 1);
    return problemAt(
      document,
      ['spec', 'path'],
      `${quote(written)} ${tree.entry(path) === 'file' ? 'is a file, and Flux builds folders' : `is not there: Flux would look for ${path}`}.`,
      near === undefined ? 'Write it, or name another.' : `Did you mean ${quote(`${start}${near}`)}?`,
    );
  }
  if (spec.ignoreMissingComponents === true) return [];
  return items(spec.components).flatMap((text, i) =>
    typeof text === 'string' && text !== ''
      ? missingPath(document, { path: ['spec', 'components', i], text, as: 'folder' }, folder, tree)
      : [],
  );
};
