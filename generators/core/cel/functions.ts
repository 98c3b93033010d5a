/** The declared functions, read from their table when first asked for. */
import { FUNCTIONS } from './functions.data.ts';
import { DYN, listOf, mapOf, NAMED_TYPES, optionalOf, param, structOf, type Type, typeOf } from './types.ts';

/** One way to call a function. */
export interface Overload {
  readonly id: string;
  /** Called as `x.f(y)`: the target is the first argument. */
  readonly member: boolean;
  readonly args: readonly Type[];
  readonly result: Type;
  /** Type parameters that it has. */
  readonly params: readonly string[];
}

const known = new Map<string, readonly Overload[]>();

/** The overloads of a function; undefined when there is no such function. */
export const overloadsOf = (name: string): readonly Overload[] | undefined => {
  if (!Object.hasOwn(FUNCTIONS, name)) return undefined;
  const overloads = known.get(name) ?? FUNCTIONS[name]!.trim().split('\n').map(readOverload);
  known.set(name, overloads);
  return overloads;
};

/** Names that a call can be written with: operators and what macros call have none. */
export const functionNames = (): string[] =>
  Object.keys(FUNCTIONS).filter((name) => /^[\w.]+$/.test(name) && !name.startsWith('_'));

const readOverload = (line: string): Overload => {
  const [, id, target, args, result] = /^\s*(\S+): (?:(\S.*)\.)?\((.*)\) -> (.*)$/.exec(line)!;
  const words = [...(target === undefined ? [] : [target]), ...splitTypes(args!)];
  const params = new Set(line.slice(line.indexOf(':')).match(/\b[A-Z]\b/g));
  return {
    id: id!,
    member: target !== undefined,
    args: words.map(readType),
    result: readType(result!),
    params: [...params],
  };
};

/** At the commas that stand in no parentheses. */
const splitTypes = (text: string): string[] => {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let i = 0; i <= text.length; i++) {
    if (text[i] === '(') depth++;
    else if (text[i] === ')') depth--;
    else if ((text[i] === ',' || i === text.length) && depth === 0) {
      const part = text.slice(from, i).trim();
      if (part !== '') parts.push(part);
      from = i + 1;
    }
  }
  return parts;
};

const readType = (text: string): Type => {
  const named = text === 'dyn' ? DYN : NAMED_TYPES[text];
  if (named !== undefined) return named;
  const [, name, inner] = /^(\w+)\((.*)\)$/.exec(text) ?? [];
  if (name === undefined) return /^[A-Z]$/.test(text) ? param(text) : structOf(text);
  const [first, second] = splitTypes(inner!).map(readType);
  if (name === 'map') return mapOf(first!, second!);
  if (name === 'list') return listOf(first!);
  return name === 'type' ? typeOf(first!) : optionalOf(first!);
};
