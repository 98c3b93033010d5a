/**
 * Evaluates a rule on data, as far as objects that nobody has given yet need it: operators, fields, macros and the functions of strings
 * and lists. What it does not know (quantities, addresses, times) it does not guess: the answer is then undefined.
 */
import { isObject, type JsonObject, type JsonValue } from '../model/json.ts';
import { readPattern } from '../spec/re2.ts';
import type { ComprehensionExpr, Expr, Literal } from './syntax/ast.ts';
import { escapeName } from './escape.ts';
import { parse } from './syntax/parse.ts';

/** The answer of a rule: false also where the API server could not evaluate it; undefined where that is not known here. */
export const evaluateRule = (rule: string, self: JsonValue): boolean | undefined => {
  try {
    return evaluate(parsed(rule), { self }) === true;
  } catch (error) {
    if (error instanceof NoValue) return false;
    return undefined;
  }
};

/** A field that is not there, an operator that does not fit: the API server refuses the object then. */
class NoValue extends Error {}
/** Nothing that is known here. */
class Unknown extends Error {}

type Scope = Readonly<Record<string, JsonValue>>;

const parsed = (rule: string): Expr => {
  const known = rules.get(rule) ?? parse(rule);
  rules.set(rule, known);
  return known;
};

const rules = new Map<string, Expr>();

const evaluate = (expr: Expr, scope: Scope): JsonValue => {
  switch (expr.kind) {
    case 'literal':
      return literal(expr.literal);
    case 'ident':
      if (!Object.hasOwn(scope, expr.name)) throw new Unknown();
      return scope[expr.name]!;
    case 'select':
      return select(evaluate(expr.operand, scope), expr.field, expr.test);
    case 'list':
      if (expr.optional.size > 0) throw new Unknown();
      return expr.elements.map((element) => evaluate(element, scope));
    case 'map':
      return Object.fromEntries(
        expr.entries.map(({ key, value }) => [String(evaluate(key, scope)), evaluate(value, scope)]),
      );
    case 'comprehension':
      return loop(expr, scope);
    case 'struct':
      throw new Unknown();
    case 'call': {
      const lazy = Object.hasOwn(LAZY, expr.name) ? LAZY[expr.name] : undefined;
      if (lazy !== undefined) return lazy(expr.args.map((arg) => () => evaluate(arg, scope)));
      const run = Object.hasOwn(FUNCTIONS, expr.name) ? FUNCTIONS[expr.name] : undefined;
      if (run === undefined) throw new Unknown();
      const args = expr.target === undefined ? expr.args : [expr.target, ...expr.args];
      return run(...args.map((arg) => evaluate(arg, scope)));
    }
  }
};

const literal = (value: Literal): JsonValue => {
  if (value.type === 'null') return null;
  if (value.type === 'bytes') throw new Unknown();
  return typeof value.value === 'bigint' ? Number(value.value) : value.value;
};

const select = (operand: JsonValue, field: string, test: boolean): JsonValue => {
  if (!isObject(operand)) throw new NoValue();
  const key = Object.hasOwn(operand, field) ? field : Object.keys(operand).find((name) => escapeName(name) === field);
  if (test) return key !== undefined;
  if (key === undefined) throw new NoValue();
  return operand[key]!;
};

const loop = (expr: ComprehensionExpr, scope: Scope): JsonValue => {
  if (expr.iterVar2 !== undefined) throw new Unknown();
  const range = evaluate(expr.range, scope);
  const items: readonly JsonValue[] = isList(range) ? range : Object.keys(range ?? {});
  let accu = evaluate(expr.accuInit, scope);
  for (const item of items) {
    const inner = { ...scope, [expr.iterVar]: item, [expr.accuVar]: accu };
    if (evaluate(expr.condition, inner) === false) break;
    accu = evaluate(expr.step, inner);
  }
  return evaluate(expr.result, { ...scope, [expr.accuVar]: accu });
};

type Lazy = () => JsonValue;

/** One side decides, whatever the other is. */
const decided =
  (by: boolean) =>
  ([left, right]: readonly Lazy[]): JsonValue => {
    let failure: unknown;
    for (const side of [left!, right!])
      try {
        if (side() === by) return by;
      } catch (error) {
        failure ??= error;
      }
    if (failure !== undefined) throw failure;
    return !by;
  };

const LAZY: Readonly<Record<string, (args: readonly Lazy[]) => JsonValue>> = {
  '_&&_': decided(false),
  '_||_': decided(true),
  '_?_:_': ([condition, yes, no]) => (condition!() === true ? yes!() : no!()),
  '@not_strictly_false': ([value]) => {
    try {
      return value!() !== false;
    } catch {
      return true;
    }
  },
};

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

const number = (value: JsonValue): number => {
  if (typeof value !== 'number' && typeof value !== 'bigint') throw new Unknown();
  return Number(value);
};

const text = (value: JsonValue): string => {
  if (typeof value !== 'string') throw new Unknown();
  return value;
};

const comparable = (value: JsonValue): number | string => (typeof value === 'string' ? value : number(value));

const isEqual = (a: JsonValue, b: JsonValue): boolean => {
  if (isList(a)) return isList(b) && a.length === b.length && a.every((item, i) => isEqual(item, b[i]!));
  if (isObject(a))
    return (
      isObject(b) &&
      Object.keys(a).length === Object.keys(b).length &&
      Object.keys(a).every((key) => Object.hasOwn(b, key) && isEqual(a[key]!, b[key]!))
    );
  return typeof a === 'bigint' || typeof b === 'bigint' ? Number(a) === Number(b) : a === b;
};

const size = (value: JsonValue): number => {
  if (typeof value === 'string') return [...value].length;
  return isList(value) ? value.length : Object.keys(value as JsonObject).length;
};

const at = (value: JsonValue, key: JsonValue): JsonValue => {
  const found = isList(value) ? value[number(key)] : isObject(value) ? ownOf(value, text(key)) : undefined;
  if (found === undefined) throw new NoValue();
  return found;
};

const ownOf = (object: JsonObject, key: string): JsonValue | undefined =>
  Object.hasOwn(object, key) ? object[key] : undefined;

const matches = (value: JsonValue, pattern: JsonValue): boolean => {
  const read = readPattern(text(pattern));
  if (!read.ok) throw new NoValue();
  return read.matches(text(value));
};

const FUNCTIONS: Readonly<Record<string, (...args: readonly JsonValue[]) => JsonValue>> = {
  '!_': (a) => a === false,
  '-_': (a) => -number(a!),
  '_==_': (a, b) => isEqual(a!, b!),
  '_!=_': (a, b) => !isEqual(a!, b!),
  '_<_': (a, b) => comparable(a!) < comparable(b!),
  '_<=_': (a, b) => comparable(a!) <= comparable(b!),
  '_>_': (a, b) => comparable(a!) > comparable(b!),
  '_>=_': (a, b) => comparable(a!) >= comparable(b!),
  '_+_': (a, b) => {
    if (isList(a!) && isList(b!)) return [...a, ...b];
    return typeof a === 'string' ? a + text(b!) : number(a!) + number(b!);
  },
  '_-_': (a, b) => number(a!) - number(b!),
  '_*_': (a, b) => number(a!) * number(b!),
  '_%_': (a, b) => number(a!) % number(b!),
  '_[_]': (a, b) => at(a!, b!),
  '@in': (a, b) => (isList(b!) ? b.some((item) => isEqual(a!, item)) : isObject(b) && Object.hasOwn(b, text(a!))),
  size: (a) => size(a!),
  matches: (a, b) => matches(a!, b!),
  startsWith: (a, b) => text(a!).startsWith(text(b!)),
  endsWith: (a, b) => text(a!).endsWith(text(b!)),
  contains: (a, b) => text(a!).includes(text(b!)),
  lowerAscii: (a) => text(a!).toLowerCase(),
  upperAscii: (a) => text(a!).toUpperCase(),
  trim: (a) => text(a!).trim(),
  split: (a, b) => text(a!).split(text(b!)),
  indexOf: (a, b) => (isList(a!) ? a.findIndex((item) => isEqual(item, b!)) : text(a!).indexOf(text(b!))),
};
