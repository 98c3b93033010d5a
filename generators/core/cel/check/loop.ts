/** Types of the loops that macros stand for, and of the variables that they bring. */
import type { ComprehensionExpr, Expr } from '../syntax/ast.ts';
import { BOOL, DYN, ERROR, formatType, INT, type Type } from '../types.ts';
import type { Checking } from './checking.ts';
import { mismatch } from './complaints.ts';

/** The type of a loop's result. */
export const typeOfLoop = (expr: ComprehensionExpr, checking: Checking): Type => {
  const { check, scope, types } = checking;
  const { accuVar, iterVar, iterVar2 } = expr;
  const range = types.known(check(expr.range));
  const accuType = check(expr.accuInit);
  const [first, second] = variableTypes(expr, range, checking);
  scope.enter([[accuVar, accuType]]);
  scope.enter([[iterVar, first], ...(iterVar2 === undefined ? [] : [[iterVar2, second] as const])]);
  expect(expr.condition, BOOL, checking);
  expect(expr.step, accuType, checking);
  scope.leave();
  const result = check(expr.result);
  scope.leave();
  return types.known(result);
};

const expect = (expr: Expr, wanted: Type, { check, findings, types }: Checking): void => {
  const type = check(expr);
  if (!types.assignable([wanted], [type]))
    findings.faults.push(mismatch(expr.at, types.known(wanted), types.known(type)));
};

const variableTypes = (
  { range: { at }, iterVar2 }: ComprehensionExpr,
  range: Type,
  { findings, types }: Checking,
): readonly [first: Type, second: Type] => {
  switch (range.kind) {
    case 'list':
      // One variable is the item; of two, the first is its index.
      return [iterVar2 === undefined ? range.params[0]! : INT, range.params[0]!];
    case 'map':
      return [range.params[0]!, range.params[1]!];
    case 'param':
      types.assignable([DYN], [range]);
      return [DYN, DYN];
    case 'dyn':
    case 'error':
      return [DYN, DYN];
    default:
      findings.faults.push({ at, message: `a ${formatType(range)} is nothing to go through; lists and maps are.` });
      return [ERROR, ERROR];
  }
};
