/** Types of names, of fields, and of what could be either: `a.b`. */
import { type Expr, qualifiedName, type SelectExpr } from '../syntax/ast.ts';
import { BOOL, ERROR, isOptional, optionalOf, type Type, unwrapOptional } from '../types.ts';
import type { Checking } from './checking.ts';
import { unknownName } from './complaints.ts';
import { fieldType } from './members.ts';

/** The type of a variable, or of what every expression knows. */
export const typeOfIdent = (expr: Expr & { kind: 'ident' }, checking: Checking): Type => {
  const type = typeOfName(expr, expr.name, checking);
  if (type === undefined) checking.findings.faults.push(unknownName(expr.name, expr.at, checking.scope.names()));
  return type ?? ERROR;
};

/** The type of a name with dots, if it is one, or of a field. */
export const typeOfSelect = (expr: SelectExpr, checking: Checking): Type => {
  const name = qualifiedName(expr);
  const named = name === undefined ? undefined : typeOfName(expr, name, checking);
  if (named !== undefined) return named;
  const type = typeOfField(expr, expr.operand, expr.field, false, checking);
  return expr.test ? BOOL : checking.types.known(type);
};

/** The type of `operand.field`: an optional of it if the operand is one, or the field is asked for so. */
export const typeOfField = (
  { at }: Expr,
  operand: Expr,
  field: string,
  optional: boolean,
  { check, findings, objects, types }: Checking,
): Type => {
  const operandType = types.known(check(operand));
  const { type, fault } = fieldType(unwrapOptional(operandType), field, at, objects, types);
  if (fault !== undefined) findings.faults.push(fault);
  return optional || isOptional(operandType) ? optionalOf(type) : type;
};

/** A name as it is declared: a dot before it only says that it is no name of a package. */
export const withoutDot = (name: string): string => name.replace(/^\./, '');

/** Undefined when the name means nothing. */
const typeOfName = (expr: Expr, written: string, { findings, scope }: Checking): Type | undefined => {
  const name = withoutDot(written);
  const type = scope.lookUp(name);
  if (type !== undefined && (expr.kind !== 'ident' || expr.name !== name))
    findings.resolve(expr, { kind: 'ident', at: expr.at, name });
  return type;
};
