/** What the checker is given, and what it gives. */
import type { DeclType } from '../decl-type.ts';
import type { Fault } from '../fault.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Type } from '../types.ts';

/** What a rule knows: its variables, and the objects of the schema by the names of their types. */
export interface Environment {
  readonly variables: ReadonlyMap<string, Type>;
  readonly objects: ReadonlyMap<string, DeclType>;
}

/** A checked expression: what its nodes are. */
export interface Checked {
  readonly root: Expr;
  readonly type: (expr: Expr) => Type;
  /** Ids of the overloads that a call may mean. */
  readonly overloads: (expr: Expr) => readonly string[];
  /** The node that a node turned out to be: `a.b` a name, `a.b()` a function of that name. */
  readonly resolved: (expr: Expr) => Expr;
  /** Whether a name is used anywhere. */
  readonly uses: (name: string) => boolean;
  readonly faults: readonly Fault[];
}
