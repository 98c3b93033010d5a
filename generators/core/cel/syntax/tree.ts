/** Makes the tree that a parser reads: macros expanded, and no higher than cel-go lets it be. */
import type { CallExpr, Expr } from './ast.ts';
import { MAX_DEPTH, tooDeep } from './depth.ts';
import { expandMacro } from './macros.ts';

/** The nodes of one tree; `own` is 1 for operators, selections and calls of members, which add to its height. */
export class Tree {
  /** Of what was read for a node, which a macro may since have replaced. */
  readonly #heights = new WeakMap<Expr, number>();

  /** The node, once it is known to stand no higher above its parts than it may. */
  node<T extends Expr>(expr: T, parts: readonly Expr[], own: 0 | 1): T {
    let height = own as number;
    for (const part of parts) height = Math.max(height, own + (this.#heights.get(part) ?? 0));
    if (height > MAX_DEPTH) throw tooDeep(expr.at);
    this.#heights.set(expr, height);
    return expr;
  }

  /** A call, or what it stands for. */
  call(at: number, name: string, args: readonly Expr[], own: 0 | 1, target?: Expr): Expr {
    const call: CallExpr = { kind: 'call', at, name, args, ...(target && { target }) };
    return this.node(expandMacro(call) ?? call, target === undefined ? args : [target, ...args], own);
  }
}
