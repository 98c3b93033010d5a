/**
 * Scalars with expressions. `${…}` that is the whole scalar gives a typed value; inside a string it interpolates; `$${` stands for a
 * literal `${`.
 */
import type { Expression, Template } from '../model/model.ts';
import type { JsonObject, JsonValue } from '../model/json.ts';
import { type ExpressionError, parseExpression, type ParsedExpression } from './expression.ts';
import { usesOf } from './expression-scope.ts';

export type Part = string | ParsedExpression | ExpressionError;

/** A string as literal text and expressions, in order; no two literals in a row, none empty. */
export const splitTemplate = (text: string): readonly Part[] => {
  const parts: Part[] = [];
  let literal = '';
  let at = 0;
  const flush = (): void => {
    if (literal !== '') parts.push(literal);
    literal = '';
  };
  while (at < text.length) {
    const next = text.indexOf('${', at);
    if (next === -1) break;
    literal += text.slice(at, next);
    if (text[next - 1] === '$' && next > at) {
      // `$${`: the first dollar is the escape.
      literal += '{';
      at = next + 2;
      continue;
    }
    const expression = parseExpression(text, next + 2);
    flush();
    parts.push(expression);
    at = expression.end ?? text.length;
  }
  literal += text.slice(at);
  flush();
  return parts;
};

/** A validated value as a template. Throws on an expression that is none: validation comes first. */
export const toTemplate = (value: JsonValue): Template => {
  if (Array.isArray(value)) return { type: 'array', items: (value as readonly JsonValue[]).map(toTemplate) };
  if (value !== null && typeof value === 'object')
    return {
      type: 'object',
      entries: Object.entries(value as JsonObject).map(([key, item]) => [key, toTemplate(item as JsonValue)]),
    };
  if (typeof value !== 'string' || !value.includes('${'))
    return { type: 'literal', value: value as string | number | boolean | null };
  const parts = splitTemplate(value).map((part) => (typeof part === 'string' ? part : toExpression(part)));
  const [first] = parts;
  if (parts.length === 1)
    return typeof first === 'object' ? { type: 'expression', expression: first } : { type: 'literal', value: first! };
  return { type: 'interpolation', parts };
};

/** Code that is known to be an expression, as one. */
export const expressionOf = (code: string): Expression => toExpression(parseExpression(`${code}}`, 0));

const toExpression = (part: ParsedExpression | ExpressionError): Expression => {
  if (!part.ok) throw new Error(`not an expression: ${part.message}`);
  return { code: part.code, uses: usesOf(part) };
};
