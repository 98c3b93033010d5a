/** Texts that the rules of a schema name: where a rule wants a certain value, it is one of these. */
import { descendants } from '../../cel/syntax/ast.ts';
import { parse } from '../../cel/syntax/parse.ts';
import type { JsonObject } from '../json.ts';
import { rulesOf } from './faults.ts';

/** The text literals in the rules of the schema itself. */
export const literalsOf = (schema: JsonObject): readonly string[] => {
  const texts = rulesOf(schema).flatMap(({ rule }) => literalsIn(rule));
  return [...new Set(texts)];
};

const literalsIn = (rule: string): readonly string[] => {
  try {
    return [...descendants(parse(rule))].flatMap((expr) =>
      expr.kind === 'literal' && expr.literal.type === 'string' ? [expr.literal.value] : [],
    );
  } catch {
    // No expression at all: the rules of the spec say so.
    return [];
  }
};
