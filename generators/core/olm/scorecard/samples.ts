/** The examples in the annotation alm-examples: a text of JSON inside of YAML, in which each part has its place all the same. */
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import type { Path } from '../../spec/path.ts';
import { offsetInScalar } from '../../spec/scalar-position.ts';
import { parseSource, placeOf } from '../../spec/source.ts';
import type { Findings } from '../validate/findings.ts';
import { type Gvk, gvkOf } from '../validate/gvk.ts';
import type { Subject } from './subject.ts';

export interface Sample {
  readonly value: JsonObject;
  readonly gvk: Gvk;
  /** For messages: `Memcached memcached-sample`. */
  readonly title: string;
  /** In the list. */
  readonly index: number;
}

export const SAMPLES: Path = ['metadata', 'annotations', 'alm-examples'];

/** The objects; undefined where the text is no list of objects with a kind (Operator SDK's GetCRs). */
export const samplesOf = ({ annotations }: Subject): readonly Sample[] | undefined => {
  const text = annotations['alm-examples'] ?? '';
  if (text === '') return [];
  const list = parsed(text);
  if (list === null) return [];
  if (!Array.isArray(list) || !list.every(isSample)) return undefined;
  return list.map((value, index) => ({ value, index, gvk: gvkOf(value), title: titleOf(value) }));
};

const parsed = (text: string): JsonValue | undefined => {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
};

/** An apiVersion that cannot be taken apart leaves no kind, either. */
const isSample = (value: JsonValue): value is JsonObject =>
  isObject(value) && gvkOf(value).kind !== '' && isFinite(value);

/** Go has no number for what JavaScript has Infinity for. */
const isFinite = (value: JsonValue): boolean =>
  typeof value === 'object' && value !== null
    ? Object.values(value).every((item) => isFinite((item as JsonValue | undefined) ?? null))
    : typeof value !== 'number' || Number.isFinite(value);

const titleOf = ({ kind, metadata }: JsonObject): string => {
  const name = isObject(metadata) ? metadata['name'] : undefined;
  return typeof name === 'string' ? `${String(kind)} ${name}` : String(kind);
};

/** Tells something of a place in a sample: where that stands in the text of the annotation. */
export const tellSample = (
  findings: Findings,
  { document }: Subject,
  severity: 'error' | 'warning',
  path: Path,
  message: string,
  hint?: string,
): void => findings[severity](document, [...SAMPLES, ...path], message, hint, offsetOf(document.source, path));

/** JSON is YAML; a list is no document that has places, so it is put into a mapping first. */
const offsetOf = (source: Subject['document']['source'], path: Path): number => {
  const { node } = placeOf(source.document, SAMPLES);
  const text = (node as { readonly value?: unknown } | undefined)?.value;
  if (typeof text !== 'string') return node?.range?.[0] ?? 0;
  const list = parseSource(`{"all": ${text}}`, '');
  for (let length = path.length; length >= 0; length--) {
    const part = ['all', ...path.slice(0, length)];
    const plain = list.plain?.offsetsOf(part);
    const offset = (length < path.length ? plain?.key : undefined) ?? plain?.value ?? rangeOf(list, part);
    if (offset !== undefined) return offsetInScalar(source.text, node, offset - PREFIX);
  }
  return node?.range?.[0] ?? 0;
};

const PREFIX = '{"all": '.length;

const rangeOf = (list: ReturnType<typeof parseSource>, path: Path): number | undefined => {
  if (list.plain !== undefined) return undefined;
  const { node } = placeOf(list.document, path);
  return node?.range?.[0];
};
