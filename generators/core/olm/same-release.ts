/**
 * Whether two bundles are of one release. Its place in the upgrade graph may change after it was given out, for it is the catalog that
 * OLM follows (operator-registry, alpha/declcfg: channels have their own entries). Nothing else may. Pure; never throws.
 */
import { isDeepStrictEqual } from 'node:util';
import { fingerprint } from '../apply/fingerprint.ts';
import { isObject, type JsonValue } from '../model/json.ts';
import type { BundleDocument } from './bundle-file.ts';
import type { Bundle } from './open-bundle.ts';

export const isSameRelease = (a: Bundle, b: Bundle): boolean => isDeepStrictEqual(contentOf(a), contentOf(b));

/** Files by their path. */
const contentOf = ({ files, csv, annotations }: Bundle): ReadonlyMap<string, unknown> =>
  new Map(
    files.map(({ path, bytes }) => {
      const document = [csv, annotations].find((one) => one?.path === path);
      return [path, document === undefined ? fingerprint(bytes) : withoutPlace(document)];
    }),
  );

const BUNDLE = 'operators.operatorframework.io.bundle';

/** Where a ClusterServiceVersion and annotations.yaml speak of the graph. */
const PLACES: readonly (readonly string[])[] = [
  ['spec', 'replaces'],
  ['spec', 'skips'],
  ['metadata', 'annotations', 'olm.skipRange'],
  ['annotations', `${BUNDLE}.channels.v1`],
  ['annotations', `${BUNDLE}.channel.default.v1`],
];

const withoutPlace = ({ value }: BundleDocument): JsonValue => PLACES.reduce<JsonValue>(without, value);

const without = (value: JsonValue, [step = '', ...rest]: readonly string[]): JsonValue => {
  if (!isObject(value)) return value;
  const { [step]: inner, ...others } = value;
  if (inner === undefined) return value;
  return rest.length === 0 ? others : { ...others, [step]: without(inner, rest) };
};
