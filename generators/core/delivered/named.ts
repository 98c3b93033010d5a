/** The files and folders that a kustomization.yaml names, and as what kustomize reads each. */
import { isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import type { Path } from '../spec/path.ts';
import { items } from './substitution/generators.ts';

export interface Named {
  /** Where in the kustomization.yaml. */
  readonly path: Path;
  /** As it is written, from the folder of the kustomization.yaml. */
  readonly text: string;
  /** A manifest, or a folder with a kustomization.yaml; such a folder alone; a manifest alone; a file of any kind. */
  readonly as: 'resource' | 'folder' | 'manifest' | 'data';
}

/** Each of them, in the order of the lists here. What stands in the text itself in place of a path is none. */
export const namedBy = (kustomization: JsonObject): readonly Named[] => [
  ...LISTS.flatMap(([list, as]) =>
    items(kustomization[list]).flatMap((item, i) => (isPath(item) ? [{ path: [list, i], text: item, as }] : [])),
  ),
  ...LISTS_OF_PATHS.flatMap((list) =>
    items(kustomization[list]).flatMap((item, i) =>
      isObject(item) && isPath(item.path)
        ? [{ path: [list, i, 'path'], text: item.path, as: 'manifest' as const }]
        : [],
    ),
  ),
  ...GENERATORS.flatMap((list) =>
    items(kustomization[list]).flatMap((item, i) => (isObject(item) ? dataOf(item, [list, i]) : [])),
  ),
  ...(isObject(kustomization.openapi) && isPath(kustomization.openapi.path)
    ? [{ path: ['openapi', 'path'], text: kustomization.openapi.path, as: 'data' as const }]
    : []),
];

const LISTS: readonly (readonly [string, Named['as']])[] = [
  ['resources', 'resource'],
  ['bases', 'resource'],
  ['components', 'folder'],
  ['transformers', 'resource'],
  ['generators', 'resource'],
  ['validators', 'resource'],
  ['patchesStrategicMerge', 'manifest'],
  ['configurations', 'manifest'],
  ['crds', 'manifest'],
];
const LISTS_OF_PATHS = ['patches', 'patchesJson6902', 'replacements'];
const GENERATORS = ['configMapGenerator', 'secretGenerator'];

/** Some of the lists take an object or a patch as a text, too: it has several lines, or braces. */
const isPath = (value: JsonValue | undefined): value is string =>
  typeof value === 'string' && value !== '' && !/\n|^\s*\{/.test(value);

/** Files are `NAME=PATH` or a path; with more of `=` kustomize refuses them for that. */
const dataOf = (generator: JsonObject, at: Path): readonly Named[] => [
  ...items(generator.files).flatMap((file, i) =>
    isPath(file) && /^(?:[^=]+=)?[^=]+$/.test(file)
      ? [{ path: [...at, 'files', i], text: file.replace(/^[^=]*=/, ''), as: 'data' as const }]
      : [],
  ),
  ...items(generator.envs).flatMap((file, i) =>
    isPath(file) ? [{ path: [...at, 'envs', i], text: file, as: 'data' as const }] : [],
  ),
  ...(isPath(generator.env) ? [{ path: [...at, 'env'], text: generator.env, as: 'data' as const }] : []),
];
