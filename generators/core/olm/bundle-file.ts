/**
 * A file of a bundle to the one document that OLM reads of it. The validators, opm and OLM v0 decode the first document of a file and no
 * more (operator-framework/api pkg/manifests/bundleloader.go, operator-registry pkg/lib/bundle and pkg/registry/parse.go), so what stands
 * after it is lost, and is a problem, though OLM v1 reads it. Pure; never throws.
 */
import type { JsonObject } from '../model/json.ts';
import { decodeManifest, utf16Of } from '../spec/bytes.ts';
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
  if ('text' in decoded && decoded.text.trim() === '') return failed(EMPTY, 'Remove it.');
  // The decoder cuts the text where lines end, which leaves halves of characters.
  if (utf16Of(bytes) !== undefined) return failed('this is UTF-16, which OLM does not read.', 'Save it as UTF-8.');
  const { documents, problems } = readInput({ name, bytes, isLenient: true });
  const [document, second] = documents;
  const wrong = [...problems, ...('text' in decoded ? cutOtherwise(decoded.text, name) : [])];
  if (document === undefined) return { problems: wrong.length > 0 ? wrong : failed(COMMENTS, 'Remove it.').problems };
  return {
    document: { path, ...document },
    problems: second === undefined ? wrong : [...wrong, secondProblem(second)],
  };
};

const EMPTY = 'the file is empty.';
const COMMENTS = 'there is nothing but comments in it.';

/** Whether a problem is that a file has nothing in it: it cannot be what is missing elsewhere. */
export const isNothing = ({ message }: Problem): boolean => message === EMPTY || message === COMMENTS;

const EMPTY_FIRST = 'an empty document ends here, and of a file OLM v0 and opm read only the first one.';

const ODD_BEGIN = 'OLM reads no line that has more than a comment behind ---.';

/** Whether a problem is that OLM reads nothing of a file: it is cut where it should not be. */
export const isNotRead = ({ message }: Problem): boolean => message === EMPTY_FIRST || message === ODD_BEGIN;

/** A document of comments, directives or null alone, after --- or not. */
const NOTHING =
  /^(?:---[ \t]*(?:#.*)?\r?\n|(?!---)[^\S\n]*(?:(?:null|~)[ \t]*)?(?:[#%].*)?\r?\n)(?:[ \t]*(?:(?:null|~)[ \t]*)?(?:[#%].*)?\r?\n)*---/;

/**
 * Where documents begin for the decoder of OLM (apimachinery pkg/util/yaml), which looks for lines that begin with `---` and no further:
 * the first document may be one of nothing, which is the one that is read, and beside a comment nothing may stand in such a line.
 */
const cutOtherwise = (text: string, name: string): readonly Problem[] => {
  if (/^\s*[{[]/.test(text)) return [];
  const report = createReport(parseSource(text, name));
  const empty = NOTHING.exec(text);
  if (empty !== null) report.error([], EMPTY_FIRST, 'Remove the ---.', empty[0].length - '---'.length);
  const odd = /^---[ \t]*[^\s#]/m.exec(text);
  if (odd !== null) report.error([], ODD_BEGIN, 'Begin a line of its own.', odd.index);
  return report.problems();
};

const secondProblem = (second: InputDocument): Problem => {
  const report = createReport(second.source);
  const { kind } = second.value;
  const begin: Path = Object.keys(second.value).slice(0, 1);
  report.error(
    begin,
    `a second document begins here${typeof kind === 'string' ? `, of kind ${kind}` : ''}; of a file OLM v0 and opm read only the first one.`,
    'Give it a file of its own.',
    'key',
  );
  return { ...report.problems()[0]!, path: '' };
};
