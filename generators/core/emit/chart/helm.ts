/**
 * Kubernetes objects in which parts are Helm's: what `objects/` makes, with expressions in the place of what a chart's user may
 * choose. As the value of a key or an item of a list; what is conditional takes its key or its item with it.
 */
import type { JsonValue } from '../../model/json.ts';

/** The tag that tells Helm's parts from data. */
const HELM = Symbol('helm');

/** A part of a template. `code` is what stands between the braces. */
export type Helm = { readonly [HELM]: true } & (
  | { readonly type: 'expression'; readonly code: string }
  | { readonly type: 'text'; readonly parts: readonly (string | Helm)[] }
  | { readonly type: 'block'; readonly code: string }
  | { readonly type: 'spread'; readonly code: string }
  | { readonly type: 'section'; readonly open: string; readonly value: ChartValue }
);

/** Data, or a part of a template, or both nested. Keys whose value is undefined are not printed. */
export type ChartValue = Exclude<JsonValue, object> | undefined | Helm | readonly ChartValue[] | ChartObject;
export interface ChartObject {
  readonly [key: string]: ChartValue;
}

/** `{{ code }}` as a scalar. */
export const expression = (code: string): Helm => ({ [HELM]: true, type: 'expression', code });

/** A scalar of literal text and expressions. */
export const text = (...parts: readonly (string | Helm)[]): Helm => ({ [HELM]: true, type: 'text', parts });

/** `{{- code | nindent N }}` below its key: code that prints YAML. */
export const block = (code: string): Helm => ({ [HELM]: true, type: 'block', code });

/** Code that prints whole keys or items, in the place of one. The key that it is written at is not printed. */
export const spread = (code: string): Helm => ({ [HELM]: true, type: 'spread', code });

/** The key or item only when the condition is true. Neighbours with the same condition share one `if`. */
export const when = (condition: string, value: ChartValue): Helm => section(`if ${condition}`, value);

/** The key or item only when what the code gives is not empty; in the value it is `.`. */
export const whenGiven = (code: string, value: ChartValue): Helm => section(`with ${code}`, value);

/** The key only when the value is not empty, and then the value itself. */
export const given = (path: string): Helm => section(`with ${path}`, block('toYaml .'));

/** The key only when the value is not empty, and then the value as a scalar. */
export const givenScalar = (path: string): Helm => section(`with ${path}`, expression('. | quote'));

/** The keys or items of a value, if there are any, in the place of one. */
export const spreadGiven = (path: string): Helm => section(`with ${path}`, spread('toYaml .'));

/** A value as one item of a list, if it is not empty. */
export const itemGiven = (path: string): Helm => section(`with ${path}`, spread('list . | toYaml'));

const section = (open: string, value: ChartValue): Helm => ({ [HELM]: true, type: 'section', open, value });

/** Whether a value is a part of a template. */
export const isHelm = (value: ChartValue): value is Helm =>
  typeof value === 'object' && value !== null && HELM in value;
