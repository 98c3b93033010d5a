/** A bundle that can be changed: its files as objects, or as the texts that they are. */
import { load } from 'js-yaml';
import { toYaml } from '../../../generators/core/emit/yaml.ts';
import type { Model } from '../../../generators/core/model/model.ts';
import type { BundleFile } from '../../../generators/core/olm/bundle-file.ts';
import { olmFiles } from '../../../generators/core/plan/olm.ts';

/** An object whose parts may be anything: mutations write what no type allows. */
// oxlint-disable-next-line typescript/no-explicit-any -- that is the point of them
export type Part = any;

export interface Draft {
  /** By their paths from the bundle's folder; a string is the file's text. */
  readonly files: Record<string, Part>;
  readonly csv: Part;
  readonly crd: Part;
  /** Those of metadata/annotations.yaml. */
  readonly annotations: Part;
  readonly csvPath: string;
  readonly crdPath: string;
}

/** The files of an operator's bundle, as objects. */
export const bundleObjects = (model: Model): Readonly<Record<string, Part>> =>
  Object.fromEntries(
    olmFiles(model)
      .filter(({ path }) => path.startsWith('bundle/'))
      .map(({ path, content }) => [path.slice('bundle/'.length), load(String(content))]),
  );

/** A copy of a bundle, to be changed. */
export const draftOf = (objects: Readonly<Record<string, Part>>): Draft => {
  const files = structuredClone(objects) as Record<string, Part>;
  const pathOf = (kind: string) => Object.keys(files).find((path) => files[path]?.kind === kind)!;
  const [csvPath, crdPath] = [pathOf('ClusterServiceVersion'), pathOf('CustomResourceDefinition')];
  return {
    files,
    csvPath,
    crdPath,
    csv: files[csvPath],
    crd: files[crdPath],
    annotations: files['metadata/annotations.yaml'].annotations,
  };
};

/** Its files as they would be on disk. */
export const filesOf = ({ files }: Draft): readonly BundleFile[] =>
  Object.entries(files)
    .map(([path, content]) => ({ path, bytes: bytesOf(content) }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));

const bytesOf = (content: Part): Uint8Array => {
  if (content instanceof Uint8Array) return content;
  return Buffer.from(typeof content === 'string' ? content : textOf(content));
};

/** The text of a file of the bundle. */
export const textOf = (content: Part): string =>
  typeof content === 'object' && content !== null && !Array.isArray(content)
    ? toYaml(content)
    : JSON.stringify(content);
