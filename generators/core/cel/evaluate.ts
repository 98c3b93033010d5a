/**
 * Evaluates a rule on data, as far as objects that nobody has given yet need it: operators, fields, macros and the functions of strings
 * and lists. What it does not know (quantities, addresses, times) it does not guess: the answer is then undefined.
 */
import { isObject, type JsonValue } from '../model/json.ts';
import type { ComprehensionExpr, Expr, Literal } from './syntax/ast.ts';
import { DATA_FUNCTIONS, isList, NoValue, Unknown } from './data-functions.ts';
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
      const run = Object.hasOwn(DATA_FUNCTIONS, expr.name) ? DATA_FUNCTIONS[expr.name] : undefined;
      const args = expr.target === undefined ? expr.args : [expr.target, ...expr.args];
      if (run?.length !== args.length) throw new Unknown();
      return run(...args.map((arg) => evaluate(arg, scope)));
    }
  }
};

const literal = (value: Literal): JsonValue => {
  if (value.type === 'null') return null;
  if (value.type === 'bytes') throw new Unknown();
  return typeof value.value === 'bigint' ? asInData(value.value) : value.value;
};

/** Integers are numbers as long as these are exact. */
const asInData = (integer: bigint): number | bigint => {
  const value = Number(integer);
  return Number.isSafeInteger(value) ? value : integer;
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
