/** The Kustomizations of Flux that substitute: which variables each knows, and which folder it builds. */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Model } from '../../model/model.ts';
import { splitApiVersion } from '../../model/names.ts';
import { isEncrypted } from '../sops.ts';
import type { DeliveredDocument, DeliveredTree } from '../tree.ts';

export interface Substitution {
  /** For people: the environment, or the name of the Kustomization. */
  readonly name: string;
  /** The folder that is built, from the project's root. */
  readonly folder: string;
  readonly values: ReadonlyMap<string, string>;
  /** There are variables that only the cluster knows: a Secret's, or those of a ConfigMap that is not here. */
  readonly isOpen: boolean;
}

/** An object, and the file that it is in. */
interface Found {
  readonly path: string;
  readonly document: DeliveredDocument;
  readonly object: JsonObject;
}

/** A Kustomization of Flux that builds a folder of this project. */
export interface OwnKustomization {
  readonly document: DeliveredDocument;
  readonly spec: JsonObject;
  /** What `path` may begin at, from the project's root. None where the source may be another repository. */
  readonly roots: readonly string[];
}

/** Those over the manifests of this project. */
export const ownKustomizations = (tree: DeliveredTree, model: Model): readonly OwnKustomization[] => {
  const objects = objectsOf(tree);
  return objects
    .filter(
      ({ object }) =>
        isOfFlux(object, 'kustomize.toolkit.fluxcd.io', 'Kustomization') && isOwnSource(object, objects, model),
    )
    .map(({ document, object }) => {
      const spec = fieldOf(object, 'spec') ?? {};
      const isForeign = fieldOf(spec, 'sourceRef')?.name === BOOTSTRAP && model.delivery.flux?.instance !== true;
      const root = model.delivery.flux?.git === undefined ? ROOT : '';
      return { document, spec, roots: isForeign ? [] : [root] };
    });
};

/** Those over the manifests of this project; what others deliver by their own sources is not here. */
export const substitutionsOf = (tree: DeliveredTree, model: Model): readonly Substitution[] => {
  const objects = objectsOf(tree);
  return objects
    .filter(({ object }) => isOfFlux(object, 'kustomize.toolkit.fluxcd.io', 'Kustomization'))
    .flatMap((found) => {
      const spec = fieldOf(found.object, 'spec');
      const postBuild = fieldOf(spec, 'postBuild');
      const folder = isOwnSource(found.object, objects, model) ? folderOf(spec?.path, tree) : undefined;
      if (postBuild === undefined || folder === undefined) return [];
      const { values, isOpen } = variablesOf(postBuild, found, objects);
      // Without a variable Flux leaves the texts alone, unless it is told otherwise.
      if (values.size === 0 && !isOpen && postBuild.substituteStrategy !== 'Always') return [];
      return [{ name: nameOf(found), folder, values, isOpen }];
    });
};

const objectsOf = ({ files }: DeliveredTree): readonly Found[] =>
  files.flatMap(({ path, documents }) =>
    documents.flatMap((document) => (isObject(document.value) ? [{ path, document, object: document.value }] : [])),
  );

const isOfFlux = ({ apiVersion, kind }: JsonObject, group: string, wanted: string): boolean =>
  kind === wanted && typeof apiVersion === 'string' && splitApiVersion(apiVersion).group === group;

const fieldOf = (object: JsonValue | undefined, name: string): JsonObject | undefined => {
  const field = isObject(object) ? object[name] : undefined;
  return isObject(field) ? field : undefined;
};

const ENVIRONMENT = /(?:^|\/)clusters\/([^/]+)\//;

const nameOf = ({ path, object }: Found): string => {
  const environment = ENVIRONMENT.exec(path)?.[1];
  return environment ?? `Kustomization ${String(fieldOf(object, 'metadata')?.name)}`;
};

/** What Flux calls the source that a cluster is bootstrapped from. */
const BOOTSTRAP = 'flux-system';

const isOwnSource = (kustomization: JsonObject, objects: readonly Found[], { delivery }: Model): boolean => {
  const { kind, name } = fieldOf(fieldOf(kustomization, 'spec'), 'sourceRef') ?? {};
  if (name === BOOTSTRAP) return true;
  const own = new Set<JsonValue | undefined>([delivery.flux?.manifestsUrl, delivery.flux?.git?.url]);
  own.delete(undefined);
  return objects.some(
    ({ object }) =>
      object.kind === kind && fieldOf(object, 'metadata')?.name === name && own.has(fieldOf(object, 'spec')?.url),
  );
};

/** An artifact has deploy/flux as its root, a repository of git this folder. */
const folderOf = (written: JsonValue | undefined, { files }: DeliveredTree): string | undefined => {
  const path = typeof written === 'string' ? normal(written) : '';
  return [path === '' ? ROOT : `${ROOT}/${path}`, path].find(
    (folder) => folder !== '' && files.some((file) => file.path.startsWith(`${folder}/`)),
  );
};

const ROOT = 'deploy/flux';

const normal = (path: string): string =>
  path
    .split('/')
    .filter((segment) => segment !== '' && segment !== '.')
    .join('/');

/** As Flux reads them: later sources win, and what is written out wins over all. Line breaks are dropped. */
const variablesOf = (
  postBuild: JsonObject,
  found: Found,
  objects: readonly Found[],
): Pick<Substitution, 'values' | 'isOpen'> => {
  const values = new Map<string, string>();
  const add = (data: JsonObject | undefined): void => {
    for (const [name, value] of Object.entries(data ?? {}))
      if (typeof value === 'string') values.set(name, value.replaceAll('\n', ''));
  };
  let isOpen = false;
  const { substituteFrom } = postBuild;
  for (const reference of Array.isArray(substituteFrom) ? (substituteFrom as readonly JsonValue[]) : []) {
    const source = isObject(reference) ? nearest(reference, found, objects) : undefined;
    if (source === undefined || isEncrypted(source.object)) isOpen = true;
    else add(fieldOf(source.object, 'data'));
  }
  add(fieldOf(postBuild, 'substitute'));
  return { values, isOpen };
};

/** Each environment has a ConfigMap of the same name: it is the one whose file is nearest. */
const nearest = (reference: JsonObject, { path }: Found, objects: readonly Found[]): Found | undefined =>
  objects
    .filter(
      ({ object }) =>
        reference.kind === 'ConfigMap' &&
        object.kind === 'ConfigMap' &&
        fieldOf(object, 'metadata')?.name === reference.name,
    )
    .toSorted((a, b) => commonFolders(b.path, path) - commonFolders(a.path, path))[0];

const commonFolders = (a: string, b: string): number => {
  const [left, right] = [a, b].map((path) => path.split('/').slice(0, -1)) as [string[], string[]];
  const parted = left.findIndex((folder, i) => folder !== right[i]);
  return parted === -1 ? left.length : parted;
};
