/** How large the values of an expression can be: by what is written, by the schema, by what functions give. */
import type { Expr } from '../syntax/ast.ts';
import type { Checked } from '../check/checked.ts';
import type { DeclType } from '../decl-type.ts';
import { ACCUMULATOR, OLD_ACCUMULATOR } from '../syntax/macros.ts';
import { isOptional, type Type } from '../types.ts';
import { fixed, ONE, type Range, UNKNOWN } from './range.ts';
import { startTrail, stepsOf, type Trail } from './trail.ts';

/** A value that a function is given. */
export interface Operand {
  readonly expr: Expr;
  readonly type: Type;
  readonly path: readonly string[] | undefined;
  /** Undefined when nothing is known of it. */
  readonly size: Range | undefined;
}

/** Sizes of what a list or map holds. */
export interface EntrySize {
  readonly container: 'list' | 'map';
  readonly key: Range;
  readonly value: Range;
}

/** A variable of a loop. */
export interface Local {
  readonly path: Trail | undefined;
  readonly size: Range | undefined;
  readonly entries?: EntrySize | undefined;
}

/** What is known of the nodes of one expression while its cost is summed up. */
export class Sizes {
  readonly #checked: Checked;
  readonly #self: DeclType;
  readonly #paths = new Map<Expr, Trail | undefined>();
  readonly #sizes = new Map<Expr, Range>();
  readonly #entrySizes = new Map<Expr, EntrySize>();
  readonly #locals = new Map<string, Local[]>();

  constructor(checked: Checked, self: DeclType) {
    this.#checked = checked;
    this.#self = self;
  }

  /** Where a name leads, for its node. */
  nameNode(expr: Expr & { kind: 'ident' }): void {
    const local = this.local(expr.name);
    this.#paths.set(expr, local === undefined ? startTrail(expr.name) : local.path);
  }

  setPath(expr: Expr, path: Trail): void {
    this.#paths.set(expr, path);
  }

  setEntries(expr: Expr, entries: EntrySize | undefined): void {
    if (entries !== undefined) this.#entrySizes.set(expr, entries);
  }

  /** A variable of a loop comes into being, and goes. */
  push(name: string, local: Local): void {
    this.#locals.set(name, [...(this.#locals.get(name) ?? []), local]);
  }

  pop(name: string): void {
    this.#locals.set(name, this.#locals.get(name)!.slice(0, -1));
  }

  local(name: string): Local | undefined {
    return this.#locals.get(name)?.at(-1);
  }

  /** The way to a value through the schema, if there is one. */
  path(written: Expr): Trail | undefined {
    const expr = this.#checked.resolved(written);
    const local = expr.kind === 'ident' ? this.local(expr.name) : undefined;
    return local === undefined ? this.#paths.get(expr) : local.path;
  }

  /** A node as functions are given it. */
  operand(written: Expr): Operand {
    const expr = this.#checked.resolved(written);
    const trail = this.path(expr);
    const path = trail === undefined || [ACCUMULATOR, OLD_ACCUMULATOR].includes(trail.cells[0]!) ? undefined : trail;
    const size = this.sizeOf(expr);
    return {
      expr,
      type: this.#checked.type(expr),
      // Read when it is asked for: what other paths have written over it meanwhile counts.
      get path() {
        return path && stepsOf(path);
      },
      size,
    };
  }

  setSize(expr: Expr, size: Range | undefined): void {
    if (size !== undefined) this.#sizes.set(expr, size);
  }

  /** Makes all that is known of a node's size known of another. */
  copySizes(to: Expr, from: Expr): void {
    this.setSize(to, this.sizeOf(from));
    this.setEntries(to, this.entrySize(from));
  }

  /** Sizes of what a list or map holds, if they are known. */
  entrySize(written: Expr): EntrySize | undefined {
    const expr = this.#checked.resolved(written);
    return this.#entrySizes.get(expr) ?? (expr.kind === 'ident' ? this.local(expr.name)?.entries : undefined);
  }

  sizeOrUnknown(expr: Expr): Range {
    return this.sizeOf(expr) ?? UNKNOWN;
  }

  /** How large a value is: computed, literal, by the schema, by its type, or as a variable is. */
  sizeOf(written: Expr): Range | undefined {
    const expr = this.#checked.resolved(written);
    const known = this.#sizes.get(expr) ?? literalSize(expr);
    if (known !== undefined) return known;
    const trail = this.path(expr);
    const declared = trail && this.sizeAt(stepsOf(trail));
    if (declared !== undefined) {
      this.#sizes.set(expr, declared);
      return declared;
    }
    if (isScalar(this.#checked.type(expr))) return ONE;
    return expr.kind === 'ident' ? this.local(expr.name)?.size : undefined;
  }

  /** The size of what a function of a library is given, where the schema is asked once more. */
  sizeOfOperand({ size, path }: Operand): Range {
    return size ?? (path && this.sizeAt(path)) ?? UNKNOWN;
  }

  /** What the schema says of the size of what a path leads to. The first step is the variable, whichever it is. */
  sizeAt(path: readonly string[]): Range | undefined {
    if (path.length === 0) return undefined;
    let node: DeclType | undefined = this.#self;
    for (const step of path.slice(1)) {
      if (step === '@items' || step === '@values') node = node.element;
      else if (step === '@keys') node = node.key;
      else node = node.fields?.get(step);
      if (node === undefined) return undefined;
    }
    return { min: 0n, max: node.maxElements };
  }
}

const SCALARS: ReadonlySet<string> = new Set(['bool', 'double', 'duration', 'int', 'timestamp', 'uint']);

const literalSize = (expr: Expr): Range | undefined => {
  if (expr.kind === 'list') return fixed(BigInt(expr.elements.length));
  if (expr.kind === 'map') return fixed(BigInt(expr.entries.length));
  if (expr.kind !== 'literal') return undefined;
  const { literal } = expr;
  if (literal.type === 'string') return fixed(BigInt([...literal.value].length));
  return literal.type === 'bytes' ? fixed(BigInt(literal.value.length)) : ONE;
};

const isScalar = (type: Type): boolean => SCALARS.has(type.kind) || (isOptional(type) && isScalar(type.params[0]!));
