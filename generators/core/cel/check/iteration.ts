/** What the variables of a macro's loop are, by what it goes through. */
import { DYN, ERROR, INT, type Type } from '../types.ts';

/** Undefined when nothing can go through a value of the type. With `two` variables, a list gives indices first. */
export const iterated = (range: Type, two: boolean): { readonly first: Type; readonly second: Type } | undefined => {
  switch (range.kind) {
    case 'list':
      return { first: two ? INT : range.params[0]!, second: range.params[0]! };
    case 'map':
      return { first: range.params[0]!, second: range.params[1]! };
    case 'dyn':
    case 'error':
    case 'param':
      return { first: DYN, second: DYN };
    default:
      return undefined;
  }
};

/** The variables of a loop that cannot be. */
export const NOTHING = { first: ERROR, second: ERROR } as const;
