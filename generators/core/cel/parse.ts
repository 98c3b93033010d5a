/**
 * Text of a CEL expression to its tree, macros expanded: the grammar of cel-go 0.26 (CEL.g4), which kube-apiserver 1.36 has, with
 * its limits of depth and size. Throws a `SyntaxFault` at the first fault.
 */
import type { CallExpr, Expr, ListExpr, MapExpr, StructExpr } from './ast.ts';
import { Cursor } from './cursor.ts';
import { SyntaxFault } from './fault.ts';
import { expandMacro } from './macros.ts';
import { readLiteral } from './parse-literal.ts';
import { RESERVED } from './reserved.ts';
import { KEYWORDS } from './tokens.ts';

const MAX_CODE_POINTS = 100_000;

const RELATIONS = new Set(['<', '<=', '>=', '>', '==', '!=', 'in']);
const BINARY: readonly ReadonlySet<string>[] = [new Set(['+', '-']), new Set(['*', '/', '%'])];

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
    return this.#at.nest('expr', () => {
      const condition = this.#or();
      if (!this.#at.is('?')) return condition;
      const { at } = this.#at.take();
      const yes = this.#or();
      this.#at.expect(':');
      return this.#call(at, '_?_:_', [condition, yes, this.#expr()], 1);
    });
  }

  #or(): Expr {
    return this.#at.nest('or', () => this.#logic('||', '_||_', () => this.#and()));
  }

  #and(): Expr {
    return this.#at.nest('and', () => this.#logic('&&', '_&&_', () => this.#relation()));
  }

  /** A balanced tree, as cel-go's: a long chain is no deep one. */
  #logic(operator: string, name: string, read: () => Expr): Expr {
    const terms = [read()];
    const ats: number[] = [];
    while (this.#at.is(operator)) {
      ats.push(this.#at.take().at);
      terms.push(read());
    }
    const balance = (from: number, to: number): Expr => {
      if (from === to) return terms[from]!;
      const middle = (from + to - 1) >> 1;
      return this.#call(ats[middle]!, name, [balance(from, middle), balance(middle + 1, to)], 0);
    };
    return balance(0, terms.length - 1);
  }

  #relation(): Expr {
    return this.#at.nest('relation', () => {
      let left = this.#calc(0);
      while (this.#at.token.type === 'symbol' && RELATIONS.has(this.#at.token.text)) {
        const { at, text } = this.#at.take();
        const right = this.#at.nest('relation', () => this.#calc(0));
        left = this.#call(at, text === 'in' ? '@in' : `_${text}_`, [left, right], 1);
      }
      return left;
    });
  }

  #calc(precedence: number): Expr {
    const operators = BINARY[precedence];
    if (operators === undefined) return this.#at.nest('unary', () => this.#unary());
    const read = (): Expr => {
      let left = this.#calc(precedence + 1);
      while (this.#at.token.type === 'symbol' && operators.has(this.#at.token.text)) {
        const { at, text } = this.#at.take();
        const right = this.#at.nest('calc', () => this.#calc(precedence + 1));
        left = this.#call(at, `_${text}_`, [left, right], 1);
      }
      return left;
    };
    return precedence === 0 ? this.#at.nest('calc', read) : read();
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
    return this.#at.nest('member', () => {
      let expr = this.#at.nest('primary', () => this.#primary());
      for (;;) {
        if (this.#at.is('.')) expr = this.#selection(expr);
        else if (this.#at.is('[')) expr = this.#index(expr);
        else return expr;
      }
    });
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
