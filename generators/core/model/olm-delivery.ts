/** How the Operator Lifecycle Manager installs the operator, decided: every fact of its bundle and its catalog. */
import type { Release, ReleaseHistory } from './release.ts';

export interface OlmDelivery {
  readonly provider: { readonly name: string; readonly url?: string };
  readonly maintainers: readonly { readonly name: string; readonly email: string }[];
  readonly links: readonly { readonly name: string; readonly url: string }[];
  /** Where the source code is. */
  readonly repository?: string;
  readonly keywords: readonly string[];
  readonly categories: readonly string[];
  /** Absent: one is made. */
  readonly icon?: { readonly base64data: string; readonly mediatype: string };
  /** As the spec says; absent: what the operator needs, which `oldest/oldest-kubernetes.ts` knows. */
  readonly minKubeVersion?: string;
  /** What was released. */
  readonly history: ReleaseHistory;
  /** The release of this version: as the history has it, or as it would be if it were released now. */
  readonly release: Release;
  /** The channels that the next release is in when nobody names any. */
  readonly nextChannels: readonly string[];
  /** Where images of bundles are pushed, without a tag: 'ghcr.io/acme/memcached-operator-bundle'. */
  readonly bundleImage: string;
  /** Who may have changes merged in community-operators, by their names on GitHub. */
  readonly reviewers: readonly string[];
  /** There is a catalog, and its image is pushed there; without a tag: 'ghcr.io/acme/memcached-operator-catalog'. */
  readonly catalogImage?: string;
}
