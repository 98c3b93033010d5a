/** The macros of Kubernetes' CEL: calls that stand for loops, has() and local variables. */
import { type CallExpr, type ComprehensionExpr, copy, type Expr, type ListExpr } from './ast.ts';
import { SyntaxFault } from '../fault.ts';

/** The variable in which a macro's loop gathers its result: no name that can be written. */
export const ACCUMULATOR = '@result';
/** What it was called in earlier versions of cel-go, which no variable may be called since. */
export const OLD_ACCUMULATOR = '__result__';
const SORT_INPUT = '@__sortBy_input__';
const UNUSED = '#unused';

type Macro = (call: CallExpr, target: Expr, args: readonly Expr[]) => Expr;

/** What a call stands for; undefined when it is an ordinary call. */
export const expandMacro = (call: CallExpr): Expr | undefined => {
  const { name, args, target } = call;
  if (target === undefined) return name === 'has' && args.length === 1 ? has(call) : undefined;
  const key = `${name}:${args.length}`;
  return Object.hasOwn(MACROS, key) ? MACROS[key]!(call, target, args) : undefined;
};

const has = ({ at, args: [arg] }: CallExpr): Expr => {
  if (arg!.kind !== 'select')
    throw new SyntaxFault('has() takes a field, as in has(self.name).', at, 'For a key of a map use: "key" in map.');
  return { ...arg!, test: true };
};

type Fold = Pick<ComprehensionExpr, 'accuInit' | 'condition' | 'step' | 'result'>;

const loop =
  (vars: 1 | 2, fold: (at: number, body: readonly Expr[], names: readonly string[]) => Fold): Macro =>
  ({ at }, range, args) => {
    const names = args.slice(0, vars).map(variable);
    if (vars === 2 && names[0] === names[1])
      throw new SyntaxFault(`both variables are named "${names[0]}".`, args[1]!.at, 'Rename one.');
    const [iterVar, iterVar2] = names as [string, string?];
    return {
      kind: 'comprehension',
      at,
      range,
      iterVar,
      ...(iterVar2 !== undefined && { iterVar2 }),
      accuVar: ACCUMULATOR,
      ...fold(at, args.slice(vars), names),
    };
  };

const variable = (arg: Expr): string => {
  if (arg.kind !== 'ident')
    throw new SyntaxFault('a macro wants the name of its variable here.', arg.at, 'Write list.all(item, …).');
  if (arg.name === OLD_ACCUMULATOR) throw new SyntaxFault(`no variable may be named "${OLD_ACCUMULATOR}".`, arg.at);
  return arg.name;
};

const ident = (at: number, name: string): Expr => ({ kind: 'ident', at, name });
const accu = (at: number): Expr => ident(at, ACCUMULATOR);
const bool = (at: number, value: boolean): Expr => ({ kind: 'literal', at, literal: { type: 'bool', value } });
const int = (at: number, value: bigint): Expr => ({ kind: 'literal', at, literal: { type: 'int', value } });
const call = (at: number, name: string, ...args: Expr[]): CallExpr => ({ kind: 'call', at, name, args });
const member = (at: number, name: string, target: Expr, ...args: Expr[]): CallExpr => ({
  ...call(at, name, ...args),
  target,
});
const list = (at: number, ...elements: Expr[]): ListExpr => ({ kind: 'list', at, elements, optional: new Set() });
const when = (at: number, filter: Expr | undefined, step: Expr): Expr =>
  filter === undefined ? step : call(at, '_?_:_', filter, step, accu(at));

const all = (at: number, [predicate]: readonly Expr[]): Fold => ({
  accuInit: bool(at, true),
  condition: call(at, '@not_strictly_false', accu(at)),
  step: call(at, '_&&_', accu(at), predicate!),
  result: accu(at),
});

const exists = (at: number, [predicate]: readonly Expr[]): Fold => ({
  accuInit: bool(at, false),
  condition: call(at, '@not_strictly_false', call(at, '!_', accu(at))),
  step: call(at, '_||_', accu(at), predicate!),
  result: accu(at),
});

const existsOne = (at: number, [predicate]: readonly Expr[]): Fold => ({
  accuInit: int(at, 0n),
  condition: bool(at, true),
  step: when(at, predicate, call(at, '_+_', accu(at), int(at, 1n))),
  result: call(at, '_==_', accu(at), int(at, 1n)),
});

/** `[filter, ]transform` */
const split = (body: readonly Expr[]): readonly [Expr | undefined, Expr] =>
  body.length === 2 ? [body[0], body[1]!] : [undefined, body[0]!];

const toList = (at: number, body: readonly Expr[]): Fold => {
  const [filter, transform] = split(body);
  return {
    accuInit: list(at),
    condition: bool(at, true),
    step: when(at, filter, call(at, '_+_', accu(at), list(at, transform))),
    result: accu(at),
  };
};

const toMap = (at: number, filter: Expr | undefined, ...entry: Expr[]): Fold => ({
  accuInit: { kind: 'map', at, entries: [] },
  condition: bool(at, true),
  step: when(at, filter, call(at, 'cel.@mapInsert', accu(at), ...entry)),
  result: accu(at),
});

const transformMap = loop(2, (at, body, [key]) => {
  const [filter, transform] = split(body);
  return toMap(at, filter, ident(at, key!), transform);
});

const transformMapEntry = loop(2, (at, body) => {
  const [filter, transform] = split(body);
  return toMap(at, filter, transform);
});

const filter: Macro = (outer, range, args) =>
  loop(1, (at, body) => toList(at, [body[0]!, args[0]!]))(outer, range, args);

/** A local variable: a loop over nothing, whose result sees the variable. */
const bind = (at: number, name: string, value: Expr, step: Expr, result: Expr): ComprehensionExpr => ({
  kind: 'comprehension',
  at,
  range: list(at),
  iterVar: UNUSED,
  accuVar: name,
  accuInit: value,
  condition: bool(at, false),
  step,
  result,
});

const optMap =
  (wrap: (at: number, expr: Expr) => Expr): Macro =>
  ({ at, name }, target, [arg, body]) => {
    if (arg!.kind !== 'ident')
      throw new SyntaxFault(`${name}() wants the name of its variable first.`, arg!.at, `Write x.${name}(v, …).`);
    const bound = bind(at, arg!.name, member(at, 'value', copy(target)), ident(at, arg!.name), body!);
    return call(at, '_?_:_', member(at, 'hasValue', target), wrap(at, bound), call(at, 'optional.none'));
  };

const sortBy: Macro = (outer, target, args) => {
  const { at } = outer;
  if (['literal', 'map', 'struct'].includes(target.kind))
    throw new SyntaxFault('sortBy() can only be applied to a list.', target.at);
  const keys = loop(1, toList)(outer, ident(at, SORT_INPUT), args);
  const sorted = member(at, '@sortByAssociatedKeys', ident(at, SORT_INPUT), keys);
  return bind(at, SORT_INPUT, target, ident(at, SORT_INPUT), sorted);
};

const MACROS: Readonly<Record<string, Macro>> = {
  'all:2': loop(1, all),
  'all:3': loop(2, all),
  'exists:2': loop(1, exists),
  'exists:3': loop(2, exists),
  'exists_one:2': loop(1, existsOne),
  'exists_one:3': loop(2, existsOne),
  'existsOne:3': loop(2, existsOne),
  'map:2': loop(1, toList),
  'map:3': loop(1, toList),
  'filter:2': filter,
  'transformList:3': loop(2, toList),
  'transformList:4': loop(2, toList),
  'transformMap:3': transformMap,
  'transformMap:4': transformMap,
  'transformMapEntry:3': transformMapEntry,
  'transformMapEntry:4': transformMapEntry,
  'optMap:2': optMap((at, expr) => call(at, 'optional.of', expr)),
  'optFlatMap:2': optMap((_at, expr) => expr),
  'sortBy:2': sortBy,
};

/** How many arguments each macro that is called on a value takes, by name. */
export const MACRO_ARITIES: ReadonlyMap<string, readonly number[]> = new Map(
  Object.keys(MACROS).map((key) => {
    const [name = ''] = key.split(':');
    const same = Object.keys(MACROS).filter((other) => other.startsWith(`${name}:`));
    return [name, same.map((other) => Number(other.split(':')[1]))];
  }),
);
