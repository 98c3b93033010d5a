/**
 * Texts that hold CustomResourceDefinitions to YAML documents with positions. JSON is read as the YAML that it is. What is no text,
 * no YAML, or a template of YAML is a problem each; nothing is guessed.
 */
import type { Document } from 'yaml';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { decodeManifest, type Undecodable } from '../spec/bytes.ts';
import type { Problem } from '../spec/problem.ts';
import { createReport } from '../spec/report.ts';
import { parseSources, type Source } from '../spec/source.ts';
import { reportSyntax } from '../spec/syntax.ts';
import { type OddKeys, readValue } from '../spec/value.ts';
import { hasOldLineBreaks, readOldLineBreaks } from './line-breaks.ts';
import { dropMadeUpLineFeed, indentLoose } from './loose.ts';

/** A file, or what came in on stdin. */
export interface Input {
  /** Its name in problems. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Found in a folder rather than named: what has nothing to do with CRDs is passed over. */
  readonly found?: boolean;
  /** Whether a key that is there twice is only warned of: who reads the file takes the later one. */
  readonly isLenient?: boolean;
}

/** One document of an input: what it says, and where. */
export interface InputDocument {
  readonly source: Source;
  readonly value: JsonObject;
}

export interface Read {
  readonly documents: readonly InputDocument[];
  readonly problems: readonly Problem[];
}

/** Every document of an input that is a mapping; empty ones are passed over. */
export const readInput = (input: Input): Read => {
  const decoded = decodeManifest(input.bytes);
  if (!('text' in decoded)) return failed(input, decoded);
  const { text } = decoded;
  if (text.trim() === '')
    return failed(input, { message: 'the input is empty.', hint: 'Give a CustomResourceDefinition in YAML or JSON.' });
  const sources = parseSources(text, input.name);
  const keys: OddKeys = { boolean: 'warning', repeated: input.isLenient === true ? 'warning' : 'error' };
  const read = readAll(sources, keys);
  if (!hasErrors(read)) return read;
  const indented = indentLoose(text);
  if (indented !== undefined) {
    const again = readAll(parseSources(indented.text, input.name).map(indented.restore), keys);
    if (!hasErrors(again)) return again;
  }
  const template = templateIn(sources[0]!);
  return template === undefined ? read : { ...read, problems: [template] };
};

const readAll = (sources: readonly Source[], keys: OddKeys): Read => {
  const read = sources.map((source) => readDocument(source, keys));
  return { documents: read.flatMap(({ documents }) => documents), problems: read.flatMap(({ problems }) => problems) };
};

const readDocument = (source: Source, keys: OddKeys): Read => {
  // A block scalar that ends with the text is read otherwise, see `loose.ts`.
  if (source.plain !== undefined && source.text.endsWith('\n') && !hasOldLineBreaks(source.text))
    return { documents: [{ source, value: source.plain.value }], problems: [] };
  const report = createReport(source);
  dropMadeUpLineFeed(source.document, source.text);
  readOldLineBreaks(source.document, source.text);
  checkDirective(source, report);
  if (reportSyntax(source, report)) return { documents: [], problems: report.problems() };
  const value: JsonValue = readValue(source.document as Document, report, keys);
  if (
    !hasErrors({ problems: report.problems() }) &&
    value !== null &&
    (typeof value !== 'object' || Array.isArray(value))
  )
    report.error(
      [],
      `a Kubernetes object must be a mapping, not ${Array.isArray(value) ? 'a list' : `a ${typeof value}`}.`,
      'Begin with apiVersion and kind.',
    );
  const problems = report.problems();
  const failed = hasErrors({ problems }) || value === null;
  return { documents: failed ? [] : [{ source, value: value as JsonObject }], problems };
};

/** The API server reads 1.1 and refuses a document that says that it is in another version. */
const checkDirective = ({ text, document }: Source, report: ReturnType<typeof createReport>): void => {
  const { version, explicit } = document.directives?.yaml ?? {};
  if (explicit === true && version !== '1.1')
    report.error(
      [],
      `the API server reads YAML 1.1, not ${version}.`,
      'Remove the %YAML directive.',
      Math.max(0, text.search(/^%YAML/m)),
    );
};

const hasErrors = ({ problems }: Pick<Read, 'problems'>): boolean =>
  problems.some(({ severity }) => severity === 'error');

const failed = ({ name }: Input, wrong: Undecodable): Read => ({
  documents: [],
  problems: [{ file: name, path: '', severity: 'error', ...wrong }],
});

/** Where a template of Helm or Go begins that makes a text no YAML. */
const templateIn = ({ text, file, position }: Source): Problem | undefined => {
  const found = /^[ \t]*(?:- +)?(?:[\w."'/-]+: +)?(\{\{)/m.exec(text);
  return found === null
    ? undefined
    : {
        file,
        ...position(found.index + found[0].length - 2),
        path: '',
        message: 'this is a template, not YAML.',
        hint: 'Render it first: helm template RELEASE CHART --include-crds | k8s-operator import -.',
        severity: 'error',
      };
};
