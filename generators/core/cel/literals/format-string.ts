/** `'…'.format([…])` with both written out: clauses must be known and fit their arguments (cel-go's ext/formatting.go). */
import type { CallExpr, Expr } from '../syntax/ast.ts';
import type { Checked } from '../check/checked.ts';
import type { Fault } from '../fault.ts';
import { formatType, type Kind } from '../types.ts';

const ANY_TEXT: readonly Kind[] = [
  'list',
  'map',
  'int',
  'uint',
  'double',
  'bool',
  'string',
  'timestamp',
  'bytes',
  'duration',
  'type',
  'null',
];

const CLAUSES: Readonly<Record<string, readonly Kind[]>> = {
  s: ANY_TEXT,
  d: ['int', 'uint'],
  f: ['double', 'string'],
  e: ['double', 'string'],
  b: ['int', 'uint', 'bool'],
  x: ['int', 'uint', 'string', 'bytes'],
  X: ['int', 'uint', 'string', 'bytes'],
  o: ['int', 'uint'],
};

/** The first fault of a call of format(); none where text or list are not written out. */
export const formatFaults = (expr: CallExpr, checked: Checked): Fault[] => {
  const { target, args } = expr;
  const [list] = args;
  if (target?.kind !== 'literal' || target.literal.type !== 'string' || args.length !== 1 || list!.kind !== 'list')
    return [];
  const { elements } = list as Expr & { kind: 'list' };
  let next = 0;
  for (const [, precision, letter] of target.literal.value.matchAll(/%(%|\.\d*|)([^]|$)/gu)) {
    // Of %% the second sign was taken for a precision; what follows it is text.
    if (precision === '%') continue;
    const fault = clauseFault(precision!, letter!, elements[next], expr, checked);
    if (fault !== undefined) return [fault];
    next++;
  }
  if (elements.length <= next) return [];
  return [{ at: expr.at, message: `the text has ${next} clauses, the list ${elements.length} values.` }];
};

const clauseFault = (
  precision: string,
  letter: string,
  argument: Expr | undefined,
  { at }: CallExpr,
  checked: Checked,
): Fault | undefined => {
  const clause = `%${precision}${letter}`;
  if (letter === '' || precision === '.')
    return { at, message: `${clause} is no whole clause.`, hint: 'Write %% for a %.' };
  if (argument === undefined) return { at, message: `there is no value for ${clause}.`, hint: 'Write %% for a %.' };
  const kinds = CLAUSES[letter];
  if (kinds === undefined)
    return { at, message: `${clause} is no clause.`, hint: 'Known: %s %d %f %e %b %x %o, and %%.' };
  const bad = misfit(argument, kinds, letter === 's', checked);
  if (bad === undefined) return undefined;
  return {
    at: bad.at,
    message: `${clause} cannot take ${formatType(checked.type(bad))}.`,
    hint: 'Use %s, or convert it.',
  };
};

const misfit = (written: Expr, kinds: readonly Kind[], deep: boolean, checked: Checked): Expr | undefined => {
  const expr = checked.resolved(written);
  const { kind } = checked.type(expr);
  if (kind !== 'dyn' && !kinds.includes(kind)) return expr;
  if (!deep) return undefined;
  const parts =
    expr.kind === 'list'
      ? expr.elements
      : expr.kind === 'map'
        ? expr.entries.flatMap(({ key, value }) => [key, value])
        : [];
  for (const part of parts) {
    const bad = misfit(part, kinds, true, checked);
    if (bad !== undefined) return bad;
  }
  return undefined;
};
