/**
 * Text of a CEL expression to its tree, macros expanded: the grammar of cel-go 0.26 (CEL.g4), which kube-apiserver 1.36 has, with
 * its limits of depth and size. Throws a `SyntaxFault` at the first fault.
 */
import { SyntaxFault } from '../fault.ts';
import type { Expr } from './ast.ts';
import { Cursor } from './cursor.ts';
import { Operands } from './operands.ts';
import { Tree } from './tree.ts';

const MAX_CODE_POINTS = 100_000;

const RELATIONS = new Set(['<', '<=', '>=', '>', '==', '!=', 'in']);
const SUMS = new Set(['+', '-']);
const PRODUCTS = new Set(['*', '/', '%']);

/** The tree of an expression. */
export const parse = (text: string): Expr => {
  if (text.length > MAX_CODE_POINTS && [...text].length > MAX_CODE_POINTS)
    throw new SyntaxFault(`the expression has more than ${MAX_CODE_POINTS} characters.`, 0);
  return new Parser(new Cursor(text)).parseAll();
};

class Parser {
  readonly #cursor: Cursor;
  readonly #tree = new Tree();
  readonly #operands: Operands;

  constructor(cursor: Cursor) {
    this.#cursor = cursor;
    this.#operands = new Operands(cursor, this.#tree, () => this.#expr());
  }

  parseAll(): Expr {
    const expr = this.#expr();
    if (this.#cursor.token.type !== 'end') throw this.#cursor.unexpected();
    return expr;
  }

  #expr(): Expr {
    this.#cursor.enter('expr');
    let expr = this.#or();
    if (this.#cursor.is('?')) {
      const { at } = this.#cursor.take();
      const yes = this.#or();
      this.#cursor.expect(':');
      expr = this.#tree.call(at, '_?_:_', [expr, yes, this.#expr()], 1);
    }
    this.#cursor.leave('expr');
    return expr;
  }

  #or(): Expr {
    return this.#logic('||', this.#and(), () => this.#and());
  }

  #and(): Expr {
    return this.#logic('&&', this.#relation(), () => this.#relation());
  }

  /** As in cel-go, a long chain is no deep one: a balanced tree. */
  #logic(operator: '||' | '&&', first: Expr, next: () => Expr): Expr {
    const terms = [first];
    const ats: number[] = [];
    while (this.#cursor.is(operator)) {
      ats.push(this.#cursor.take().at);
      terms.push(next());
    }
    const between = (from: number, to: number): Expr => {
      if (from === to) return terms[from]!;
      const middle = (from + to - 1) >> 1;
      return this.#tree.call(ats[middle]!, `_${operator}_`, [between(from, middle), between(middle + 1, to)], 0);
    };
    return between(0, terms.length - 1);
  }

  #relation(): Expr {
    this.#cursor.enter('relation');
    const relation = this.#chain(RELATIONS, 'relation', this.#sum(), () => this.#sum());
    this.#cursor.leave('relation');
    return relation;
  }

  #sum(): Expr {
    this.#cursor.enter('calc');
    const sum = this.#chain(SUMS, 'calc', this.#product(), () => this.#product());
    this.#cursor.leave('calc');
    return sum;
  }

  #product(): Expr {
    return this.#chain(PRODUCTS, 'calc', this.#unary(), () => this.#unary());
  }

  /** `first - second - third`, from the left. What stands on the right is one level deeper. */
  #chain(operators: ReadonlySet<string>, rule: 'relation' | 'calc', first: Expr, next: () => Expr): Expr {
    let left = first;
    while (this.#cursor.isOneOf(operators)) {
      const { at, text } = this.#cursor.take();
      this.#cursor.enter(rule);
      const right = next();
      this.#cursor.leave(rule);
      left = this.#tree.call(at, text === 'in' ? '@in' : `_${text}_`, [left, right], 1);
    }
    return left;
  }

  #unary(): Expr {
    const operator = this.#cursor.is('!') ? '!' : '-';
    const number = ['int', 'double'].includes(this.#cursor.peek(1).type);
    if (!this.#cursor.is(operator) || (operator === '-' && number)) return this.#operands.read();
    const { at } = this.#cursor.token;
    let count = 0;
    while (this.#cursor.skip(operator)) count++;
    const operand = this.#operands.read();
    return count % 2 === 0 ? operand : this.#tree.call(at, `${operator}_`, [operand], 0);
  }
}
