/** Where in a CustomResourceDefinition a place of the spec that was made of it is: the two have the same parts in other places. */
import type { Path } from '../spec/path.ts';

/** The path in the CRD of a path below `spec.apis[n]`. */
export const definitionPath = (path: Path, isShort: (version: number) => boolean): Path => {
  const [field, ...rest] = path;
  switch (field) {
    case undefined:
      return ['spec'];
    case 'labels':
    case 'annotations':
      return ['metadata', ...path];
    case 'kind':
    case 'plural':
    case 'singular':
    case 'listKind':
    case 'shortNames':
    case 'categories':
      return ['spec', 'names', ...path];
    case 'versions':
      return ['spec', 'versions', ...versionPath(rest, isShort)];
    default:
      return ['spec', ...path];
  }
};

const versionPath = (path: Path, isShort: (version: number) => boolean): Path => {
  const [version, field, part, ...rest] = path;
  if (field !== 'schema' || part === undefined || part === 'openAPIV3Schema' || !isShort(Number(version))) return path;
  const root = [version!, 'schema', 'openAPIV3Schema'];
  return part === 'spec' || part === 'status' ? [...root, 'properties', part, ...rest] : [...root, part, ...rest];
};

/** The steps of a path as `formatPath` writes it. */
export const parsePath = (text: string): Path =>
  [...text.matchAll(/\[(\d+)\]|\[("(?:[^"\\]|\\.)*")\]|([\w$-]+)/g)].map(([, index, quoted, name]) =>
    index !== undefined ? Number(index) : quoted !== undefined ? (JSON.parse(quoted) as string) : name!,
  );
