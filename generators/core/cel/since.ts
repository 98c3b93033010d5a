/** What of an expression is newer than Kubernetes 1.30: since which release a rule with it can be in a new CRD. */
import type { Checked } from './check/checked.ts';
import { escapeName } from './escape.ts';
import { RESERVED } from './reserved.ts';
import { SINCE } from './since.data.ts';
import { descendants, type Expr } from './syntax/ast.ts';
import { type Type, unwrapOptional } from './types.ts';

/** A function or a kind of macro, and the first release whose API server takes it: 31 for 1.31. */
export interface Novelty {
  /** As messages name it: 'isIP()'. */
  readonly what: string;
  readonly minor: number;
}

/** ext.TwoVarComprehensions: k8s.io/apiserver/pkg/cel/environment/base.go has it since 1.32, so new rules can use it in the release after. */
const TWO_VARIABLES: Novelty = { what: 'a macro with two variables', minor: 33 };

/**
 * `==` of the values that Kubernetes has types of its own for. Before, its cost was estimated as that of values of any size, which is
 * more than a rule may have (k8s.io/apiserver/pkg/cel/library/cost.go, EstimateCallCost).
 */
const SAME_VALUES: Novelty = { what: '==, which costs too much there', minor: 32 };
const OWN_TYPES = new Set(['net.IP', 'net.CIDR', 'kubernetes.Quantity', 'kubernetes.URL', 'kubernetes.NamedFormat']);

/** What is new in an expression without faults, each once. */
export const novelties = (checked: Checked): readonly Novelty[] => {
  const found = new Map<string, Novelty>();
  for (const expr of descendants(checked.root)) {
    const novelty = noveltyOf(expr, checked);
    if (novelty !== undefined) found.set(novelty.what, novelty);
  }
  return [...found.values()];
};

/**
 * A field that is called like a word of CEL, by its own name: `self.namespace`. Before, it was `self.__namespace__` alone, which it still
 * is (SetRecognizeKeywordAsFieldName in k8s.io/apiserver/pkg/cel/environment/environment.go).
 */
const keywordAsField = (field: string, operand: Expr, checked: Checked): Novelty | undefined => {
  if (!RESERVED.has(field)) return undefined;
  // What is a part of a longer name has no type of its own.
  const type = checked.type(operand) as Type | undefined;
  if (type === undefined || unwrapOptional(type).kind !== 'struct') return undefined;
  return { what: `.${field}, which is .${escapeName(field)} there`, minor: 32 };
};

const noveltyOf = (expr: Expr, checked: Checked): Novelty | undefined => {
  if (expr.kind === 'select') return keywordAsField(expr.field, expr.operand, checked);
  if (expr.kind === 'comprehension') return expr.iterVar2 === undefined ? undefined : TWO_VARIABLES;
  if (expr.kind !== 'call') return undefined;
  if (expr.name === '_?._') {
    const [operand, field] = expr.args;
    return field?.kind === 'literal' && field.literal.type === 'string'
      ? keywordAsField(field.literal.value, operand!, checked)
      : undefined;
  }
  if (expr.name === '_==_') return OWN_TYPES.has(checked.type(expr.args[0]!).name) ? SAME_VALUES : undefined;
  const called = checked.resolved(expr);
  const name = called.kind === 'call' ? called.name : expr.name;
  // What the macros above are made of.
  if (name === 'cel.@mapInsert') return undefined;
  // Where types are open, the oldest that fits is found.
  const minors = checked.overloads(expr).map((id) => sinceOf().get(id) ?? 0);
  const minor = Math.min(...minors);
  if (minors.length === 0 || minor === 0) return undefined;
  return { what: `${name === '@sortByAssociatedKeys' ? 'sortBy' : name}()`, minor };
};

let table: ReadonlyMap<string, number> | undefined;

const sinceOf = (): ReadonlyMap<string, number> =>
  (table ??= new Map(
    Object.entries(SINCE).flatMap(([minor, ids]) =>
      ids
        .trim()
        .split(/\s+/)
        .map((id) => [id, Number(minor)] as const),
    ),
  ));
