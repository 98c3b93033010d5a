/** What the checker says to the user: what is wrong in a rule's words, and the way out. */
import { suggest } from '../../spec/near.ts';
import type { DeclType } from '../decl-type.ts';
import type { Fault } from '../fault.ts';
import { functionNames, type Overload, overloadsOf } from '../functions.ts';
import { MACRO_ARITIES } from '../syntax/macros.ts';
import { formatType, optionalOf, type Type } from '../types.ts';

/** A name that means nothing, or no value. */
export const unknownName = (name: string, at: number, variables: readonly string[]): Fault => {
  if (overloadsOf(name) !== undefined)
    return { at, message: `"${name}" is a function, not a value.`, hint: `Call ${name}(…).` };
  if (name === 'authorizer')
    return { at, message: 'the rules of a CRD have no "authorizer".', hint: 'Use a ValidatingAdmissionPolicy.' };
  const hint = suggest(name, variables);
  return { at, message: `unknown variable "${name}".`, ...(hint !== undefined && { hint }) };
};

/** A call of what is no function. `target`: what it is called on. */
export const unknownFunction = (name: string, at: number, target: Type | undefined): Fault => {
  const arities = target === undefined ? undefined : MACRO_ARITIES.get(name);
  if (arities !== undefined)
    return {
      at,
      message: `"${name}" takes ${arities.join(' or ')} arguments.`,
      hint: `The first is the name of a variable: x.${name}(v, …).`,
    };
  if (name === 'has') return { at, message: '"has" takes one argument.', hint: 'Write has(self.name).' };
  const fitting = functionNames().filter((known) =>
    overloadsOf(known)!.some(({ member }) => member === (target !== undefined)),
  );
  const near = suggest(name, [...fitting, ...(target === undefined ? ['has'] : MACRO_ARITIES.keys())]);
  return {
    at,
    message: `unknown function "${name}".`,
    hint: near?.startsWith('Did') === true ? near : 'See the CEL libraries of Kubernetes for what there is.',
  };
};

/** A field that a value cannot have; `object`: the value's object in the schema. */
export const noSuchField = (field: string, at: number, target: Type, object: DeclType | undefined): Fault => {
  if (object?.fields === undefined) return { at, message: `a ${formatType(target)} has no field "${field}".` };
  const names = [...object.fields.keys()];
  if (target.name.endsWith('metadata') && names.length === 2)
    return {
      at,
      message: `rules cannot see metadata.${field}.`,
      hint: 'Of metadata they see only name and generateName.',
    };
  const hint = suggest(field, names);
  return { at, message: `unknown field "${field}".`, hint: hint ?? 'Declare it in properties.' };
};

/** A value that stands where there must be one of another type. */
export const mismatch = (at: number, wanted: Type, given: Type, hint?: string): Fault => ({
  at,
  message: `expected ${formatType(wanted)}, got ${formatType(given)}.`,
  ...(hint !== undefined && { hint }),
});

/** An element of a list or map that is not as those before it. */
export const mixed = (at: number, wanted: Type, given: Type): Fault =>
  mismatch(at, wanted, given, 'All elements of a list, all keys and all values of a map are of one type.');

/** A side of && or ||. */
export const notBool = (at: number, given: Type, operator: string): Fault => ({
  at,
  message: `"${operator}" wants bool: expected bool, got ${formatType(given)}.`,
});

/** An element after a question mark. */
export const notOptional = (at: number, given: Type): Fault =>
  mismatch(at, optionalOf(given), given, 'Leave the "?" out, or wrap the value in optional.of(…).');

/** `Name{…}` where the name is none of a message. */
export const noMessage = (name: string, at: number): Fault => ({
  at,
  message: `"${name}" is no message that could be made.`,
  hint: 'Use a map: {"key": value}.',
});

/** A call that no overload of the function takes. `given` are its arguments, the target of a member first. */
export const noOverload = (
  name: string,
  at: number,
  given: readonly Type[],
  member: boolean,
  overloads: readonly Overload[],
): Fault => {
  const words = given.map(formatType);
  const operator = /^(?:@(in)|_?(\W+?)_?(?:_|$))/.exec(name);
  const sign = operator === null || /^\w/.test(name.replace(/^_/, '')) ? undefined : (operator[1] ?? operator[2]);
  if (sign !== undefined) return operatorFault(sign, words, at);
  const [target, ...args] = member ? words : [undefined, ...words];
  const call = `${target === undefined ? '' : `${target}.`}${name}(${args.join(', ')})`;
  return { at, message: `there is no ${call}.`, hint: signatures(name, overloads) };
};

const operatorFault = (sign: string, words: readonly string[], at: number): Fault => {
  if (sign.startsWith('[')) return { at, message: `a ${words[0]} has no index of type ${words[1]}.` };
  if (sign.startsWith('?'))
    return { at, message: `"? :" wants a bool and two values of one type, got ${words.join(', ')}.` };
  const message = `"${sign}" cannot take ${words.join(' and ')}.`;
  if (words.includes('null')) return { at, message, hint: 'To ask whether a field is set, use has(self.field).' };
  const convert = words.find((word) => ['string', 'int', 'uint', 'double'].includes(word));
  return {
    at,
    message,
    hint: convert === undefined ? 'Both sides must be of types that fit.' : `Convert one side, as with ${convert}(…).`,
  };
};

const signatures = (name: string, overloads: readonly Overload[]): string => {
  const shown = overloads.slice(0, 4).map(({ member, args }) => {
    const [first, ...rest] = args.map(formatType);
    return member ? `${first}.${name}(${rest.join(', ')})` : `${name}(${args.map(formatType).join(', ')})`;
  });
  return `There is ${shown.join(', ')}${overloads.length > 4 ? ', …' : ''}.`;
};
