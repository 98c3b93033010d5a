/**
 * Since which version OLM v1 installs bundles. What it did not take at first is no limit, but who has an old one has to know. From the
 * releases of operator-controller: rukpak/convert (up to v1.2.0), features/features.go, and pkg/lib/bundle/supported_resources.go of the
 * operator-registry that each has.
 */
import { jsonText } from '../../model/json.ts';
import type { BundleContent } from '../bundle-content.ts';
import { fieldAt, listAt, textAt } from './go-shape.ts';

export interface Since {
  /** 'v1.6.0' */
  readonly version: string;
  /** What the ones before do not take, each as the end of a sentence that begins with 'they take no': 'webhooks'. */
  readonly missing: readonly string[];
}

/** Undefined where every version does, from v1.0.0 on. */
export const olmV1Since = (contents: readonly BundleContent[]): Since | undefined => {
  const later = contents.flatMap(takenLater);
  const minor = Math.max(0, ...later.map(([since]) => since));
  if (minor === 0) return undefined;
  const missing = later.filter(([since]) => since === minor).map(([, what]) => what);
  return { version: `v1.${minor}.0`, missing: [...new Set(missing)] };
};

/** What v1.0.0 does not take of a bundle, and the minor version that does. */
type TakenLater = readonly [minor: number, what: string];

const KINDS: ReadonlyMap<string, number> = new Map([
  ['ConsolePlugin', 3],
  ['NetworkPolicy', 3],
  ['PodMonitor', 6],
]);

const takenLater = (content: BundleContent): readonly TakenLater[] => [
  // Before, behind a feature gate; v1.0.0 to v1.2.0 refuse them.
  ...(listAt(content.csv, 'spec', 'webhookdefinitions').length > 0 ? ([[6, 'webhooks']] as const) : []),
  ...content.others.flatMap((object): readonly TakenLater[] => {
    const kind = textAt(object, 'kind');
    const since = KINDS.get(kind);
    return since === undefined ? [] : [[since, kind]];
  }),
  // Up to v1.2.0 each object is a template of Helm as it stands.
  ...(jsonText(madeOf(content)).includes('{{') ? ([[3, 'text with {{ in it']] as const) : []),
];

/** All whose text gets into an object: annotations of the ClusterServiceVersion are copied to its pods. */
const madeOf = ({ csv, crds, others }: BundleContent): readonly unknown[] => [
  ...crds,
  ...others,
  fieldAt(csv, 'metadata', 'annotations'),
  fieldAt(csv, 'spec', 'install'),
];
