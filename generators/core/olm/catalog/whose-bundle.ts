/** Whether a bundle is that of a release. A catalog with another in its place is none: its channels name a bundle that is not there. */
import { bundleName } from '../../model/bundle-name.ts';
import { quote } from '../../spec/near.ts';
import type { BundleContent } from '../bundle-content.ts';
import { textAt } from './go-shape.ts';

/** What is another's, a predicate with its full stop for each; none where all is the release's own. */
export const whatIsOfAnother = (content: BundleContent, packageName: string, version: string): readonly string[] => {
  const { csv, annotations } = content;
  const own: readonly (readonly [what: string, found: string, right: string])[] = [
    ['package', annotations['operators.operatorframework.io.bundle.package.v1'] ?? '', packageName],
    ['ClusterServiceVersion', textAt(csv, 'metadata', 'name'), bundleName(packageName, version)],
    ['version', textAt(csv, 'spec', 'version'), version],
  ];
  return own
    .filter(([, found, right]) => found !== right)
    .map(
      ([what, found, right]) =>
        `is not the bundle of this release: its ${what} is ${quote(found)}, not ${quote(right)}.`,
    );
};
