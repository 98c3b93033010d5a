/** Which type may stand where, and what the type parameters of an overload become: cel-go's checker/types.go. */
import { DYN, isDyn, isDynOrError, isSame, listOf, mapOf, type Type, typeOf } from '../types.ts';

/** What type parameters stand for, by name. */
export type Bindings = Map<string, Type>;

/** The bindings with which `from` is assignable to `to`, each to each; undefined when it is not. Leaves the ones given as they are. */
export const assign = (bindings: Bindings, from: readonly Type[], to: readonly Type[]): Bindings | undefined => {
  const next = new Map(bindings);
  return assignAll(next, from, to) ? next : undefined;
};

const assignAll = (bindings: Bindings, from: readonly Type[], to: readonly Type[]): boolean =>
  from.length === to.length && from.every((type, i) => assignOne(bindings, type, to[i]!));

const assignOne = (bindings: Bindings, from: Type, to: Type): boolean => {
  if (to.kind === 'param') {
    const { valid, bound } = bind(bindings, from, to);
    if (valid) return true;
    if (bound) return false;
  }
  if (from.kind === 'param') return bind(bindings, to, from).valid;
  if (isDynOrError(from) || isDynOrError(to)) return true;
  if (from.kind === 'null') return isNullable(to);
  if (to.kind === 'null') return isNullable(from);
  switch (from.kind) {
    case 'type':
      return to.kind === 'type';
    case 'opaque':
    case 'list':
    case 'map':
      return from.kind === to.kind && from.name === to.name && assignAll(bindings, from.params, to.params);
    default:
      return from.kind === to.kind && from.name === to.name;
  }
};

const NULLABLE: ReadonlySet<string> = new Set([
  'opaque',
  'struct',
  'any',
  'duration',
  'timestamp',
  'dyn',
  'param',
  'null',
]);

const isNullable = (type: Type): boolean => NULLABLE.has(type.kind) || type.nullable === true;

/** Whether a parameter can be the type: it is already, or is made so. */
const bind = (bindings: Bindings, type: Type, parameter: Type): { valid: boolean; bound: boolean } => {
  if (isSame(type, parameter)) return { valid: true, bound: true };
  const current = bindings.get(parameter.name);
  if (current !== undefined) {
    if (isSame(type, current)) return { valid: true, bound: true };
    if (!assignOne(bindings, type, current)) return { valid: false, bound: true };
    const general = mostGeneral(type, current);
    if (!occursIn(bindings, parameter, general)) bindings.set(parameter.name, general);
    return { valid: true, bound: true };
  }
  if (occursIn(bindings, parameter, type)) return { valid: false, bound: false };
  bindings.set(parameter.name, type);
  return { valid: true, bound: false };
};

/** Of two types that agree, the one that says less. */
export const mostGeneral = (a: Type, b: Type): Type => (isLessSpecific(a, b) ? a : b);

const isLessSpecific = (a: Type, b: Type): boolean => {
  if (isDyn(a) || a.kind === 'param') return true;
  if (isDyn(b) || b.kind === 'param' || a.kind !== b.kind) return false;
  switch (a.kind) {
    case 'type':
      return true;
    case 'opaque':
    case 'list':
    case 'map':
      return (
        a.name === b.name &&
        a.params.length === b.params.length &&
        a.params.every((one, i) => isLessSpecific(one, b.params[i]!))
      );
    default:
      return isSame(a, b);
  }
};

const occursIn = (bindings: Bindings, parameter: Type, type: Type): boolean => {
  if (isSame(parameter, type)) return true;
  if (type.kind === 'param') {
    const bound = bindings.get(type.name);
    return bound !== undefined && occursIn(bindings, parameter, bound);
  }
  return type.params.some((one) => occursIn(bindings, parameter, one));
};

/** The type with its parameters replaced; those that stand for nothing become dyn when `free` is 'dyn'. */
export const substitute = (bindings: Bindings, type: Type, free: 'keep' | 'dyn'): Type => {
  if (type.kind === 'param') {
    const bound = bindings.get(type.name);
    if (bound !== undefined) return substitute(bindings, bound, free);
    return free === 'dyn' ? DYN : type;
  }
  if (type.params.length === 0) return type;
  const params = type.params.map((one) => substitute(bindings, one, free));
  if (type.kind === 'list') return listOf(params[0]!);
  if (type.kind === 'map') return mapOf(params[0]!, params[1]!);
  return type.kind === 'type' ? typeOf(params[0]!) : { ...type, params };
};
