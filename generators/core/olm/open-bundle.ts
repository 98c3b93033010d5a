/**
 * The files of a bundle to its parts: what stands in manifests/ and in metadata/, each with its places. Given the files, gives all
 * parts that can be read, and a problem for each that cannot, at its place. Pure; never throws.
 */
import { posix } from 'node:path';
import { isObject, type JsonArray, type JsonValue } from '../model/json.ts';
import type { Problem } from '../spec/problem.ts';
import { type BundleDocument, type BundleFile, readBundleFile } from './bundle-file.ts';
import type { BundleContent } from './bundle-content.ts';
import { goText } from './go-text.ts';

export interface Stray {
  /** From the bundle's folder, with forward slashes. */
  readonly path: string;
  readonly stray: 'an empty folder' | 'a link to a folder' | 'a link that leads nowhere' | 'no file';
}

export interface Bundle {
  /** As it was given, with forward slashes; problems begin with it. */
  readonly folder: string;
  /** Everything in the folder, sorted by path. */
  readonly files: readonly BundleFile[];
  /** What is in the folder and is no file. */
  readonly strays: readonly Stray[];
  /** Where the manifests are, from the folder: what the annotations say, or `manifests`; empty where they lie in the folder itself. */
  readonly manifestsFolder: string;
  /** What can be read of the manifests, in the order of their files' names. */
  readonly manifests: readonly BundleDocument[];
  /** The first ClusterServiceVersion. */
  readonly csv?: BundleDocument;
  /** All CustomResourceDefinitions, of whatever version of that API. */
  readonly crds: readonly BundleDocument[];
  /** All that is neither a ClusterServiceVersion nor a CustomResourceDefinition. */
  readonly others: readonly BundleDocument[];
  /** The file of metadata/ that has `annotations`. */
  readonly annotations?: BundleDocument;
  /** The file of metadata/ that has `dependencies`. */
  readonly dependencies?: BundleDocument;
  /** metadata/properties.yaml. */
  readonly properties?: BundleDocument;
  /** What the bundle says; absent without a ClusterServiceVersion. */
  readonly content?: BundleContent;
  /** What cannot be read, and what is missing. */
  readonly problems: readonly Problem[];
}

export const CSV_KIND = 'ClusterServiceVersion';
export const CRD_KIND = 'CustomResourceDefinition';
export const MANIFESTS_ANNOTATION = 'operators.operatorframework.io.bundle.manifests.v1';

/** The parts of a bundle whose files are these, in whatever order: what is made of a bundle must not depend on where it was read. */
export const openBundle = (given: string, unsorted: readonly BundleFile[], strays: readonly Stray[] = []): Bundle => {
  const files = unsorted.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const folder = posix.normalize(given.replaceAll('\\', '/')).replace(/(?<=.)\/$/, '');
  const name = ({ path }: BundleFile): string => posix.join(folder, path);
  const metadata = files
    .filter((file) => posix.dirname(file.path) === 'metadata')
    .map((file) => readBundleFile(file, name(file)));
  const documents = metadata.flatMap(({ document }) => document ?? []);
  const annotations = documents.find(({ value }) => isObject(value['annotations']));
  const manifestsFolder = manifestsFolderOf(annotations, files);
  const read = files
    .filter((file) => posix.dirname(file.path) === (manifestsFolder === '' ? '.' : manifestsFolder))
    .map((file) => readBundleFile(file, name(file)));
  const manifests = read.flatMap(({ document }) => document ?? []);
  const ofKind = (kind: string) => manifests.filter(({ value }) => value['kind'] === kind);
  const csv = ofKind(CSV_KIND)[0];
  const parts = {
    crds: ofKind(CRD_KIND),
    others: manifests.filter(({ value }) => value['kind'] !== CSV_KIND && value['kind'] !== CRD_KIND),
    ...withDefined('csv', csv),
    ...withDefined('annotations', annotations),
    ...withDefined(
      'dependencies',
      documents.find((document) => document !== annotations && listOf(document, 'dependencies').length > 0),
    ),
    ...withDefined(
      'properties',
      documents.find(({ path }) => path === 'metadata/properties.yaml'),
    ),
  };
  return {
    folder,
    files,
    strays,
    manifestsFolder,
    manifests,
    ...parts,
    ...withDefined('content', csv === undefined ? undefined : contentOf(csv, parts)),
    problems: [...metadata, ...read].flatMap(({ problems }) => problems),
  };
};

/** What annotations say of themselves; a number or a boolean is its text, as OLM reads it. */
export const annotationsOf = (document: BundleDocument | undefined): Readonly<Record<string, string>> => {
  const annotations = document?.value['annotations'];
  if (!isObject(annotations)) return {};
  return Object.fromEntries(
    Object.entries(annotations).flatMap(([key, value]) => {
      const text = goText(value ?? null);
      return text === undefined ? [] : [[key, text]];
    }),
  );
};

type Parts = Pick<Bundle, 'crds' | 'others' | 'annotations' | 'dependencies' | 'properties'>;

const contentOf = (csv: BundleDocument, parts: Parts): BundleContent => ({
  csv: csv.value,
  crds: parts.crds.map(({ value }) => value),
  others: parts.others.map(({ value }) => value),
  annotations: annotationsOf(parts.annotations),
  dependencies: listOf(parts.dependencies, 'dependencies').filter(isObject),
  properties: listOf(parts.properties, 'properties').filter(isObject),
});

const listOf = (document: BundleDocument | undefined, key: string): JsonArray => {
  const list: JsonValue | undefined = document?.value[key];
  return Array.isArray(list) ? (list as JsonArray) : [];
};

/** The folder that the annotation of the manifests names, from the bundle's; empty for that itself. A slash before it changes nothing. */
export const manifestsPath = (annotation: string): string => {
  const path = posix.normalize(annotation.replace(/^\/+/, '')).replace(/\/$/, '');
  return path === '.' ? '' : path;
};

/**
 * As `operator-sdk bundle validate` finds it: where the annotations say, else manifests/. A folder that has its ClusterServiceVersion
 * elsewhere, as those before the bundle format did, is read too, so that all that is wrong with it can be told.
 */
const manifestsFolderOf = (annotations: BundleDocument | undefined, files: readonly BundleFile[]): string => {
  const hasFiles = (folder: string): boolean => files.some(({ path }) => posix.dirname(path) === folder);
  const said = annotationsOf(annotations)[MANIFESTS_ANNOTATION];
  const folder = said === undefined ? 'manifests' : manifestsPath(said);
  if (hasFiles(folder === '' ? '.' : folder)) return folder;
  if (hasFiles('manifests')) return 'manifests';
  const found = files.find((file) => readBundleFile(file, file.path).document?.value['kind'] === CSV_KIND);
  const at = found === undefined ? 'manifests' : posix.dirname(found.path);
  return at === '.' ? '' : at;
};

const withDefined = <K extends string, T>(key: K, value: T | undefined): { readonly [P in K]?: T } =>
  (value === undefined ? {} : { [key]: value }) as { readonly [P in K]?: T };
