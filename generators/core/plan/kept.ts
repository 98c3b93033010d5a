/**
 * The releases of an operator as OLM's catalogs take them: `deploy/olm/operators/<operator>/`, laid out as community-operators is
 * (github.com/k8s-operatorhub/community-operators, docs/packaging-operator.md), so that it can be copied there as it is.
 */
import type { Model } from '../model/model.ts';
import { type Bundle, openBundle } from '../olm/open-bundle.ts';
import { olmFiles } from './olm.ts';
import type { PlannedFile } from './plan.ts';

/** A release, and the bundle that was given out for it. */
export interface KeptBundle {
  readonly version: string;
  readonly bundle: Bundle;
  /** Its release-config.yaml, as it is; absent where there is none. */
  readonly config?: Uint8Array;
}

/** Where an operator's releases are. */
export const operatorFolder = ({ name }: Pick<Model, 'name'>): string => `deploy/olm/operators/${name}`;

/** Where the bundle of a release is kept. A version is safe in a path: letters, digits, '-', '.' and '+'. */
export const keptFolder = (model: Pick<Model, 'name'>, version: string): string =>
  `${operatorFolder(model)}/${version}`;

/** What stands beside a kept bundle, and is made of the history. */
export const RELEASE_CONFIG = 'release-config.yaml';

/** The bundle of the model's own version, as it is generated now. */
export const bundleNow = (model: Model): KeptBundle => {
  const files = olmFiles(model)
    .filter(({ path }) => path.startsWith('bundle/'))
    .map(({ path, content }) => ({ path: path.slice('bundle/'.length), bytes: Buffer.from(content) }));
  return { version: model.version, bundle: openBundle('bundle', files) };
};

/** Every file of every kept bundle, as it is. */
export const keptFiles = (model: Model, kept: readonly KeptBundle[]): readonly PlannedFile[] =>
  kept.flatMap(({ version, bundle }) =>
    bundle.files.map(({ path, bytes }) => ({
      path: `${keptFolder(model, version)}/${path}`,
      content: bytes,
      owner: 'released' as const,
      release: keptFolder(model, version),
    })),
  );
