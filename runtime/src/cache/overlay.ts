/** What an own write was answered, until the watch has come as far. */
import type { KubernetesObject } from '../object.ts';
import { compareVersions } from './version.ts';

export interface Overlay<T> {
  /** undefined: deleted, or no longer selected. */
  readonly object: T | undefined;
  readonly uid: string;
  /** As of which resourceVersion; undefined: not known, of a deletion. */
  readonly version: string | undefined;
}

/** Whether the watch has come as far, when it brings this object. */
export const covers = ({ metadata }: KubernetesObject, { uid, version }: Overlay<KubernetesObject>): boolean =>
  version === undefined ? metadata.uid !== uid : compareVersions(metadata.resourceVersion, version) >= 0;

/** Whether a collection as of `version` tells more. */
export const reaches = (version: string, { version: own }: Overlay<KubernetesObject>): boolean =>
  own === undefined || compareVersions(version, own) >= 0;
