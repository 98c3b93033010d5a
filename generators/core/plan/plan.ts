/**
 * A plan: every file of the generated project as a row. Pure data; what becomes of a row on disk is decided by `apply/`.
 */

/**
 * - managed: always rewritten; refused when the user edited it.
 * - seeded: written once, the user's from then on.
 * - merged: three-way merged from the stored base.
 * - released: what was given out; kept as it is, refused when the user edited it or when it would become another; never deleted.
 */
export type Owner = 'managed' | 'seeded' | 'merged' | 'released';

export interface PlannedFile {
  /** Relative to the project, with forward slashes, never with `..`. */
  readonly path: string;
  /** Text ends in a newline; bytes are for the vendored tarball only. */
  readonly content: string | Uint8Array;
  readonly owner: Owner;
  /** Released files only: the folder of their release, to which nothing is added and from which nothing is taken. */
  readonly release?: string;
  /** Executable files only. */
  readonly executable?: true;
  /** Functions without which a seeded file leaves undone what the spec declares. An old one may lack them: that is said. */
  readonly calls?: readonly string[];
  /** Where else a seeded file and the spec may part: that is said. */
  readonly remarks?: readonly Remark[];
}

/** What is said of a file that is kept, when its code has, or lacks, what the pattern matches. */
export interface Remark {
  readonly when: 'has' | 'lacks';
  /** A regular expression, line by line. */
  readonly pattern: string;
  /** After the name of the file: 'exports cleanup, …'. */
  readonly note: string;
}
