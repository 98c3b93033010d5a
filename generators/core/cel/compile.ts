/** One expression of a CRD's rule, compiled as kube-apiserver compiles it: what is wrong with it, or what it costs. */
import type { Expr } from './syntax/ast.ts';
import { check } from './check/check.ts';
import type { Environment } from './check/checked.ts';
import { estimateCost } from './cost/estimate.ts';
import type { DeclType } from './decl-type.ts';
import { type Fault, SyntaxFault } from './fault.ts';
import { parse } from './syntax/parse.ts';
import { type Novelty, novelties } from './since.ts';
import { formatType, optionalOf, type Type } from './types.ts';
import { literalFaults } from './literals/literals.ts';

/** What became of an expression. */
export type Compiled =
  | {
      readonly ok: true;
      readonly cost: bigint;
      readonly usesOldSelf: boolean;
      /** What not every release of Kubernetes takes. */
      readonly novelties: readonly Novelty[];
    }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** What rules of one schema are compiled with. */
export interface RuleScope {
  readonly self: DeclType;
  readonly objects: ReadonlyMap<string, DeclType>;
}

/** The scope of a schema's rules. */
export const ruleScope = (self: DeclType): RuleScope => {
  const objects = new Map<string, DeclType>();
  const collect = (type: DeclType): void => {
    if (type.fields !== undefined) {
      objects.set(type.type.name, type);
      for (const field of type.fields.values()) collect(field);
    }
    if (type.element !== undefined) collect(type.element);
  };
  collect(self);
  return { self, objects };
};

/** Compiles an expression that must give a value of type `wanted`. */
export const compile = (
  text: string,
  scope: RuleScope,
  { wanted, optionalOldSelf }: { readonly wanted: Type; readonly optionalOldSelf: boolean },
): Compiled => {
  const root = read(text);
  if ('fault' in root) return { ok: false, faults: [root.fault] };
  const checked = check(root.expr, environment(scope, optionalOldSelf));
  const faults = checked.faults.length > 0 ? checked.faults : literalFaults(checked);
  if (faults.length > 0) return { ok: false, faults };
  const type = checked.type(root.expr);
  if (type.kind !== wanted.kind || type.nullable === true) {
    const message = `the result must be ${formatType(wanted)}, but is ${formatType(type)}.`;
    return {
      ok: false,
      faults: [
        {
          at: 0,
          message,
          hint: wanted.kind === 'bool' ? 'Compare it with something.' : 'Convert it, as with string(…).',
        },
      ],
    };
  }
  return {
    ok: true,
    cost: estimateCost(checked, scope.self),
    usesOldSelf: checked.uses('oldSelf'),
    novelties: novelties(checked),
  };
};

const read = (text: string): { expr: Expr } | { fault: Fault } => {
  try {
    return { expr: parse(text) };
  } catch (error) {
    if (error instanceof SyntaxFault) return { fault: error.fault };
    throw error;
  }
};

const environment = ({ self, objects }: RuleScope, optionalOldSelf: boolean): Environment => ({
  objects,
  variables: new Map([
    ['self', self.type],
    ['oldSelf', optionalOldSelf ? optionalOf(self.type) : self.type],
  ]),
});
