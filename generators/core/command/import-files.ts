/** What `import` reads: files, folders with all that is below them, and stdin. Every file that cannot be read is told at once. */
import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Fault, asReadFault } from '../apply/fault.ts';
import { SCHEMA_FILE, STATE } from '../apply/path.ts';
import { readBytes } from '../apply/read.ts';
import type { Input } from '../import/document.ts';
import { utf16Of } from '../spec/bytes.ts';
import type { Problem } from '../spec/problem.ts';
import type { Io } from './io.ts';

export interface Inputs {
  readonly inputs: readonly Input[];
  readonly warnings: readonly Problem[];
}

/** The inputs in the order in which they were given, those of a folder by path. Throws a Fault with every one that cannot be read. */
export const readInputs = (files: readonly string[], io: Pick<Io, 'cwd' | 'stdin'>): Inputs => {
  const problems: Problem[] = [];
  const attempt: Attempt = (file, work) => {
    try {
      return work();
    } catch (error) {
      const fault = asReadFault(error, file);
      if (!(fault instanceof Fault)) throw error;
      problems.push(...fault.problems);
      return [];
    }
  };
  const read = files.flatMap((file) =>
    attempt(file, (): readonly Input[] => {
      if (file === '-') return [{ name: 'stdin', bytes: io.stdin?.() ?? new Uint8Array() }];
      const path = resolve(io.cwd, file);
      if (!statSync(path).isDirectory()) return [{ name: file, bytes: readBytes(path, file) }];
      return filesBelow(path, file, attempt).flatMap((below) =>
        attempt(below, () => [{ name: below, bytes: readBytes(resolve(io.cwd, below), below), found: true }]),
      );
    }),
  );
  if (problems.length > 0) throw new Fault(...problems);
  const inputs = read.filter(({ found, bytes }) => found !== true || mentionsKind(bytes));
  return { inputs, warnings: passedOver(read.length - inputs.length) };
};

/** What does not even name it is something else, and need not be read as YAML: a folder has all sorts of files. */
const KIND = 'CustomResourceDefinition';

const mentionsKind = (bytes: Uint8Array): boolean =>
  utf16Of(bytes) !== undefined || Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(KIND);

const passedOver = (count: number): readonly Problem[] =>
  count === 0
    ? []
    : [
        {
          file: count === 1 ? '1 file' : `${count} files`,
          path: '',
          message: `skipped: there is no ${KIND} in ${count === 1 ? 'it' : 'them'}.`,
          severity: 'warning',
        },
      ];

/** Folders of tools, with files of others. */
const NOT_ENTERED: ReadonlySet<string> = new Set(['.git', 'node_modules', STATE]);

/** What `work` gives, or nothing when the file system refuses: that is told at the end. */
type Attempt = <T>(file: string, work: () => readonly T[]) => readonly T[];

const filesBelow = (path: string, shown: string, attempt: Attempt): readonly string[] =>
  attempt(shown, () => readdirSync(path, { withFileTypes: true }))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const below = join(shown, entry.name);
      if (entry.isDirectory())
        return NOT_ENTERED.has(entry.name) ? [] : filesBelow(join(path, entry.name), below, attempt);
      // What import itself writes beside a spec, and which speaks of CRDs, too.
      if (entry.name === SCHEMA_FILE) return [];
      return /\.(?:ya?ml|json)$/i.test(entry.name) && isFile(entry, join(path, entry.name)) ? [below] : [];
    });

/** A link to a file is one; a link to a folder is not followed, for it may lead back. */
const isFile = (entry: Dirent, path: string): boolean =>
  entry.isFile() || (entry.isSymbolicLink() && statSync(path, { throwIfNoEntry: false })?.isFile() === true);
