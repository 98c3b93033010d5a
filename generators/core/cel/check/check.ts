/**
 * Types of a parsed expression: cel-go's checker/checker.go over Kubernetes' declarations. Given a tree and the types of its
 * variables, gives the type of every node, the overloads that every call may mean, and all faults.
 */
import type { Expr } from '../syntax/ast.ts';
import { LITERAL_TYPES, type Type } from '../types.ts';
import { typeOfCall } from './call.ts';
import type { Checked, Environment } from './checked.ts';
import type { Checking } from './checking.ts';
import { typeOfList, typeOfMap, typeOfStruct } from './collection.ts';
import { Findings } from './findings.ts';
import { Inference } from './inference.ts';
import { typeOfLoop } from './loop.ts';
import { Scope } from './scope.ts';
import { typeOfIdent, typeOfSelect } from './selection.ts';

/** Checks a parsed expression. */
export const check = (root: Expr, { variables, objects }: Environment): Checked => {
  const findings = new Findings();
  const types = new Inference();
  const scope = new Scope(variables);
  const checking: Checking = {
    objects,
    scope,
    types,
    findings,
    check: (expr) => {
      const type = typeOf(expr, checking);
      findings.setType(expr, type);
      return type;
    },
  };
  checking.check(root);
  findings.settle((type) => types.settled(type));
  return {
    root,
    type: (expr) => findings.type(expr),
    overloads: (expr) => findings.overloads(expr),
    resolved: (expr) => findings.resolved(expr),
    uses: (name) => scope.uses(name),
    faults: findings.faults,
  };
};

const typeOf = (expr: Expr, checking: Checking): Type => {
  switch (expr.kind) {
    case 'literal':
      return LITERAL_TYPES[expr.literal.type];
    case 'ident':
      return typeOfIdent(expr, checking);
    case 'select':
      return typeOfSelect(expr, checking);
    case 'call':
      return typeOfCall(expr, checking);
    case 'list':
      return typeOfList(expr, checking);
    case 'map':
      return typeOfMap(expr, checking);
    case 'struct':
      return typeOfStruct(expr, checking);
    case 'comprehension':
      return typeOfLoop(expr, checking);
  }
};
