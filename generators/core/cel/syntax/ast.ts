/** The syntax tree of a CEL expression as cel-go has it after its macros are expanded. Nodes are compared by identity. */

/** A value that is written out. */
export type Literal =
  | { readonly type: 'null' }
  | { readonly type: 'bool'; readonly value: boolean }
  | { readonly type: 'int' | 'uint'; readonly value: bigint }
  | { readonly type: 'double'; readonly value: number }
  | { readonly type: 'string'; readonly value: string }
  | { readonly type: 'bytes'; readonly value: Uint8Array };

/** A node. `at` is the offset in the expression's text that a problem with the node is told at. */
export type Expr =
  | { readonly kind: 'literal'; readonly at: number; readonly literal: Literal }
  | { readonly kind: 'ident'; readonly at: number; readonly name: string }
  | SelectExpr
  | CallExpr
  | ListExpr
  | MapExpr
  | StructExpr
  | ComprehensionExpr;

/** `operand.field` */
export interface SelectExpr {
  readonly kind: 'select';
  readonly at: number;
  readonly operand: Expr;
  readonly field: string;
  /** Of `has(operand.field)`. */
  readonly test: boolean;
}

/** A call of a function, a member or an operator. */
export interface CallExpr {
  readonly kind: 'call';
  readonly at: number;
  /** Operators by cel-go's names: `_==_`. */
  readonly name: string;
  readonly target?: Expr;
  readonly args: readonly Expr[];
}

/** `[a, ?b]` */
export interface ListExpr {
  readonly kind: 'list';
  readonly at: number;
  readonly elements: readonly Expr[];
  /** Indices of `[?x]`. */
  readonly optional: ReadonlySet<number>;
}

/** `{key: value}` */
export interface MapExpr {
  readonly kind: 'map';
  readonly at: number;
  readonly entries: readonly { readonly key: Expr; readonly value: Expr; readonly optional: boolean }[];
}

/** `Name{field: value}` */
export interface StructExpr {
  readonly kind: 'struct';
  readonly at: number;
  readonly name: string;
  readonly fields: readonly {
    readonly at: number;
    readonly name: string;
    readonly value: Expr;
    readonly optional: boolean;
  }[];
}

/** A macro's loop. */
export interface ComprehensionExpr {
  readonly kind: 'comprehension';
  readonly at: number;
  readonly range: Expr;
  readonly iterVar: string;
  readonly iterVar2?: string;
  readonly accuVar: string;
  readonly accuInit: Expr;
  readonly condition: Expr;
  readonly step: Expr;
  readonly result: Expr;
}

/** Every node below and including this one, parents first. */
export function* descendants(expr: Expr): Generator<Expr> {
  yield expr;
  for (const child of children(expr)) yield* descendants(child);
}

/** What a node is made of, in the order in which cel-go visits it. */
export const children = (expr: Expr): readonly Expr[] => {
  switch (expr.kind) {
    case 'literal':
    case 'ident':
      return [];
    case 'select':
      return [expr.operand];
    case 'call':
      return expr.target === undefined ? expr.args : [expr.target, ...expr.args];
    case 'list':
      return expr.elements;
    case 'map':
      return expr.entries.flatMap(({ key, value }) => [key, value]);
    case 'struct':
      return expr.fields.map(({ value }) => value);
    case 'comprehension':
      return [expr.range, expr.accuInit, expr.condition, expr.step, expr.result];
  }
};

/** The same tree of new nodes. */
export const copy = (expr: Expr): Expr => {
  switch (expr.kind) {
    case 'literal':
    case 'ident':
      return { ...expr };
    case 'select':
      return { ...expr, operand: copy(expr.operand) };
    case 'call':
      return { ...expr, ...(expr.target && { target: copy(expr.target) }), args: expr.args.map(copy) };
    case 'list':
      return { ...expr, elements: expr.elements.map(copy) };
    case 'map':
      return {
        ...expr,
        entries: expr.entries.map((entry) => ({ ...entry, key: copy(entry.key), value: copy(entry.value) })),
      };
    case 'struct':
      return { ...expr, fields: expr.fields.map((field) => ({ ...field, value: copy(field.value) })) };
    case 'comprehension':
      return {
        ...expr,
        range: copy(expr.range),
        accuInit: copy(expr.accuInit),
        condition: copy(expr.condition),
        step: copy(expr.step),
        result: copy(expr.result),
      };
  }
};

/** `a.b.c` as one name, if it is one. */
export const qualifiedName = (expr: Expr): string | undefined => {
  if (expr.kind === 'ident') return expr.name;
  if (expr.kind !== 'select' || expr.test) return undefined;
  const operand = qualifiedName(expr.operand);
  return operand === undefined ? undefined : `${operand}.${expr.field}`;
};
