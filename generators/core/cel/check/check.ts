/**
 * Types of a parsed expression: cel-go's checker/checker.go over Kubernetes' declarations. Given a tree and the types of its
 * variables, gives the type of every node, the overloads that every call may mean, and all faults.
 */
import {
  type CallExpr,
  type ComprehensionExpr,
  type Expr,
  type MapExpr,
  qualifiedName,
  type StructExpr,
} from '../syntax/ast.ts';
import { ambiguous, mismatch, noOverload, unknownFunction, unknownName } from './complaints.ts';
import type { Checked, Environment } from './checked.ts';
import type { Fault } from '../fault.ts';
import { overloadsOf } from '../functions.ts';
import { Inference } from './inference.ts';
import { iterated, NOTHING } from './iteration.ts';
import { fieldType } from './members.ts';
import { messageFields, messageOf } from '../names.ts';
import { resolveOverloads } from './resolve.ts';
import { Scope } from './scope.ts';
import {
  BOOL,
  DYN,
  ERROR,
  formatType,
  isDyn,
  isOptional,
  listOf,
  LITERAL_TYPES,
  mapOf,
  optionalOf,
  STRING,
  type Type,
  unwrapOptional,
} from '../types.ts';
import { mostGeneral } from './unify.ts';

/** Checks a parsed expression. */
export const check = (root: Expr, environment: Environment): Checked => {
  const checker = new Checker(environment);
  const type = checker.check(root);
  return checker.result(root, type);
};

class Checker {
  readonly #environment: Environment;
  readonly #types = new Inference();
  readonly #typed = new Map<Expr, Type>();
  readonly #overloads = new Map<Expr, readonly string[]>();
  readonly #seen = new Map<Expr, Expr>();
  readonly #faults: Fault[] = [];
  readonly #scope: Scope;

  constructor(environment: Environment) {
    this.#environment = environment;
    this.#scope = new Scope(environment.variables);
  }

  result(root: Expr, type: Type): Checked {
    for (const [expr, open] of this.#typed) this.#typed.set(expr, this.#types.settled(open));
    return {
      root,
      type: (expr) => this.#typed.get(expr) ?? type,
      overloads: (expr) => this.#overloads.get(expr) ?? [],
      see: (expr) => this.#seen.get(expr) ?? expr,
      uses: (name) => this.#scope.uses(name),
      faults: this.#faults,
    };
  }

  check(expr: Expr): Type {
    const type = this.#typeOf(expr);
    this.#typed.set(expr, type);
    const seen = this.#seen.get(expr);
    if (seen !== undefined) this.#typed.set(seen, type);
    return type;
  }

  #typeOf(expr: Expr): Type {
    switch (expr.kind) {
      case 'literal':
        return LITERAL_TYPES[expr.literal.type];
      case 'ident': {
        const type = this.#name(expr, expr.name);
        if (type === undefined) this.#faults.push(unknownName(expr.name, expr.at, this.#scope.names()));
        return type ?? ERROR;
      }
      case 'select': {
        const name = qualifiedName(expr);
        const named = name === undefined ? undefined : this.#name(expr, name);
        if (named !== undefined) return named;
        const type = this.#select(expr, expr.operand, expr.field, false);
        return expr.test ? BOOL : this.#types.known(type);
      }
      case 'call':
        return this.#call(expr);
      case 'list':
        return this.#list(expr.elements, expr.optional);
      case 'map':
        return this.#map(expr.entries);
      case 'struct':
        return this.#struct(expr);
      case 'comprehension':
        return this.#comprehension(expr);
    }
  }

  /** The type of a name, whether simple or with dots; undefined when it means nothing. */
  #name(expr: Expr, written: string): Type | undefined {
    const name = written.startsWith('.') ? written.slice(1) : written;
    const type = this.#scope.lookUp(name);
    if (type === undefined) return undefined;
    if (expr.kind !== 'ident' || expr.name !== name) this.#seen.set(expr, { kind: 'ident', at: expr.at, name });
    return type;
  }

  #select(expr: Expr, operand: Expr, field: string, optional: boolean): Type {
    const operandType = this.#types.known(this.check(operand));
    const target = unwrapOptional(operandType);
    const { type, fault } = fieldType(target, field, expr.at, this.#environment.objects, this.#types);
    if (fault !== undefined) this.#faults.push(fault);
    return optional || isOptional(operandType) ? optionalOf(type) : type;
  }

  #call(expr: CallExpr): Type {
    const { name, args, target } = expr;
    if (name === '_?._') return this.#optionalSelect(expr);
    const argTypes = args.map((arg) => this.check(arg));
    if (target === undefined) {
      const plain = name.startsWith('.') ? name.slice(1) : name;
      if (plain !== name) this.#seen.set(expr, { kind: 'call', at: expr.at, name: plain, args });
      return this.#resolve(expr, plain, args, argTypes, undefined);
    }
    const prefix = qualifiedName(target);
    const qualified = prefix === undefined ? undefined : `${prefix.replace(/^\./, '')}.${name}`;
    if (qualified !== undefined && overloadsOf(qualified) !== undefined) {
      this.#seen.set(expr, { kind: 'call', at: expr.at, name: qualified, args });
      return this.#resolve(expr, qualified, args, argTypes, undefined);
    }
    const targetType = this.check(target);
    return this.#resolve(expr, name, args, argTypes, targetType);
  }

  #optionalSelect(expr: CallExpr): Type {
    const [operand, field] = expr.args as [Expr, Expr & { literal: { value: string } }];
    const type = this.#select(expr, operand, field.literal.value, true);
    this.#typed.set(field, STRING);
    this.#overloads.set(expr, ['select_optional_field']);
    return this.#types.known(type);
  }

  #resolve(
    expr: CallExpr,
    name: string,
    args: readonly Expr[],
    argTypes: readonly Type[],
    target: Type | undefined,
  ): Type {
    const overloads = overloadsOf(name);
    if (overloads === undefined) {
      this.#faults.push(unknownFunction(name, expr.at, target));
      return ERROR;
    }
    if (name === '_&&_' || name === '_||_') return this.#logic(expr, name, args, argTypes);
    const given = target === undefined ? argTypes : [target, ...argTypes];
    const { ids, result } = resolveOverloads(overloads, given, target !== undefined, this.#types);
    this.#setOverloads(expr, ids);
    if (result !== undefined) return result;
    const known = given.map((type) => this.#types.settled(type));
    this.#faults.push(noOverload(name, expr.at, known, target !== undefined, overloads));
    return ERROR;
  }

  #setOverloads(expr: Expr, ids: readonly string[]): void {
    this.#overloads.set(expr, ids);
    const seen = this.#seen.get(expr);
    if (seen !== undefined) this.#overloads.set(seen, ids);
  }

  #logic(expr: Expr, name: string, args: readonly Expr[], argTypes: readonly Type[]): Type {
    let sound = true;
    for (const [i, type] of argTypes.entries()) {
      if (this.#types.assignable([type], [BOOL])) continue;
      this.#faults.push(mismatch(args[i]!.at, BOOL, this.#types.known(type), name.slice(1, -1)));
      sound = false;
    }
    this.#overloads.set(expr, [name === '_&&_' ? 'logical_and' : 'logical_or']);
    return sound ? BOOL : ERROR;
  }

  #list(elements: readonly Expr[], optional: ReadonlySet<number>): Type {
    let joined: Type | undefined;
    for (const [i, element] of elements.entries()) {
      const type = this.#entryType(element, optional.has(i));
      joined = this.#join(joined, type);
    }
    return listOf(joined ?? this.#types.newType());
  }

  /** The type that an element adds to its list or map: what an optional one holds. */
  #entryType(element: Expr, optional: boolean): Type {
    const type = this.check(element);
    if (!optional) return type;
    if (!isOptional(type) && !isDyn(type)) this.#faults.push(mismatch(element.at, optionalOf(type), type));
    return unwrapOptional(type);
  }

  #map(entries: MapExpr['entries']): Type {
    let keys: Type | undefined;
    let values: Type | undefined;
    for (const { key, value, optional } of entries) {
      keys = this.#join(keys, this.check(key));
      values = this.#join(values, this.#entryType(value, optional));
    }
    return mapOf(keys ?? this.#types.newType(), values ?? this.#types.newType());
  }

  #join(previous: Type | undefined, current: Type): Type {
    if (previous === undefined) return current;
    return this.#types.assignable([previous], [current]) ? mostGeneral(previous, current) : DYN;
  }

  #struct(expr: StructExpr): Type {
    const named = this.#name(expr, expr.name);
    // The node stays what it is: only its name was looked up.
    this.#seen.delete(expr);
    if (named === undefined) {
      this.#faults.push(unknownName(expr.name, expr.at, []));
      return ERROR;
    }
    const made = named.kind === 'type' ? named.params[0] : undefined;
    const message = made === undefined ? undefined : messageOf(made);
    if (message === undefined && named.kind !== 'error') this.#faults.push(ambiguous(expr.name, expr.at));
    for (const { at, name, value, optional } of expr.fields) {
      const type = this.#entryType(value, optional);
      if (message === undefined) continue;
      const wanted = messageFields(message)?.[name];
      if (wanted === undefined) this.#faults.push({ at, message: `${message} has no field "${name}".` });
      else if (!this.#types.assignable([wanted], [type]))
        this.#faults.push(mismatch(at, wanted, this.#types.known(type)));
    }
    return message === undefined ? ERROR : made!;
  }

  #comprehension(expr: ComprehensionExpr): Type {
    const range = this.#types.known(this.check(expr.range));
    const accuType = this.check(expr.accuInit);
    const { first, second } = this.#iteration(expr, range);
    this.#scope.enter([[expr.accuVar, accuType]]);
    this.#scope.enter([
      [expr.iterVar, first],
      ...(expr.iterVar2 === undefined ? [] : [[expr.iterVar2, second] as const]),
    ]);
    this.#assert(expr.condition, this.check(expr.condition), BOOL);
    this.#assert(expr.step, this.check(expr.step), accuType);
    this.#scope.leave();
    const result = this.check(expr.result);
    this.#scope.leave();
    return this.#types.known(result);
  }

  #iteration({ range: { at }, iterVar2 }: ComprehensionExpr, type: Type): { first: Type; second: Type } {
    if (type.kind === 'param') this.#types.assignable([DYN], [type]);
    const variables = iterated(type, iterVar2 !== undefined);
    if (variables === undefined)
      this.#faults.push({ at, message: `a ${formatType(type)} is nothing to go through; lists and maps are.` });
    return variables ?? NOTHING;
  }

  #assert(expr: Expr, type: Type, wanted: Type): void {
    if (!this.#types.assignable([wanted], [type]))
      this.#faults.push(mismatch(expr.at, this.#types.known(wanted), this.#types.known(type)));
  }
}
