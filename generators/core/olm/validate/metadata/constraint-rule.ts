/**
 * Rules of the dependency olm.constraint (operator-framework/api pkg/constraints/cel.go): CEL over `properties`, with the function
 * semver_compare. They are checked by the port of cel-go's checker in core/cel, whose functions of Kubernetes OLM has not.
 */
import { check } from '../../../cel/check/check.ts';
import { type Fault, SyntaxFault } from '../../../cel/fault.ts';
import type { Expr } from '../../../cel/syntax/ast.ts';
import { parse } from '../../../cel/syntax/parse.ts';
import { quote } from '../../../spec/near.ts';
import { ANY, formatType, listOf, mapOf, STRING } from '../../../cel/types.ts';

const VARIABLES = new Map([['properties', listOf(mapOf(STRING, ANY))]]);

/** What is wrong with a rule; undefined for a sound one. */
export const ruleFault = (text: string): Omit<Fault, 'at'> | undefined => {
  try {
    const root = withoutComparisons(parse(text)) as Expr;
    const unknown = foreignCall(root);
    if (unknown !== undefined)
      return {
        message: `OLM has no function ${quote(unknown)}.`,
        hint: 'Use those of CEL itself, and semver_compare.',
      };
    const { faults, type } = check(root, { variables: VARIABLES, objects: new Map() });
    if (faults.length > 0) return faults[0];
    const result = type(root);
    return result.kind === 'bool' && result.nullable !== true
      ? undefined
      : { message: `the result must be bool, but is ${formatType(result)}.`, hint: 'Compare it with something.' };
  } catch (error) {
    if (error instanceof SyntaxFault) return error.fault;
    throw error;
  }
};

/** Those that cel-go has by itself; operators have names of other characters. */
const STANDARD: ReadonlySet<string> = new Set(
  (
    'bool bytes contains double duration dyn endsWith getDate getDayOfMonth getDayOfWeek getDayOfYear getFullYear getHours ' +
    'getMilliseconds getMinutes getMonth getSeconds int matches size startsWith string timestamp type uint'
  ).split(' '),
);

/** The name of a call that is for Kubernetes alone, or unknown to all. */
const foreignCall = (part: unknown): string | undefined => {
  if (typeof part !== 'object' || part === null || part instanceof Uint8Array) return undefined;
  const { kind, name } = part as Record<string, unknown>;
  if (kind === 'call' && typeof name === 'string' && /^[A-Za-z]/.test(name) && !STANDARD.has(name)) return name;
  for (const inner of Object.values(part)) {
    const found = foreignCall(inner);
    if (found !== undefined) return found;
  }
  return undefined;
};

/** `semver_compare(a, b)` as an expression of the same type that the checker knows: `size([dyn(a), dyn(b)])`. */
const withoutComparisons = (part: unknown): unknown => {
  if (Array.isArray(part)) return part.map(withoutComparisons);
  if (typeof part !== 'object' || part === null || part instanceof Set || part instanceof Uint8Array) return part;
  const copy = Object.fromEntries(Object.entries(part).map(([key, value]) => [key, withoutComparisons(value)]));
  const { kind, name, target, args, at } = copy as Record<string, unknown>;
  if (kind !== 'call' || name !== 'semver_compare' || target !== undefined || (args as unknown[]).length !== 2)
    return copy;
  const elements = (args as readonly Expr[]).map((arg) => ({ kind: 'call', at: arg.at, name: 'dyn', args: [arg] }));
  return { kind: 'call', at, name: 'size', args: [{ kind: 'list', at, elements, optional: new Set() }] };
};
