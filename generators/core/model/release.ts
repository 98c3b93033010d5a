/** The releases of an operator that OLM knows of, and what a catalog says of them. */

/** One release: its bundle is kept in `deploy/olm/operators/<operator>/<version>/`. */
export interface Release {
  /** SemVer without v: '0.1.0'. */
  readonly version: string;
  /** The channels of the catalog that it is in; at least one. */
  readonly channels: readonly string[];
  /** The version that is upgraded to it; absent for the first of a channel. */
  readonly replaces?: string;
  /** Versions that are upgraded past: nobody stays on them. */
  readonly skips: readonly string[];
  /** Versions that may be upgraded to it at once, as a range of blang/semver: '>=0.1.0 <0.2.0'. */
  readonly skipRange?: string;
  /** RFC 3339, in seconds; absent unless it was given. */
  readonly createdAt?: string;
  /** Why nobody should use it any more. */
  readonly deprecated?: string;
  /** The image of its bundle, by digest, where that is known. */
  readonly image?: string;
}

/** All that the upgrade graph of a catalog is made of. */
export interface ReleaseHistory {
  /** In the order of the spec, which is the order of their release. */
  readonly releases: readonly Release[];
  readonly defaultChannel: string;
  /** Why the whole operator should not be used any more. */
  readonly deprecated?: string;
  /** Why a channel should not be used any more, by its name. */
  readonly deprecatedChannels: Readonly<Record<string, string>>;
}
