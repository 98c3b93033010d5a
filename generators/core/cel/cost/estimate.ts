/**
 * What a checked expression costs at most, in the API server's units: cel-go's checker/cost.go with Kubernetes' options (has()
 * costs nothing, libraries have estimates of their own).
 */
import type { CallExpr, ComprehensionExpr, Expr, ListExpr, MapExpr, SelectExpr } from '../syntax/ast.ts';
import type { Checked } from '../check/checked.ts';
import type { DeclType } from '../decl-type.ts';
import { OLD_ACCUMULATOR } from '../syntax/macros.ts';
import { costOfCall } from './calls.ts';
import { add, fixed, FREE, LARGEST, multiply, ONE, type Range, union } from './range.ts';
import { type Operand, Sizes } from './sizes.ts';
import { extend } from './trail.ts';

/** What a call costs, and how large its result is, where that is known. */
export interface CallCost {
  readonly cost: Range;
  readonly size?: Range | undefined;
}

/** The estimated cost of an expression whose `self` is of the type. */
export const estimateCost = (checked: Checked, self: DeclType): bigint =>
  new Estimator(checked, self).cost(checked.root).max;

const LIST_COST = fixed(10n);
const MAP_COST = fixed(30n);
const STRUCT_COST = fixed(40n);

class Estimator {
  readonly #checked: Checked;
  readonly #sizes: Sizes;

  constructor(checked: Checked, self: DeclType) {
    this.#checked = checked;
    this.#sizes = new Sizes(checked, self);
  }

  cost(written: Expr): Range {
    const expr = this.#checked.resolved(written);
    switch (expr.kind) {
      case 'literal':
        return FREE;
      case 'ident':
        this.#sizes.nameNode(expr);
        return ONE;
      case 'select':
        return this.#select(expr);
      case 'call':
        return this.#call(expr);
      case 'list':
        return this.#list(expr);
      case 'map':
        return this.#map(expr);
      case 'struct':
        return add(...expr.fields.map(({ value }) => this.cost(value)), STRUCT_COST);
      case 'comprehension':
        return this.#isBind(expr) ? this.#bind(expr) : this.#loop(expr);
    }
  }

  #select(expr: SelectExpr): Range {
    const cost = this.cost(expr.operand);
    if (expr.test) return cost;
    const { kind } = this.#checked.type(expr.operand);
    this.#sizes.setPath(expr, extend(this.#sizes.path(expr.operand), expr.field));
    return kind === 'map' || kind === 'struct' || kind === 'param' ? add(cost, ONE) : cost;
  }

  #call(expr: CallExpr): Range {
    const { name, args, target } = expr;
    if (name === 'dyn') {
      const cost = this.cost(args[0]!);
      this.#sizes.copySizes(expr, args[0]!);
      return add(ONE, cost);
    }
    const costs: Range[] = [];
    const operands = args.map((arg) => {
      costs.push(this.cost(arg));
      return this.#sizes.operand(arg);
    });
    const overloads = this.#checked.overloads(expr);
    if (overloads.length === 0) return FREE;
    const targetCost = target === undefined ? FREE : this.cost(target);
    const receiver = target === undefined ? undefined : this.#sizes.operand(target);
    let cost: Range = { min: LARGEST, max: 0n };
    let size: Range | undefined;
    for (const overload of overloads) {
      const call = costOfCall({ name, overload, target: receiver, args: operands, costs }, this.#sizes);
      cost = union(cost, call.cost);
      if (call.size !== undefined) size = size === undefined ? call.size : union(size, call.size);
      this.#keepEntries(expr, overload, operands);
      if (overload === 'index_list' || overload === 'index_map') {
        size = this.#sizes.entrySize(args[0]!)?.value;
        this.#sizes.setPath(expr, extend(this.#sizes.path(args[0]!), overload === 'index_list' ? '@items' : '@values'));
      }
      size ??= this.#sizes.sizeOf(expr);
    }
    this.#sizes.setSize(expr, size);
    return add(targetCost, cost);
  }

  /** Of `a ? b : c` and `a + b`, the sizes of what they hold are those of either part. */
  #keepEntries(expr: CallExpr, overload: string, args: readonly Operand[]): void {
    const parts = overload === 'conditional' ? args.slice(1) : ADDITIONS.has(overload) ? args : [];
    if (parts.length !== 2) return;
    const [a, b] = parts.map(({ expr: part }) => this.#sizes.entrySize(part));
    if (a === undefined || b === undefined) return;
    this.#sizes.setEntries(expr, { container: a.container, key: union(a.key, b.key), value: union(a.value, b.value) });
  }

  #list(expr: ListExpr): Range {
    let item: Range = { min: expr.elements.length === 0 ? 0n : LARGEST, max: 0n };
    const costs = expr.elements.map((element) => {
      const cost = this.cost(element);
      item = union(item, this.#sizes.sizeOrUnknown(element));
      return cost;
    });
    this.#sizes.setEntries(expr, { container: 'list', key: ONE, value: item });
    return add(...costs, LIST_COST);
  }

  #map(expr: MapExpr): Range {
    const min = expr.entries.length === 0 ? 0n : LARGEST;
    let keys: Range = { min, max: 0n };
    let values: Range = { min, max: 0n };
    const costs = expr.entries.map(({ key, value }) => {
      const cost = add(this.cost(key), this.cost(value));
      keys = union(keys, this.#sizes.sizeOrUnknown(key));
      values = union(values, this.#sizes.sizeOrUnknown(value));
      return cost;
    });
    this.#sizes.setEntries(expr, { container: 'map', key: keys, value: values });
    return add(...costs, MAP_COST);
  }

  #isBind({ range, condition, accuVar }: ComprehensionExpr): boolean {
    const never = condition.kind === 'literal' && condition.literal.type === 'bool' && !condition.literal.value;
    return range.kind === 'list' && range.elements.length === 0 && never && accuVar !== OLD_ACCUMULATOR;
  }

  #bind(expr: ComprehensionExpr): Range {
    const before = add(this.cost(expr.range), this.cost(expr.accuInit));
    this.#pushAccumulator(expr);
    const cost = add(before, this.cost(expr.result));
    this.#sizes.pop(expr.accuVar);
    this.#sizes.copySizes(expr, expr.result);
    return cost;
  }

  #loop(expr: ComprehensionExpr): Range {
    const before = add(this.cost(expr.range), this.cost(expr.accuInit));
    this.#pushAccumulator(expr);
    this.#pushVariables(expr);
    const each = add(this.cost(expr.condition), this.cost(expr.step));
    this.#sizes.pop(expr.iterVar);
    if (expr.iterVar2 !== undefined) this.#sizes.pop(expr.iterVar2);
    const after = this.cost(expr.result);
    this.#sizes.pop(expr.accuVar);
    const count = this.#sizes.sizeOrUnknown(expr.range);
    if (expr.accuInit.kind === 'literal') this.#sizes.setSize(expr, this.#sizes.sizeOf(expr.accuInit));
    else if (expr.accuInit.kind === 'list' || expr.accuInit.kind === 'map') {
      this.#sizes.setSize(expr, count);
      this.#sizes.setEntries(expr, this.#sizes.entrySize(expr.step));
    }
    return add(before, after, multiply(count, each));
  }

  #pushAccumulator({ accuVar, accuInit }: ComprehensionExpr): void {
    const path = this.#sizes.path(accuInit);
    const entries = this.#sizes.entrySize(accuInit);
    this.#sizes.push(accuVar, { path, size: this.#sizes.sizeOf(accuInit), entries });
  }

  #pushVariables({ range, iterVar, iterVar2 }: ComprehensionExpr): void {
    const entries = this.#sizes.entrySize(range);
    const isList = (entries?.container ?? this.#checked.type(range).kind) === 'list';
    const push = (name: string, step: string, size: Range | undefined): void =>
      this.#sizes.push(name, { path: extend(this.#sizes.path(range), step), size });
    const [keys, values] = isList ? ['@indices', '@items'] : ['@keys', '@values'];
    if (iterVar2 === undefined) push(iterVar, isList ? values! : keys!, isList ? entries?.value : entries?.key);
    else {
      push(iterVar, keys!, entries?.key);
      push(iterVar2, values!, entries?.value);
    }
  }
}

const ADDITIONS: ReadonlySet<string> = new Set(['add_string', 'add_bytes', 'add_list']);
