/**
 * Text of a CEL expression to its tree, macros expanded: the grammar of cel-go 0.26 (CEL.g4), which kube-apiserver 1.36 has, with
 * its limits of depth and size. Throws a `SyntaxFault` at the first fault.
 */
import type { CallExpr, Expr, ListExpr, MapExpr, StructExpr } from './ast.ts';
import { Cursor } from './cursor.ts';
import { SyntaxFault } from '../fault.ts';
import { expandMacro } from './macros.ts';
import { readLiteral } from './literal.ts';
import { RESERVED } from '../reserved.ts';
import { KEYWORDS } from '../tokens.ts';

const MAX_CODE_POINTS = 100_000;

const RELATIONS = new Set(['<', '<=', '>=', '>', '==', '!=', 'in']);
const SUMS = new Set(['+', '-']);
const PRODUCTS = new Set(['*', '/', '%']);

export const parse = (text: string): Expr => {
  if (text.length > MAX_CODE_POINTS && [...text].length > MAX_CODE_POINTS)
    throw new SyntaxFault(`the expression has more than ${MAX_CODE_POINTS} characters.`, 0);
  return new Parser(new Cursor(text)).parseAll();
};

class Parser {
  readonly #at: Cursor;

  constructor(cursor: Cursor) {
    this.#at = cursor;
  }

  parseAll(): Expr {
    const expr = this.#expr();
    if (this.#at.token.type !== 'end') throw this.#at.unexpected();
    return expr;
  }

  #call(at: number, name: string, args: readonly Expr[], own: 0 | 1, target?: Expr): Expr {
    const parts = target === undefined ? args : [target, ...args];
    const call: CallExpr = { kind: 'call', at, name, args, ...(target && { target }) };
    return this.#at.grown(expandMacro(call) ?? call, parts, own);
  }

  #expr(): Expr {
    this.#at.enter('expr');
    let expr = this.#or();
    if (this.#at.is('?')) {
      const { at } = this.#at.take();
      const yes = this.#or();
      this.#at.expect(':');
      expr = this.#call(at, '_?_:_', [expr, yes, this.#expr()], 1);
    }
    this.#at.leave('expr');
    return expr;
  }

  #or(): Expr {
    const terms = [this.#and()];
    const ats: number[] = [];
    while (this.#at.is('||')) {
      ats.push(this.#at.take().at);
      terms.push(this.#and());
    }
    return terms.length === 1 ? terms[0]! : this.#balanced('_||_', terms, ats);
  }

  #and(): Expr {
    const terms = [this.#relation()];
    const ats: number[] = [];
    while (this.#at.is('&&')) {
      ats.push(this.#at.take().at);
      terms.push(this.#relation());
    }
    return terms.length === 1 ? terms[0]! : this.#balanced('_&&_', terms, ats);
  }

  /** As in cel-go, a long chain is no deep one. */
  #balanced(name: string, terms: readonly Expr[], ats: readonly number[]): Expr {
    const between = (from: number, to: number): Expr => {
      if (from === to) return terms[from]!;
      const middle = (from + to - 1) >> 1;
      return this.#call(ats[middle]!, name, [between(from, middle), between(middle + 1, to)], 0);
    };
    return between(0, terms.length - 1);
  }

  #relation(): Expr {
    this.#at.enter('relation');
    let left = this.#sum();
    while (this.#at.isOneOf(RELATIONS)) {
      const { at, text } = this.#at.take();
      this.#at.enter('relation');
      const right = this.#sum();
      this.#at.leave('relation');
      left = this.#call(at, text === 'in' ? '@in' : `_${text}_`, [left, right], 1);
    }
    this.#at.leave('relation');
    return left;
  }

  #sum(): Expr {
    this.#at.enter('calc');
    let left = this.#product();
    while (this.#at.isOneOf(SUMS)) {
      const { at, text } = this.#at.take();
      this.#at.enter('calc');
      const right = this.#product();
      this.#at.leave('calc');
      left = this.#call(at, `_${text}_`, [left, right], 1);
    }
    this.#at.leave('calc');
    return left;
  }

  #product(): Expr {
    let left = this.#unary();
    while (this.#at.isOneOf(PRODUCTS)) {
      const { at, text } = this.#at.take();
      this.#at.enter('calc');
      const right = this.#unary();
      this.#at.leave('calc');
      left = this.#call(at, `_${text}_`, [left, right], 1);
    }
    return left;
  }

  #unary(): Expr {
    const operator = this.#at.is('!') ? '!' : '-';
    const number = ['int', 'double'].includes(this.#at.peek(1).type);
    if (!this.#at.is(operator) || (operator === '-' && number)) return this.#member();
    const { at } = this.#at.token;
    let count = 0;
    while (this.#at.skip(operator)) count++;
    const operand = this.#member();
    return count % 2 === 0 ? operand : this.#call(at, `${operator}_`, [operand], 0);
  }

  #member(): Expr {
    let expr = this.#primary();
    for (;;) {
      if (this.#at.is('.')) expr = this.#selection(expr);
      else if (this.#at.is('[')) expr = this.#index(expr);
      else return expr;
    }
  }

  #selection(operand: Expr): Expr {
    this.#at.take();
    const optional = this.#at.skip('?');
    if (this.#at.token.type !== 'ident') throw this.#at.unexpected();
    const { at, text: field } = this.#at.take();
    if (optional) {
      const name: Expr = { kind: 'literal', at, literal: { type: 'string', value: field } };
      return this.#at.grown({ kind: 'call', at, name: '_?._', args: [operand, name] }, [operand], 1);
    }
    if (!this.#at.is('(')) return this.#at.grown({ kind: 'select', at, operand, field, test: false }, [operand], 1);
    return this.#call(at, field, this.#args(), 1, operand);
  }

  #index(operand: Expr): Expr {
    const { at } = this.#at.take();
    const name = this.#at.skip('?') ? '_[?_]' : '_[_]';
    const index = this.#expr();
    this.#at.expect(']');
    return this.#call(at, name, [operand, index], 1);
  }

  #args(): Expr[] {
    this.#at.expect('(');
    const args: Expr[] = [];
    if (this.#at.skip(')')) return args;
    do args.push(this.#expr());
    while (this.#at.skip(','));
    this.#at.expect(')');
    return args;
  }

  #primary(): Expr {
    const { type, text, at } = this.#at.token;
    if (type === 'ident' || (this.#at.is('.') && this.#at.peek(1).type === 'ident')) return this.#name();
    if (type !== 'symbol' || text === '-' || KEYWORDS.has(text)) {
      const literal = this.#literal();
      if (literal !== undefined) return literal;
    }
    if (this.#at.skip('(')) {
      const inner = this.#expr();
      this.#at.expect(')');
      return inner;
    }
    if (this.#at.is('[')) return this.#list(at);
    if (this.#at.is('{')) return this.#map(at);
    throw this.#at.unexpected();
  }

  #literal(): Expr | undefined {
    const negative = this.#at.is('-');
    const token = this.#at.peek(negative ? 1 : 0);
    const literal = readLiteral(token, negative);
    if (literal === undefined) return undefined;
    const { at } = this.#at.token;
    if (negative) this.#at.take();
    this.#at.take();
    return { kind: 'literal', at, literal };
  }

  #name(): Expr {
    const dot = this.#at.skip('.') ? '.' : '';
    const ahead = this.#messageLength();
    if (ahead > 0) return this.#struct(dot, ahead);
    const { at, text } = this.#at.take();
    if (RESERVED.has(text))
      throw new SyntaxFault(`"${text}" is a reserved word of CEL.`, at, `A field of that name is self.__${text}__.`);
    const name = dot + text;
    return this.#at.is('(') ? this.#call(at, name, this.#args(), 0) : { kind: 'ident', at, name };
  }

  /** How many tokens `a.b.c` takes before a brace; 0 when there is none. */
  #messageLength(): number {
    let ahead = 1;
    while (this.#at.peek(ahead).text === '.' && this.#at.peek(ahead + 1).type === 'ident') ahead += 2;
    const { type, text } = this.#at.peek(ahead);
    return type === 'symbol' && text === '{' ? ahead : 0;
  }

  #struct(dot: string, length: number): StructExpr {
    const { at } = this.#at.token;
    let name = dot;
    for (let i = 0; i < length; i++) name += this.#at.take().text;
    this.#at.take();
    const fields: StructExpr['fields'][number][] = [];
    this.#listed('}', () => {
      const optional = this.#at.skip('?');
      if (this.#at.token.type !== 'ident') throw this.#at.unexpected();
      const field = this.#at.take();
      this.#at.expect(':');
      fields.push({ at: field.at, name: field.text, value: this.#expr(), optional });
    });
    const values = fields.map(({ value }) => value);
    return this.#at.grown({ kind: 'struct', at, name, fields }, values, 0);
  }

  #list(at: number): ListExpr {
    this.#at.take();
    const elements: Expr[] = [];
    const optional = new Set<number>();
    this.#listed(']', () => {
      if (this.#at.skip('?')) optional.add(elements.length);
      elements.push(this.#expr());
    });
    return this.#at.grown({ kind: 'list', at, elements, optional }, elements, 0);
  }

  #map(at: number): MapExpr {
    this.#at.take();
    const entries: MapExpr['entries'][number][] = [];
    this.#listed('}', () => {
      const optional = this.#at.skip('?');
      const key = this.#expr();
      this.#at.expect(':');
      entries.push({ key, value: this.#expr(), optional });
    });
    const parts = entries.flatMap(({ key, value }) => [key, value]);
    return this.#at.grown({ kind: 'map', at, entries }, parts, 0);
  }

  /** Items with commas between them, and perhaps one after the last: even alone. */
  #listed(end: string, read: () => void): void {
    if (!this.#at.is(end) && !this.#at.is(',')) {
      read();
      while (this.#at.is(',') && !(this.#at.peek(1).type === 'symbol' && this.#at.peek(1).text === end)) {
        this.#at.take();
        read();
      }
    }
    this.#at.skip(',');
    this.#at.expect(end);
  }
}
