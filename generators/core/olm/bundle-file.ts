/**
 * A file of a bundle to the one document that OLM reads of it. The validators, opm and OLM v0 decode the first document of a file and no
 * more (operator-framework/api pkg/manifests/bundleloader.go, operator-registry pkg/lib/bundle and pkg/registry/parse.go), so what stands
 * after it is lost, and is a problem, though OLM v1 reads it. Pure; never throws.
 *
 * Read as go-yaml reads it, but for what is refused though go-yaml reads it: UTF-16, which it reads only where the bytes of the last line
 * happen to be even in number; more than 8 MiB or 200 levels, which no object in etcd can have or has; tags that are none of JSON, which it
 * passes over or decodes, so that what counts is not what stands there.
 */
import { readInput } from '../import/document.ts';
import { isObject, type JsonObject } from '../model/json.ts';
import { decodeUtf8, utf16Of } from '../spec/bytes.ts';
import { quote } from '../spec/near.ts';
import type { Problem } from '../spec/problem.ts';
import { createReport, type Report } from '../spec/report.ts';
import { parseSource, positions, type Source } from '../spec/source.ts';
import { firstDocument } from './first-document.ts';
import { Undecodable, Unreadable } from './go-yaml/cursor.ts';
import { type GoYaml, readGoYaml } from './go-yaml/read.ts';
import { readAgain, secondDocument } from './second-document.ts';

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
  if (utf16Of(bytes) !== undefined) return failed('this is UTF-16, which OLM does not read.', 'Save it as UTF-8.');
  const decoded = decodeUtf8(bytes);
  if (!('text' in decoded)) return { problems: [{ file: name, path: '', severity: 'error', ...decoded }] };
  const { text } = decoded;
  if (text.trim() === '') return failed(EMPTY, 'Remove it.');
  if (text.startsWith('\ufeff')) return failed('the file begins with two byte order marks.', 'Save it without them.');

  const first = firstDocument(text);
  const read =
    first.odd === undefined
      ? readGoYaml(first.text)
      : new Undecodable(first.odd, ODD_BEGIN, 'Begin a line of its own.');
  const source = sourceOf(text, name, read);
  const report = createReport(source);
  if (read instanceof Unreadable) return { problems: faultsOf(read, first.text, name, report) };
  const { value, odd } = read;
  if (value === null) {
    if (first.separator === undefined) return failed(COMMENTS, 'Remove it.');
    report.error([], EMPTY_FIRST, 'Remove the ---.', first.separator);
    return { problems: report.problems() };
  }
  if (!isObject(value)) {
    const what = Array.isArray(value) ? 'a list' : `a ${typeof value}`;
    report.error([], `a Kubernetes object must be a mapping, not ${what}.`, 'Begin with apiVersion and kind.');
    return { problems: report.problems() };
  }
  for (const key of odd) tellOddKey(key, report);
  const second = secondDocument(text, read.rest ?? first.rest) ?? readAgain(text, first.rest, value);
  if (second !== undefined) report.error([], second.message, second.hint, second.offset);
  return { document: { path, source, value }, problems: report.problems() };
};

const EMPTY = 'the file is empty.';
const COMMENTS = 'there is nothing but comments in it.';

/** Whether a problem is that a file has nothing in it: it cannot be what is missing elsewhere. */
export const isNothing = ({ message }: Problem): boolean => message === EMPTY || message === COMMENTS;

const EMPTY_FIRST = 'an empty document ends here, and of a file OLM v0 and opm read only the first one.';

const ODD_BEGIN = 'OLM reads no line that has more than a comment behind ---.';

/** Whether a problem is that OLM reads nothing of a file: it is cut where it should not be. */
export const isNotRead = ({ message }: Problem): boolean => message === EMPTY_FIRST || message === ODD_BEGIN;

/** Its places are those of what was read; for who asks for a tree there is one, which may have faults. */
const sourceOf = (text: string, file: string, read: GoYaml | Unreadable): Source => {
  let parsed: Source | undefined;
  const tree = (): Source => (parsed ??= parseSource(text, file));
  return {
    file,
    text,
    get document() {
      return tree().document;
    },
    get others() {
      return tree().others;
    },
    position: positions(text.replace(/\r(?!\n)|\u0085/g, '\n')),
    ...(!(read instanceof Unreadable) &&
      isObject(read.value) && { plain: { value: read.value, offsetsOf: read.offsetsOf } }),
  };
};

/**
 * What is wrong: with the syntax, in the words of the reader that knows more of YAML than where go-yaml stops, if that finds anything up to
 * there.
 */
const faultsOf = (fault: Unreadable, text: string, name: string, report: Report): readonly Problem[] => {
  const { message, hint, offset } = fault;
  report.error([], message, hint, offset);
  const problems = report.problems();
  if (fault instanceof Undecodable) return problems;
  const explained = readInput({ name, bytes: Buffer.from(text), isLenient: true }).problems;
  const errors = explained.filter(({ severity }) => severity === 'error');
  return errors.length > 0 && (errors[0]!.line ?? 0) <= problems[0]!.line! ? errors : problems;
};

const tellOddKey = ({ path, name, text, offset, odd }: GoYaml['odd'][number], report: Report): void =>
  odd === 'repeated'
    ? report.warning(
        [...path, name],
        `the key ${quote(name)} is given twice.`,
        'Remove one of the two: what counts is the later one.',
        offset,
      )
    : report.warning(
        path,
        `the key ${text} is a boolean for the API server, which reads YAML 1.1.`,
        `It is read as ${quote(name)}; quote it if ${quote(text)} is meant.`,
        offset,
      );
