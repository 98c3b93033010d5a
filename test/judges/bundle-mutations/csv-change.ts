/** How changes to a ClusterServiceVersion are written. */
import type { Draft, Part } from './draft.ts';
import { type Mutation, put } from './mutation.ts';

/** One for each value in a place; undefined removes it. */
export const set = (path: readonly (string | number)[], ...values: readonly Part[]): readonly Mutation[] =>
  values.map((value) => ({
    name: `${path.join('.')} = ${JSON.stringify(value)?.slice(0, 60) ?? 'removed'}`,
    change: ({ csv }: Draft) => put(csv, path, value),
  }));

/** One by a name. */
export const csv = (name: string, change: (csv: Part, draft: Draft) => void): Mutation => ({
  name,
  change: (draft) => change(draft.csv, draft),
});

export const OWNED = ['spec', 'customresourcedefinitions', 'owned'];
export const DEPLOYMENTS = ['spec', 'install', 'spec', 'deployments'];
export const CONTAINER = [...DEPLOYMENTS, 0, 'spec', 'template', 'spec', 'containers', 0];
