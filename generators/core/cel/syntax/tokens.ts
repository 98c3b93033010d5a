/** Text of a CEL expression to its tokens, by the lexer rules of cel-go's CEL.g4. */
import { SyntaxFault } from '../fault.ts';

/** A word of the grammar; `at` is its offset in the text. */
export interface Token {
  readonly type: 'ident' | 'int' | 'uint' | 'double' | 'string' | 'bytes' | 'symbol' | 'end';
  readonly text: string;
  readonly at: number;
}

/** Strings with their prefix and quotes; the longest first, since the lexer takes the longest. */
const ESCAPE = String.raw`\\(?:[abfnrtv"'\\?\x60]|[0-3][0-7]{2}|[xX][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8})`;
const STRING = [
  String.raw`[rR]"""[^]*?"""`,
  String.raw`[rR]'''[^]*?'''`,
  String.raw`[rR]"[^"\n\r]*"`,
  String.raw`[rR]'[^'\n\r]*'`,
  String.raw`"""(?:${ESCAPE}|[^\\])*?"""`,
  String.raw`'''(?:${ESCAPE}|[^\\])*?'''`,
  String.raw`"(?:${ESCAPE}|[^\\"\n\r])*"`,
  String.raw`'(?:${ESCAPE}|[^\\'\n\r])*'`,
].join('|');

/** In this order: of two that match alike, the first wins. */
const RULES: readonly (readonly [type: Token['type'] | 'skip', rule: RegExp])[] = [
  ['skip', /[\t \r\n\f]+|\/\/[^\n]*/y],
  ['string', new RegExp(STRING, 'y')],
  ['bytes', new RegExp(`[bB](?:${STRING})`, 'y')],
  ['double', /\d+\.\d+(?:[eE][+-]?\d+)?|\d+[eE][+-]?\d+|\.\d+(?:[eE][+-]?\d+)?/y],
  ['uint', /(?:0x[0-9a-fA-F]+|\d+)[uU]/y],
  ['int', /0x[0-9a-fA-F]+|\d+/y],
  ['ident', /[A-Za-z_]\w*/y],
  ['symbol', /==|!=|<=|>=|&&|\|\||[<>[\]{}().,\-!?:+*/%]/y],
];

/** Identifiers that the grammar keeps for itself. */
export const KEYWORDS: ReadonlySet<string> = new Set(['in', 'true', 'false', 'null']);

/** The tokens of an expression, one of type `end` last. Throws a `SyntaxFault` where none can be. */
export const readTokens = (text: string): Token[] => {
  const tokens: Token[] = [];
  for (let at = 0; at < text.length;) {
    const found = longestAt(text, at);
    if (found === undefined) throw unknownCharacter(text, at);
    const [type, word] = found;
    if (type !== 'skip') tokens.push({ type: KEYWORDS.has(word) ? 'symbol' : type, text: word, at });
    at += word.length;
  }
  tokens.push({ type: 'end', text: '', at: text.length });
  return tokens;
};

const longestAt = (text: string, at: number): readonly [Token['type'] | 'skip', string] | undefined => {
  let longest: readonly [Token['type'] | 'skip', string] | undefined;
  for (const [type, rule] of RULES) {
    rule.lastIndex = at;
    const word = rule.exec(text)?.[0];
    if (word !== undefined && word.length > (longest?.[1].length ?? 0)) longest = [type, word];
  }
  return longest;
};

const unknownCharacter = (text: string, at: number): SyntaxFault => {
  const character = String.fromCodePoint(text.codePointAt(at)!);
  if (character === '"' || character === "'") {
    const line = /[^\n\r]*/.exec(text.slice(at + 1))![0];
    return line.includes(character)
      ? new SyntaxFault(
          'the string has an escape that CEL does not know.',
          at,
          "Write r'…' for text with backslashes as they are, or double each backslash.",
        )
      : new SyntaxFault('the string has no end.', at, `Close it with ${character}.`);
  }
  if (character === '`') return new SyntaxFault('names in backticks are not allowed.', at, 'Use map["name"].');
  const hint: Readonly<Record<string, string>> = { '=': 'Use == to compare.', '&': 'Use &&.', '|': 'Use ||.' };
  return new SyntaxFault(`${JSON.stringify(character)} is no CEL.`, at, hint[character]);
};
