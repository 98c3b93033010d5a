/**
 * Texts that hold CustomResourceDefinitions to YAML documents with positions. JSON is read as the YAML that it is. What is no text,
 * no YAML, or a template of YAML is a problem each; nothing is guessed.
 */
import type { Document } from 'yaml';
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Problem } from '../spec/problem.ts';
import { createReport } from '../spec/report.ts';
import { parseSources, type Source } from '../spec/source.ts';
import { reportSyntax } from '../spec/syntax.ts';
import { readValue } from '../spec/value.ts';

/** A file, or what came in on stdin. */
export interface Input {
  /** Its name in problems. */
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Found in a folder rather than named: what has nothing to do with CRDs is passed over. */
  readonly found?: boolean;
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
  const text = decode(input.bytes);
  if (typeof text !== 'string') return failed(input, text);
  if (text.trim() === '')
    return failed(input, ['the input is empty.', 'Give a CustomResourceDefinition in YAML or JSON.']);
  const sources = parseSources(text, input.name);
  const read = sources.map(readDocument);
  const problems = read.flatMap((one) => one.problems);
  const template = problems.length > 0 ? templateIn(sources[0]!) : undefined;
  return {
    documents: read.flatMap(({ documents }) => documents),
    problems: template === undefined ? problems : [template],
  };
};

const readDocument = (source: Source): Read => {
  if (source.plain !== undefined) return { documents: [{ source, value: source.plain.value }], problems: [] };
  const report = createReport(source);
  if (reportSyntax(source, report)) return { documents: [], problems: report.problems() };
  const value: JsonValue = readValue(source.document as Document, report);
  if (report.problems().length === 0 && value !== null && (typeof value !== 'object' || Array.isArray(value)))
    report.error(
      [],
      `a Kubernetes object must be a mapping, not ${Array.isArray(value) ? 'a list' : `a ${typeof value}`}.`,
      'Begin with apiVersion and kind.',
    );
  const problems = report.problems();
  return { documents: problems.length > 0 || value === null ? [] : [{ source, value: value as JsonObject }], problems };
};

type Wrong = readonly [message: string, hint: string];

const failed = ({ name }: Input, [message, hint]: Wrong): Read => ({
  documents: [],
  problems: [{ file: name, path: '', message, hint, severity: 'error' }],
});

const NO_YAML = 'Give CustomResourceDefinitions in YAML or JSON.';

const decode = (bytes: Uint8Array): string | Wrong => {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return ['the input is not UTF-8 text.', NO_YAML];
  }
  // oxlint-disable-next-line no-control-regex -- these are what tells a binary file from text
  return /[\0-\x08\x0e-\x1f\x7f]/.test(text) ? ['the input is binary.', NO_YAML] : text;
};

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
