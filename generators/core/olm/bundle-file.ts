/**
 * A file of a bundle to the one document that OLM reads of it. Every tool of OLM decodes the first document of a file and no more
 * (operator-framework/api pkg/manifests/bundleloader.go, operator-registry pkg/lib/bundle and pkg/registry/parse.go), so what stands
 * after it is lost, and is a problem. Pure; never throws.
 */
import type { JsonObject } from '../model/json.ts';
import { decodeManifest } from '../spec/bytes.ts';
import type { Path } from '../spec/path.ts';
import type { Problem } from '../spec/problem.ts';
import { createReport } from '../spec/report.ts';
import { parseSource, type Source } from '../spec/source.ts';
import { type InputDocument, readInput } from '../import/document.ts';

export interface BundleFile {
  /** From the bundle's folder, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** What a file says, with where its parts stand. */
export interface BundleDocument {
  /** From the bundle's folder. */
  readonly path: string;
  /** `source.file` is how problems name it. */
  readonly source: Source;
  readonly value: JsonObject;
}

export interface ReadFile {
  /** Absent when the file cannot be read. */
  readonly document?: BundleDocument;
  readonly problems: readonly Problem[];
}

/** More than Kubernetes takes for one object; such a file is no manifest. */
const MOST_BYTES = 8 * 1024 * 1024;

/** The document of a file. `name` is how problems call the file. */
export const readBundleFile = ({ path, bytes }: BundleFile, name: string): ReadFile => {
  const failed = (message: string, hint: string): ReadFile => ({
    problems: [{ file: name, path: '', message, hint, severity: 'error' }],
  });
  if (bytes.byteLength > MOST_BYTES)
    return failed('the file is larger than 8 MiB, which no manifest is.', 'Move it out of the bundle.');
  const decoded = decodeManifest(bytes);
  if ('text' in decoded && decoded.text.trim() === '') return failed('the file is empty.', 'Remove it.');
  const { documents, problems } = readInput({ name, bytes, isLenient: true });
  const [document, second] = documents;
  const wrong = [...problems, ...('text' in decoded ? emptyFirst(decoded.text, name) : [])];
  if (document === undefined)
    return {
      problems: wrong.length > 0 ? wrong : failed('there is nothing but comments in it.', 'Remove it.').problems,
    };
  return {
    document: { path, ...document },
    problems: second === undefined ? wrong : [...wrong, secondProblem(second)],
  };
};

const EMPTY_FIRST = 'an empty document ends here, and of a file OLM reads only the first one.';

/** Whether a problem is that OLM reads nothing of a file, for what is in it is not in its first document. */
export const isEmptyFirst = ({ message }: Problem): boolean => message === EMPTY_FIRST;

/** Whether a text begins with a document of comments alone, which is the one that OLM reads. */
const emptyFirst = (text: string, name: string): readonly Problem[] => {
  const found = /^(?!---)(?:[ \t]*(?:#.*)?\r?\n)+---/.exec(text);
  if (found === null) return [];
  const source = parseSource(text, name);
  const report = createReport(source);
  report.error([], EMPTY_FIRST, 'Remove the ---.', found[0].length - '---'.length);
  return report.problems();
};

const secondProblem = (second: InputDocument): Problem => {
  const report = createReport(second.source);
  const { kind } = second.value;
  const begin: Path = Object.keys(second.value).slice(0, 1);
  report.error(
    begin,
    `a second document begins here${typeof kind === 'string' ? `, of kind ${kind}` : ''}; of a file OLM reads only the first one.`,
    'Give it a file of its own.',
    'key',
  );
  return { ...report.problems()[0]!, path: '' };
};
