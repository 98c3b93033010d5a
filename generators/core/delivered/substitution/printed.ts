/**
 * How kustomize-controller prints a text before it substitutes: it makes JSON of the object and YAML of that (sigs.k8s.io/yaml over
 * go-yaml v2), so that quotes which a user wrote are gone where YAML does not need them. What is substituted then stands in the YAML as
 * if somebody had typed it there, and is read as YAML.
 */
import type { JsonValue } from '../../model/json.ts';
import { createReport } from '../../spec/report.ts';
import { parseSource } from '../../spec/source.ts';
import { readValue } from '../../spec/value.ts';
import { evaluate, type Part, parseSubstitution } from './envsubst.ts';

type Style = 'plain' | 'single' | 'double' | 'literal';

/** The style that go-yaml's emitter chooses for a text that is no number or word of YAML (emitterc.go, yaml_emitter_analyze_scalar). */
export const styleOf = (text: string): Style => {
  const isSpecial = /[^\n\x20-\x7e\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\u{10000}-\u{10ffff}]/u.test(text);
  if (isSpecial || / \n/.test(text)) return 'double';
  if (text.includes('\n')) return text.endsWith(' ') ? 'double' : 'literal';
  if (/^ | $/.test(text)) return 'single';
  return /^[#,[\]{}&*!|>'"%@`]|^[-?:](?: |$)|:(?: |$)| #/.test(text) ? 'single' : 'plain';
};

const printed = (text: string, style: Style): string => {
  if (style === 'single') return `'${text.replaceAll("'", "''")}'`;
  if (style === 'double') return JSON.stringify(text);
  return style === 'literal' ? literal(text) : text;
};

/** A block scalar: what is needed to keep white space at its beginning and its end stands in its first line. */
const literal = (text: string): string => {
  const chomp = !text.endsWith('\n') ? '-' : text === '\n' || text.endsWith('\n\n') ? '+' : '';
  const lines = text.replace(/\n$/, '').replaceAll(/^(?=.)/gm, '  ');
  return `|${/^[ \n]/.test(text) ? '2' : ''}${chomp}\n${lines}`;
};

export type Read = { readonly ok: true; readonly value: JsonValue } | { readonly ok: false; readonly text: string };

/** What the API server is given for a text, once it is substituted; or the text that is no longer YAML. */
export const substituted = (text: string, valueOf: (name: string) => string | undefined): Read => {
  const style = styleOf(text);
  const line = evaluate(partsOf(printed(text, style)), valueOf);
  // Half of a character, cut off by an offset in bytes; a name of an anchor that go-yaml does not take.
  if ((line.includes(HALF) && !text.includes(HALF)) || /^&[\w-]*[^\w\s-]/.test(line)) return { ok: false, text: line };
  const source = parseSource(`value: ${line}\n`, '');
  const report = createReport(source);
  if (source.document.errors.length > 0 || source.others.length > 0) return { ok: false, text: line };
  const root = readValue(source.document, report);
  if (report.problems().length > 0 || typeof root !== 'object' || root === null || Array.isArray(root))
    return { ok: false, text: line };
  const { value = null, ...more } = root as Readonly<Record<string, JsonValue>>;
  return Object.keys(more).length > 0 ? { ok: false, text: line } : { ok: true, value };
};

const HALF = '\ufffd';

/** Quoting may change what is in an argument, never whether it can be read. */
const partsOf = (text: string): readonly Part[] => {
  const parsed = parseSubstitution(text);
  return parsed.ok ? parsed.parts : [text];
};
