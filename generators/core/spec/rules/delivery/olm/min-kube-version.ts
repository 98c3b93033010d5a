/**
 * The oldest Kubernetes that the spec names, held to what the operator needs. One that is too old is an error where nothing makes such
 * a cluster take the operator: its API server refuses the definition, or does not have a child's kind, so OLM would install what
 * cannot work. It is a warning where it may be meant: a field that is dropped can be brought by a feature gate, missed without harm, or
 * left out by the author's code.
 */
import { buildModel } from '../../../../model/build.ts';
import type { Need } from '../../../../model/oldest/need.ts';
import { neededVersion, needsOf, OLDEST_MINOR } from '../../../../model/oldest/oldest-kubernetes.ts';
import { quote } from '../../../near.ts';
import { formatPath, type Path } from '../../../path.ts';
import type { Report } from '../../../report.ts';
import { isNewer } from '../../../semver.ts';
import type { Spec } from '../../../spec.ts';
import { placeInSpec } from '../../cel-origin.ts';

/** Where the spec says it. */
export const MIN_KUBE_VERSION: Path = ['spec', 'delivery', 'olm', 'minKubeVersion'];

/** So many are named. */
const MOST = 3;

/** Says nothing while there are errors, nor where the version is derived. */
export const checkMinKubeVersion = (spec: Spec, report: Report): void => {
  const stated = spec.spec.delivery?.olm?.minKubeVersion;
  if (stated === undefined || report.problems().some(({ severity }) => severity === 'error')) return;
  const needs = needsOf(buildModel(spec)).filter(({ minor }) => isNewer(`1.${minor}.0`, stated));
  const hint = `Write ${quote(neededVersion(needs))}, or remove it: then it is what the operator needs.`;
  const refused = needs.filter(({ never }) => never);
  const lacking = needs.filter(({ never }) => !never);
  if (refused.length > 0) report.error(MIN_KUBE_VERSION, message(stated, refused, spec), hint);
  if (lacking.length > 0) report.warning(MIN_KUBE_VERSION, message(stated, lacking, spec), hint);
  if (needs.length === 0 && isNewer(`1.${OLDEST_MINOR}.0`, stated))
    report.warning(
      MIN_KUBE_VERSION,
      `${quote(stated)} is older than 1.${OLDEST_MINOR}, the oldest Kubernetes that the runtime is made for.`,
      hint,
    );
};

const message = (stated: string, needs: readonly Need[], spec: Spec): string => {
  // Of what one place needs, the newest.
  const places = new Map<string, Need>();
  for (const need of needs.toSorted((a, b) => b.minor - a.minor)) {
    const place = formatPath(placeOfNeed(need, spec));
    places.set(place, places.get(place) ?? need);
  }
  const reasons = [...places].map(([place, { minor, before }]) => `${place} needs 1.${minor}, before which ${before}`);
  const more = reasons.length > MOST ? `; and ${reasons.length - MOST} more` : '';
  return `${quote(stated)} is older than the Kubernetes that the operator needs: ${reasons.slice(0, MOST).join('; ')}${more}.`;
};

/** Where in the spec it comes from. */
export const placeOfNeed = ({ path }: Need, { spec: { apis } }: Spec): Path => {
  const [, api, , version, schema, ...below] = path;
  if (schema !== 'schema' || typeof api !== 'number' || typeof version !== 'number') return ['spec', ...path];
  return ['spec', ...path.slice(0, 5), ...placeInSpec(apis[api]!.versions[version]!.schema, below)];
};
