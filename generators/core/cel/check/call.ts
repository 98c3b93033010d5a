/** Types of calls: of functions, of members of values, and of operators. */
import { overloadsOf } from '../functions.ts';
import { type CallExpr, type Expr, qualifiedName } from '../syntax/ast.ts';
import { BOOL, ERROR, STRING, type Type } from '../types.ts';
import type { Checking } from './checking.ts';
import { noOverload, notBool, unknownFunction } from './complaints.ts';
import { resolveOverloads } from './resolve.ts';
import { typeOfField, withoutDot } from './selection.ts';

/** The type that a call gives. */
export const typeOfCall = (expr: CallExpr, checking: Checking): Type => {
  const { at, name, args, target } = expr;
  if (name === '_?._') return typeOfOptionalField(expr, checking);
  const given = args.map(checking.check);
  const called = target === undefined ? withoutDot(name) : functionName(target, name);
  if (called === undefined) return typeOfResult(expr, name, given, checking, checking.check(target!));
  if (called !== name) checking.findings.resolve(expr, { kind: 'call', at, name: called, args });
  return typeOfResult(expr, called, given, checking);
};

/** `a.b.name`, if there is a function that is called so. */
const functionName = (target: Expr, name: string): string | undefined => {
  const prefix = qualifiedName(target);
  if (prefix === undefined) return undefined;
  const whole = `${withoutDot(prefix)}.${name}`;
  return overloadsOf(whole) === undefined ? undefined : whole;
};

/** `operand.?field` */
const typeOfOptionalField = (expr: CallExpr, checking: Checking): Type => {
  const [operand, field] = expr.args as [Expr, Expr & { literal: { value: string } }];
  const type = typeOfField(expr, operand, field.literal.value, true, checking);
  checking.findings.setType(field, STRING);
  checking.findings.setOverloads(expr, ['select_optional_field']);
  return checking.types.known(type);
};

const typeOfResult = (expr: CallExpr, name: string, args: readonly Type[], checking: Checking, target?: Type): Type => {
  const { findings, types } = checking;
  const overloads = overloadsOf(name);
  if (overloads === undefined) {
    findings.faults.push(unknownFunction(name, expr.at, target));
    return ERROR;
  }
  if (name === '_&&_' || name === '_||_') return typeOfLogic(expr, args, checking);
  const given = target === undefined ? args : [target, ...args];
  const { ids, result } = resolveOverloads(overloads, given, target !== undefined, types);
  findings.setOverloads(expr, ids);
  if (result !== undefined) return result;
  const known = given.map((type) => types.settled(type));
  findings.faults.push(noOverload(name, expr.at, known, target !== undefined, overloads));
  return ERROR;
};

/** Tells of each side by itself. */
const typeOfLogic = (expr: CallExpr, given: readonly Type[], { findings, types }: Checking): Type => {
  const faults = given.flatMap((type, i) =>
    types.assignable([type], [BOOL]) ? [] : [notBool(expr.args[i]!.at, types.known(type), expr.name.slice(1, -1))],
  );
  findings.setOverloads(expr, [expr.name === '_&&_' ? 'logical_and' : 'logical_or']);
  findings.faults.push(...faults);
  return faults.length === 0 ? BOOL : ERROR;
};
