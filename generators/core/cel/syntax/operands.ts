/** What operators stand between: literals, names, calls, lists, maps and messages, with their fields and indices. */
import { SyntaxFault } from '../fault.ts';
import { RESERVED } from '../reserved.ts';
import type { Expr, ListExpr, MapExpr, StructExpr } from './ast.ts';
import type { Cursor } from './cursor.ts';
import { readLiteral } from './literal.ts';
import { KEYWORDS } from './tokens.ts';
import type { Tree } from './tree.ts';

/** Reads operands; `expr` reads the expressions in them. */
export class Operands {
  readonly #cursor: Cursor;
  readonly #tree: Tree;
  readonly #expr: () => Expr;

  constructor(cursor: Cursor, tree: Tree, expr: () => Expr) {
    this.#cursor = cursor;
    this.#tree = tree;
    this.#expr = expr;
  }

  /** With the fields, calls and indices that follow it. */
  read(): Expr {
    let expr = this.#primary();
    for (;;) {
      if (this.#cursor.is('.')) expr = this.#selection(expr);
      else if (this.#cursor.is('[')) expr = this.#index(expr);
      else return expr;
    }
  }

  #selection(operand: Expr): Expr {
    this.#cursor.take();
    const optional = this.#cursor.skip('?');
    if (this.#cursor.token.type !== 'ident') throw this.#cursor.unexpected();
    const { at, text: field } = this.#cursor.take();
    if (optional) {
      const name: Expr = { kind: 'literal', at, literal: { type: 'string', value: field } };
      return this.#tree.node({ kind: 'call', at, name: '_?._', args: [operand, name] }, [operand], 1);
    }
    if (!this.#cursor.is('('))
      return this.#tree.node({ kind: 'select', at, operand, field, test: false }, [operand], 1);
    return this.#tree.call(at, field, this.#args(), 1, operand);
  }

  #index(operand: Expr): Expr {
    const { at } = this.#cursor.take();
    const name = this.#cursor.skip('?') ? '_[?_]' : '_[_]';
    const index = this.#expr();
    this.#cursor.expect(']');
    return this.#tree.call(at, name, [operand, index], 1);
  }

  #args(): Expr[] {
    this.#cursor.expect('(');
    const args: Expr[] = [];
    if (this.#cursor.skip(')')) return args;
    do args.push(this.#expr());
    while (this.#cursor.skip(','));
    this.#cursor.expect(')');
    return args;
  }

  #primary(): Expr {
    const { type, text, at } = this.#cursor.token;
    if (type === 'ident' || (this.#cursor.is('.') && this.#cursor.peek(1).type === 'ident')) return this.#name();
    if (type !== 'symbol' || text === '-' || KEYWORDS.has(text)) {
      const literal = this.#literal();
      if (literal !== undefined) return literal;
    }
    if (this.#cursor.skip('(')) {
      const inner = this.#expr();
      this.#cursor.expect(')');
      return inner;
    }
    if (this.#cursor.is('[')) return this.#list(at);
    if (this.#cursor.is('{')) return this.#map(at);
    throw this.#cursor.unexpected();
  }

  #literal(): Expr | undefined {
    const negative = this.#cursor.is('-');
    const token = this.#cursor.peek(negative ? 1 : 0);
    const literal = readLiteral(token, negative);
    if (literal === undefined) return undefined;
    const { at } = this.#cursor.token;
    if (negative) this.#cursor.take();
    this.#cursor.take();
    return { kind: 'literal', at, literal };
  }

  #name(): Expr {
    const dot = this.#cursor.skip('.') ? '.' : '';
    const ahead = this.#messageLength();
    if (ahead > 0) return this.#struct(dot, ahead);
    const { at, text } = this.#cursor.take();
    if (RESERVED.has(text))
      throw new SyntaxFault(`"${text}" is a reserved word of CEL.`, at, `A field of that name is self.__${text}__.`);
    const name = dot + text;
    return this.#cursor.is('(') ? this.#tree.call(at, name, this.#args(), 0) : { kind: 'ident', at, name };
  }

  /** How many tokens `a.b.c` takes before a brace; 0 when there is none. */
  #messageLength(): number {
    let ahead = 1;
    while (this.#cursor.peek(ahead).text === '.' && this.#cursor.peek(ahead + 1).type === 'ident') ahead += 2;
    const { type, text } = this.#cursor.peek(ahead);
    return type === 'symbol' && text === '{' ? ahead : 0;
  }

  #struct(dot: string, length: number): StructExpr {
    const { at } = this.#cursor.token;
    let name = dot;
    for (let i = 0; i < length; i++) name += this.#cursor.take().text;
    this.#cursor.take();
    const fields: StructExpr['fields'][number][] = [];
    this.#listed('}', () => {
      const optional = this.#cursor.skip('?');
      if (this.#cursor.token.type !== 'ident') throw this.#cursor.unexpected();
      const field = this.#cursor.take();
      this.#cursor.expect(':');
      fields.push({ at: field.at, name: field.text, value: this.#expr(), optional });
    });
    const values = fields.map(({ value }) => value);
    return this.#tree.node({ kind: 'struct', at, name, fields }, values, 0);
  }

  #list(at: number): ListExpr {
    this.#cursor.take();
    const elements: Expr[] = [];
    const optional = new Set<number>();
    this.#listed(']', () => {
      if (this.#cursor.skip('?')) optional.add(elements.length);
      elements.push(this.#expr());
    });
    return this.#tree.node({ kind: 'list', at, elements, optional }, elements, 0);
  }

  #map(at: number): MapExpr {
    this.#cursor.take();
    const entries: MapExpr['entries'][number][] = [];
    this.#listed('}', () => {
      const optional = this.#cursor.skip('?');
      const key = this.#expr();
      this.#cursor.expect(':');
      entries.push({ key, value: this.#expr(), optional });
    });
    const parts = entries.flatMap(({ key, value }) => [key, value]);
    return this.#tree.node({ kind: 'map', at, entries }, parts, 0);
  }

  /** Items with commas between them, and perhaps one after the last: even alone. */
  #listed(end: string, read: () => void): void {
    if (!this.#cursor.is(end) && !this.#cursor.is(',')) {
      read();
      while (this.#cursor.is(',') && !(this.#cursor.peek(1).type === 'symbol' && this.#cursor.peek(1).text === end)) {
        this.#cursor.take();
        read();
      }
    }
    this.#cursor.skip(',');
    this.#cursor.expect(end);
  }
}
