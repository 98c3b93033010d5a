/**
 * The oldest Kubernetes that an operator runs on: that which has everything that its definitions and children need, found in the model.
 * Given the model; gives the versions that ClusterServiceVersion and charts carry. Fields of children that only expressions make, what
 * seeded code does, and the estimates of what rules cost, which differ between releases, are not known here.
 */
import type { Model } from '../model.ts';
import { childNeeds } from './child-needs.ts';
import { definitionNeeds } from './definition-needs.ts';
import type { Need } from './need.ts';

/** What every operator needs, by the runtime and the objects that are generated for all: 1.30. */
export const OLDEST_MINOR = 30;

export interface OldestKubernetes {
  /** Three numbers: '1.31.0'. */
  readonly operator: string;
  /** Of the definitions alone. */
  readonly definitions: string;
}

/** As the spec says, or as the operator needs. */
export const oldestKubernetes = (model: Model): OldestKubernetes => {
  const stated = model.delivery.olm?.minKubeVersion;
  if (stated !== undefined) return { operator: stated, definitions: stated };
  const needs = needsOf(model);
  return {
    operator: neededVersion(needs),
    definitions: neededVersion(needs.filter((need) => need.of === 'definition')),
  };
};

/** Everything that not every release has. */
export const needsOf = (model: Model): readonly Need[] => {
  const needs = answers.get(model) ?? find(model);
  answers.set(model, needs);
  return needs;
};

/** Every chart, the bundle and the rules ask. */
const answers = new WeakMap<Model, readonly Need[]>();

const find = ({ apis }: Model): readonly Need[] =>
  apis.flatMap((api, i) => [...definitionNeeds(api, ['apis', i]), ...childNeeds(api, ['apis', i])]);

/** As people write it: '1.31' for '1.31.0'. */
export const shortVersion = (version: string): string => version.replace(/^(\d+\.\d+)\.0$/, '$1');

/** The version that has all of them. */
export const neededVersion = (needs: readonly Need[]): string =>
  `1.${Math.max(OLDEST_MINOR, ...needs.map(({ minor }) => minor))}.0`;
