/** Where an operator can be told to watch, as its ClusterServiceVersion says. */
import { isObject } from '../../model/json.ts';
import type { BundleContent } from '../bundle-content.ts';
import { listAt, textAt } from './go-shape.ts';

/** The install modes that it supports. */
export const supportedModes = ({ csv }: BundleContent): readonly string[] =>
  listAt(csv, 'spec', 'installModes')
    .filter((item) => isObject(item) && item['supported'] === true)
    .map((item) => textAt(item, 'type'));

export const supportsAllNamespaces = (content: BundleContent): boolean =>
  supportedModes(content).includes('AllNamespaces');
