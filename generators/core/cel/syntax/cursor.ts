/** Where a parser stands in the tokens of an expression, and how deep in the rules of the grammar. */
import { SyntaxFault } from '../fault.ts';
import { MAX_DEPTH, tooDeep } from './depth.ts';
import { KEYWORDS, readTokens, type Token } from './tokens.ts';

/** A place among the tokens of a text, before the next one. Throws a `SyntaxFault` where what comes is not what must come. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #next = 0;
  /** How deep each rule of the grammar is nested in itself. */
  readonly #depths = { expr: 0, relation: 0, calc: 0 };

  constructor(text: string) {
    this.#tokens = readTokens(text);
  }

  get token(): Token {
    return this.#tokens[this.#next]!;
  }

  peek(ahead: number): Token {
    return this.#tokens[Math.min(this.#next + ahead, this.#tokens.length - 1)]!;
  }

  is(text: string): boolean {
    return this.token.type === 'symbol' && this.token.text === text;
  }

  isOneOf(texts: ReadonlySet<string>): boolean {
    return this.token.type === 'symbol' && texts.has(this.token.text);
  }

  take(): Token {
    return this.#tokens[this.#next++]!;
  }

  skip(text: string): boolean {
    if (!this.is(text)) return false;
    this.#next++;
    return true;
  }

  expect(text: string): Token {
    if (!this.is(text)) throw this.unexpected(text);
    return this.take();
  }

  unexpected(wanted?: string): SyntaxFault {
    const { type, text, at } = this.token;
    const what = type === 'end' ? 'the expression ends too early' : `${JSON.stringify(text)} is not expected here`;
    return new SyntaxFault(
      wanted === undefined ? `${what}.` : `${what}, ${JSON.stringify(wanted)} is.`,
      at,
      KEYWORDS.has(text) && this.#tokens[this.#next - 1]?.text === '.' ? `Write __${text}__ for the field.` : undefined,
    );
  }

  /** A rule of the grammar begins. Those between these three are never nested deeper than they are. */
  enter(rule: 'expr' | 'relation' | 'calc'): void {
    if (++this.#depths[rule] > MAX_DEPTH) throw tooDeep(this.token.at);
  }

  leave(rule: 'expr' | 'relation' | 'calc'): void {
    this.#depths[rule]--;
  }
}
