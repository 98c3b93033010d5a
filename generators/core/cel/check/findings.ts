/** What is found out of the nodes of one expression while it is checked, and what is wrong with them. */
import type { Fault } from '../fault.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Type } from '../types.ts';

/** Notes on nodes. What is noted of a node holds for the one that it turned out to be, too. */
export class Findings {
  readonly faults: Fault[] = [];
  readonly #types = new Map<Expr, Type>();
  readonly #overloads = new Map<Expr, readonly string[]>();
  readonly #resolved = new Map<Expr, Expr>();

  resolve(expr: Expr, to: Expr): void {
    this.#resolved.set(expr, to);
  }

  setType(expr: Expr, type: Type): void {
    this.#types.set(expr, type);
    this.#types.set(this.resolved(expr), type);
  }

  setOverloads(expr: Expr, ids: readonly string[]): void {
    this.#overloads.set(expr, ids);
    this.#overloads.set(this.resolved(expr), ids);
  }

  /** Puts what types turned out to be in the end in their place. */
  settle(settled: (type: Type) => Type): void {
    for (const [expr, open] of this.#types) this.#types.set(expr, settled(open));
  }

  /** The type of a node that was checked. */
  type(expr: Expr): Type {
    return this.#types.get(expr)!;
  }

  overloads(expr: Expr): readonly string[] {
    return this.#overloads.get(expr) ?? [];
  }

  resolved(expr: Expr): Expr {
    return this.#resolved.get(expr) ?? expr;
  }
}
