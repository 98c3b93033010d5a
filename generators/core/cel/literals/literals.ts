/** What the API server asks of literals beyond their types: regular expressions, formats, one type in a list or map. */
import { readPattern } from '../../spec/re2.ts';
import type { CallExpr, Expr, ListExpr, MapExpr } from '../syntax/ast.ts';
import { children } from '../syntax/ast.ts';
import type { Checked } from '../check/checked.ts';
import { mixed } from '../check/complaints.ts';
import { constantFaults } from './constants.ts';
import type { Fault } from '../fault.ts';
import { formatFaults } from './format-string.ts';
import { isSame, type Type, unwrapOptional } from '../types.ts';

/** Faults in the literals of an expression that has no faults of type. */
export const literalFaults = (checked: Checked): Fault[] => {
  const faults: Fault[] = [];
  const visit = (written: Expr, inFormat: boolean): void => {
    const expr = checked.resolved(written);
    if (expr.kind === 'call') faults.push(...callFaults(expr, checked));
    if (expr.kind === 'list' && !inFormat) faults.push(...listFaults(expr, checked));
    if (expr.kind === 'map' && !inFormat) faults.push(...mapFaults(expr, checked));
    const exempt = inFormat || (expr.kind === 'call' && expr.name === 'format');
    for (const child of children(expr)) visit(child, exempt);
  };
  visit(checked.root, false);
  return [...faults, ...constantFaults(checked)];
};

const callFaults = (expr: CallExpr, checked: Checked): Fault[] => {
  const { name, args } = expr;
  if (name === 'format') return formatFaults(expr, checked);
  // matches('text', 'pattern') has both looked at: the API server takes its first argument for a pattern, too.
  const patterns = name === 'matches' ? args : name === 'find' || name === 'findAll' ? args.slice(0, 1) : [];
  return patterns.flatMap((arg) => {
    const text = arg.kind === 'literal' && arg.literal.type === 'string' ? arg.literal.value : undefined;
    const pattern = text === undefined ? undefined : readPattern(text);
    if (pattern === undefined || pattern.ok) return [];
    return [{ at: arg.at, message: `the pattern ${pattern.message}`, hint: 'Patterns are RE2, as in Go.' }];
  });
};

const listFaults = ({ elements, optional }: ListExpr, checked: Checked): Fault[] => {
  const types = elements.map((element, i) => {
    const type = checked.type(element);
    return optional.has(i) ? unwrapOptional(type) : type;
  });
  const odd = types.findIndex((type) => !isSame(types[0]!, type, true));
  return odd < 0 ? [] : [mixed(elements[odd]!.at, types[0]!, types[odd]!)];
};

const mapFaults = ({ entries }: MapExpr, checked: Checked): Fault[] => {
  const [first] = entries;
  if (first === undefined) return [];
  const valueType = ({ value, optional }: MapExpr['entries'][number]): Type =>
    optional ? unwrapOptional(checked.type(value)) : checked.type(value);
  return entries.flatMap((entry) => [
    ...compared(entry.key, checked.type(first.key), checked.type(entry.key)),
    ...compared(entry.value, valueType(first), valueType(entry)),
  ]);
};

const compared = (expr: Expr, wanted: Type, given: Type): Fault[] =>
  isSame(wanted, given, true) ? [] : [mixed(expr.at, wanted, given)];
