/** Why OLM v1 does not install a bundle. */
import type { JsonObject } from '../../model/json.ts';
import { listAt, textAt } from './go-shape.ts';

export interface Refusal {
  /** The reason, one sentence with its full stop, which follows a colon. */
  readonly what: string;
  /** What to do about it, one sentence. */
  readonly hint: string;
}

export const NAME_HINT =
  'Use lower-case letters, digits, dashes and dots, a letter or digit at both ends of each part.';

/** Each once. */
export const distinct = (refusals: readonly Refusal[]): readonly Refusal[] => [
  ...new Map(refusals.map((refusal) => [refusal.what, refusal])).values(),
];

/** What is there more than once, each once. */
export const repeated = (names: readonly string[]): readonly string[] => [
  ...new Set(names.filter((name, index) => names.indexOf(name) < index)),
];

/** The names of the definitions that a ClusterServiceVersion says it owns. */
export const ownedNames = (csv: JsonObject): readonly string[] =>
  listAt(csv, 'spec', 'customresourcedefinitions', 'owned').map((owned) => textAt(owned, 'name'));

/** Those of its deployments. */
export const deploymentNames = (csv: JsonObject): readonly string[] =>
  listAt(csv, 'spec', 'install', 'spec', 'deployments').map((deployment) => textAt(deployment, 'name'));
