/** Tokens of literals to their values. */
import { MAX_INT, MAX_UINT, MIN_INT } from '../limits.ts';
import type { Literal } from './ast.ts';
import { SyntaxFault } from '../fault.ts';
import type { Token } from './tokens.ts';
import { unescapeBytes, unescapeString } from './unescape.ts';

/** The literal that a token is, if it is one; only numbers can be negative. */
export const readLiteral = ({ type, text, at }: Token, negative: boolean): Literal | undefined => {
  if (negative) return type === 'int' || type === 'double' ? readNumber(type, text, at, true) : undefined;
  switch (type) {
    case 'int':
    case 'double':
      return readNumber(type, text, at, false);
    case 'uint': {
      const value = BigInt(text.slice(0, -1));
      if (value > MAX_UINT) throw new SyntaxFault(`${text} is too large for a uint.`, at);
      return { type, value };
    }
    case 'string':
      return { type, value: unescapeString(text, at) };
    case 'bytes':
      return { type, value: unescapeBytes(text, at) };
    default:
      if (text === 'true' || text === 'false') return { type: 'bool', value: text === 'true' };
      return text === 'null' ? { type: 'null' } : undefined;
  }
};

const readNumber = (type: 'int' | 'double', text: string, at: number, negative: boolean): Literal => {
  if (type === 'double') {
    const value = Number(text) * (negative ? -1 : 1);
    if (!Number.isFinite(value)) throw new SyntaxFault(`${text} is too large for a double.`, at);
    return { type, value };
  }
  const value = negative ? -BigInt(text) : BigInt(text);
  if (value > MAX_INT || value < MIN_INT) throw new SyntaxFault(`${text} is too large for an int.`, at);
  return { type, value };
};
