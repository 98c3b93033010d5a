import type { DeclType } from '../decl-type.ts';
import type { Expr } from '../syntax/ast.ts';
import type { Type } from '../types.ts';
import type { Findings } from './findings.ts';
import type { Inference } from './inference.ts';
import type { Scope } from './scope.ts';

/** What the parts of the checker work with: one for each expression. */
export interface Checking {
  readonly objects: ReadonlyMap<string, DeclType>;
  readonly scope: Scope;
  readonly types: Inference;
  readonly findings: Findings;
  /** The type of a node, noted in the findings. */
  readonly check: (expr: Expr) => Type;
}
