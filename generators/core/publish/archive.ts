/**
 * Files to a compressed archive that is the same on every machine: in the order of their paths, of nobody, of no time, with one mode.
 * Compressed in JavaScript: what zlib makes of the same input differs between its versions and between processors.
 */
import { gzipSync } from 'fflate/browser';
import { packTar } from 'modern-tar';

export interface ArchiveFile {
  /** With forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

const MODE = 0o644;
const NO_TIME = new Date(0);

export interface Archive {
  /** The tar as such, and compressed. */
  readonly plain: Uint8Array;
  readonly compressed: Uint8Array;
}

/** The archive of the files, in the order in which they are given. */
export const archive = async (files: readonly ArchiveFile[]): Promise<Archive> => {
  const plain = await packTar(
    files.map(({ path, bytes }) => ({
      header: { name: path, size: bytes.length, type: 'file', mode: MODE, uid: 0, gid: 0, mtime: NO_TIME },
      body: bytes,
    })),
  );
  // The time 0 leaves the header's time out. The header says "Unix" wherever it is made.
  return { plain, compressed: gzipSync(plain, { level: 9, mtime: 0 }) };
};

/** By path, as code units are ordered: no language's order, which machines have different ones of. */
export const byPath = (a: ArchiveFile, b: ArchiveFile): number => (a.path < b.path ? -1 : 1);
