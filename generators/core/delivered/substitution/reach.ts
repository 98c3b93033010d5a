/**
 * What kustomize builds of a folder, as far as files tell: objects, and patches of objects. Given a folder, gives each document with
 * the object that it is about. Names and labels that kustomize adds change nothing of what is asked here.
 */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Path } from '../../spec/path.ts';
import { parseSource, positions } from '../../spec/source.ts';
import { embeddedAt } from '../embedded.ts';
import { asKustomize } from '../kustomize.ts';
import type { DeliveredDocument, DeliveredFile, DeliveredTree } from '../tree.ts';
import { inlinePatches } from '../versions.ts';
import { generatedTexts, items } from './generators.ts';

/** A document, and what it is about. */
export interface Piece {
  readonly document: DeliveredDocument;
  /** Where the document is in the file's own one, when it is inside of a text. */
  readonly within: Path;
  /** An object, or fields of one; a list of operations on one; what kustomize is told itself; a text in a ConfigMap. */
  readonly form: 'object' | 'operations' | 'kustomization' | 'text';
  /** What is known of the object. */
  readonly object: {
    readonly apiVersion?: string;
    readonly group?: string;
    readonly kind?: string;
    readonly name?: string;
  };
}

/** Everything that a folder is built of, each document once. */
export const piecesOf = (folder: string, { files, text }: DeliveredTree): readonly Piece[] => {
  const byPath = new Map(files.map((file) => [file.path, file]));
  const seen = new Set<string>();
  const once = (path: string): boolean => !seen.has(path) && seen.add(path) !== undefined;

  const collect = (path: string): readonly Piece[] => {
    const file = byPath.get(path);
    if (file !== undefined) return once(path) ? piecesOfFile(file) : [];
    return once(`${path}/`) ? collectFolder(path) : [];
  };

  const collectFolder = (path: string): readonly Piece[] => {
    const file = NAMES.map((name) => byPath.get(`${path}/${name}`)).find((found) => found !== undefined);
    if (file !== undefined) return file.documents.flatMap((document) => collectKustomization(document, path));
    // Flux writes one that names every manifest below.
    const below = files.map((other) => other.path).filter((other) => other.startsWith(`${path}/`) && isScanned(other));
    const entries = new Set(below.map((other) => `${path}/${other.slice(path.length + 1).split('/')[0]}`));
    return [...entries].flatMap(collect);
  };

  const collectKustomization = (document: DeliveredDocument, folder: string): readonly Piece[] => {
    const { value } = document;
    if (!isObject(value)) return [];
    const paths = LISTS.flatMap((list) => texts(value[list]));
    const patches = [...items(value.patches), ...items(value.patchesJson6902)].filter(isObject);
    return [
      { document, within: [], form: 'kustomization', object: {} },
      ...paths.flatMap((path) => collect(resolve(folder, path))),
      ...generatedTexts(value).flatMap(({ name, path }) => collectText(resolve(folder, path), name)),
      ...patches.flatMap(({ path, target }) =>
        typeof path === 'string' ? withTarget(collect(resolve(folder, path)), target) : [],
      ),
      ...inlinePatches(value).flatMap(({ path, text }) =>
        withTarget(
          embeddedAt(document, path, text, asKustomize).documents.flatMap((inner) => pieceOf(inner, path)),
          targetOf(value, path),
        ),
      ),
    ];
  };

  const collectText = (path: string, name: JsonValue | undefined): readonly Piece[] => {
    const value = text(path);
    if (value === undefined) return [];
    const document = { source: { ...parseSource('', path), text: value, position: positions(value) }, value };
    return [{ document, within: [], form: 'text', object: strings({ apiVersion: 'v1', kind: 'ConfigMap', name }) }];
  };

  return collect(folder);
};

/** In the order of kustomize. */
export const NAMES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
/** What Flux takes where nobody says what to take. */
const isScanned = (path: string): boolean => /\.ya?ml$|\/Kustomization$/.test(path);

const LISTS = ['resources', 'components', 'bases', 'patchesStrategicMerge'];

const texts = (value: JsonValue | undefined): readonly string[] =>
  items(value).filter((item) => typeof item === 'string');

/** The target stands beside the patch. */
const targetOf = (value: JsonObject, [list, index]: Path): JsonValue | undefined => {
  const item = items(value[String(list)])[Number(index)];
  return isObject(item) ? item.target : undefined;
};

/** A path that is written in a folder. */
export const resolve = (folder: string, path: string): string => {
  const segments = folder.split('/');
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return segments.join('/');
};

const piecesOfFile = ({ documents }: DeliveredFile): readonly Piece[] =>
  documents.flatMap((document) => pieceOf(document, []));

const pieceOf = (document: DeliveredDocument, within: Path): readonly Piece[] => {
  const { value } = document;
  if (Array.isArray(value)) return [{ document, within, form: 'operations', object: {} }];
  return isObject(value) ? [{ document, within, form: 'object', object: identity(value) }] : [];
};

const identity = ({ apiVersion, kind, metadata }: JsonObject): Piece['object'] => {
  const name = isObject(metadata) ? metadata.name : undefined;
  return strings({ apiVersion, kind, name });
};

/** What a patch does not say of its object itself. */
const withTarget = (pieces: readonly Piece[], target: JsonValue | undefined): readonly Piece[] => {
  if (!isObject(target)) return pieces;
  const { group, version, kind, name } = target;
  const apiVersion = typeof group === 'string' && typeof version === 'string' ? `${group}/${version}` : undefined;
  return pieces.map((piece) => ({
    ...piece,
    object: { ...strings({ apiVersion, group, kind, name }), ...piece.object },
  }));
};

const strings = (fields: Readonly<Record<string, JsonValue | undefined>>): Piece['object'] =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => typeof value === 'string'));
