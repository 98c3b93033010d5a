/**
 * First stage: the text of an operator.yaml to a validated spec. Gives every problem at once, sorted by position; a spec only when
 * none of them is an error. Pure: reads no file.
 */
import type { JsonObject, JsonValue } from '../model/json.ts';
import { decodeUtf8, type Undecodable } from './bytes.ts';
import { suggest } from './near.ts';
import type { Problem } from './problem.ts';
import { recover } from './recover.ts';
import { createReport, type Report } from './report.ts';
import { checkRules } from './rules/rules.ts';
import { checkShape } from './shape.ts';
import { isEmpty, parseSource, type Source } from './source.ts';
import { API_VERSION, KIND, type Spec } from './spec.ts';
import { reportSyntax } from './syntax.ts';
import { readValue } from './value.ts';

/** A spec is written by people; what is larger is something else. */
export const MAX_BYTES = 8 * 1024 * 1024;

export interface Loaded {
  /** Absent when there is an error among the problems. */
  readonly spec?: Spec;
  readonly problems: readonly Problem[];
  /** The document with positions and comments; absent when the input is no text. */
  readonly source?: Source;
}

/** Reads, checks and types a spec. `file` is its name in problems. */
export const loadSpec = (input: string | Uint8Array, file: string): Loaded => {
  const decoded = decode(input);
  if ('problem' in decoded) return { problems: [{ file, path: '', severity: 'error', ...decoded.problem }] };
  const source = parseSource(decoded.text, file);
  const report = createReport(source);
  const value = source.plain?.value ?? (reportSyntax(source, report) ? undefined : readRoot(source, report));
  if (value !== undefined && checkEnvelope(value, report)) {
    const checked = checkShape(value, report) ? value : recover(value);
    if (checked !== undefined) checkRules(checked as unknown as Spec, source, report);
  }
  const problems = report.problems();
  const failed = problems.some(({ severity }) => severity === 'error');
  return { problems, source, ...(!failed && value !== undefined && { spec: value as unknown as Spec }) };
};

/** Bytes to text; what is no UTF-8 text, or too much of it, is a problem. */
const decode = (input: string | Uint8Array): { readonly text: string } | { readonly problem: Undecodable } => {
  const size = typeof input === 'string' ? Buffer.byteLength(input) : input.byteLength;
  if (size > MAX_BYTES) {
    const message = `the file has ${(size / 1024 / 1024).toFixed(1)} MiB; a spec has at most ${MAX_BYTES / 1024 / 1024} MiB.`;
    return { problem: { message, hint: 'Give the operator.yaml of an operator, or split it into several operators.' } };
  }
  const decoded = decodeUtf8(typeof input === 'string' ? Buffer.from(input) : input);
  return 'text' in decoded ? decoded : { problem: decoded };
};

const readRoot = (source: Source, report: Report): JsonObject | undefined => {
  if (isEmpty(source.document)) {
    report.error(
      [],
      'the spec is empty.',
      'Begin with apiVersion, kind, metadata and spec, or let "k8s-operator new" write it.',
    );
    return undefined;
  }
  const value: JsonValue = readValue(source.document, report);
  if (report.problems().length > 0) return undefined;
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  report.error(
    [],
    `the spec must be a mapping, not ${Array.isArray(value) ? 'a list' : `a ${typeof value}`}.`,
    'Begin with apiVersion, kind, metadata and spec.',
  );
  return undefined;
};

/** Another kind of file is told so, rather than being measured against a schema that it was not written for. */
const checkEnvelope = (value: JsonObject, report: Report): boolean => {
  const { apiVersion, kind } = value;
  const other =
    (typeof kind === 'string' && kind !== KIND) || (typeof apiVersion === 'string' && apiVersion !== API_VERSION);
  if (typeof apiVersion === 'string' && apiVersion !== API_VERSION)
    report.error(
      ['apiVersion'],
      `${JSON.stringify(apiVersion)} is not an apiVersion of a spec.`,
      `Use ${JSON.stringify(API_VERSION)}.`,
    );
  if (typeof kind === 'string' && kind !== KIND)
    report.error(
      ['kind'],
      `${JSON.stringify(kind)} is not a spec.`,
      suggest(kind, [KIND])?.startsWith('Did') === true ? `Did you mean "${KIND}"?` : `Use "${KIND}".`,
    );
  return !other;
};
