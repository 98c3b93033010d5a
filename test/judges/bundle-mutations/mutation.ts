import type { Draft, Part } from './draft.ts';

/** One change to a sound bundle, and what it is called. */
export interface Mutation {
  readonly name: string;
  readonly change: (draft: Draft) => void;
  /** What operator-sdk looks at, and the validators do not. */
  readonly isFormat?: true;
}

/** The value at a path of keys and indices. */
export const at = (value: Part, path: readonly (string | number)[]): Part =>
  path.reduce((part, step) => part?.[step], value);

/** Sets a value, or removes it where there is none. */
export const put = (value: Part, path: readonly (string | number)[], to: Part): void => {
  const parent = at(value, path.slice(0, -1));
  const last = path.at(-1)!;
  if (to !== undefined) parent[last] = structuredClone(to);
  else if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete parent[last];
};
