import { SyntaxFault } from '../fault.ts';

/** How deep rules of the grammar may be nested, and how high a tree may be: cel-go's limit. */
export const MAX_DEPTH = 250;

/** What is told of an expression beyond the limit. */
export const tooDeep = (at: number): SyntaxFault =>
  new SyntaxFault(`it nests deeper than ${MAX_DEPTH} levels.`, at, 'Split the rule.');
