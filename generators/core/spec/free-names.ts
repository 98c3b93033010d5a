/** Free names of an expression, and what in it cannot be part of a pure function of its inputs. Offsets are those of the tree. */
import type { AnyNode, Expression, Function as FunctionNode, Pattern } from 'acorn';

export interface FreeName {
  readonly name: string;
  readonly offset: number;
}

export interface Impurity {
  readonly message: string;
  readonly hint: string;
  readonly offset: number;
}

export interface Names {
  readonly free: readonly FreeName[];
  readonly impurities: readonly Impurity[];
  /** `self.spec.size` as ['self', 'spec', 'size'], as far as the names are fixed; only those whose root is free. */
  readonly members: readonly (readonly FreeName[])[];
}

const PURE =
  'An expression only computes a value from self and what it is given; anything else belongs into reconcile.ts.';

/** What the syntax itself says that the expression does. */
const IMPURE: Partial<Record<AnyNode['type'], string>> = {
  AwaitExpression: 'await is not allowed in an expression.',
  YieldExpression: 'yield is not allowed in an expression.',
  ThisExpression: '"this" is not there in an expression.',
  Super: '"super" is not there in an expression.',
  ImportExpression: 'import() is not allowed in an expression.',
  MetaProperty: 'import.meta and new.target are not there in an expression.',
  ClassExpression: 'a class is not allowed in an expression.',
  ClassDeclaration: 'a class is not allowed in an expression.',
};

type Scope = ReadonlySet<string>;

/** Walks an expression. */
export const namesOf = (tree: Expression): Names => {
  const free: FreeName[] = [];
  const impurities: Impurity[] = [];
  const members: FreeName[][] = [];

  const refuse = (message: string, offset: number): void => void impurities.push({ message, hint: PURE, offset });

  const visit = (node: AnyNode, scope: Scope): void => {
    const impure = IMPURE[node.type];
    if (impure !== undefined) refuse(impure, node.start);
    switch (node.type) {
      case 'Identifier':
        if (!scope.has(node.name)) free.push({ name: node.name, offset: node.start });
        return;
      case 'MemberExpression': {
        const chain = chainOf(node);
        if (chain !== undefined && !scope.has(chain[0]!.name)) members.push(chain);
        visit(node.object, scope);
        if (node.computed) visit(node.property, scope);
        return;
      }
      case 'Property':
        if (node.computed) visit(node.key, scope);
        visit(node.value, scope);
        return;
      case 'ArrowFunctionExpression':
      case 'FunctionExpression':
      case 'FunctionDeclaration':
        return visitFunction(node, scope);
      case 'BlockStatement':
        return visitAll(node.body, new Set([...scope, ...node.body.flatMap(declaredBy)]));
      case 'ForStatement':
      case 'ForOfStatement':
      case 'ForInStatement': {
        const head = node.type === 'ForStatement' ? node.init : node.left;
        return visitAll(childrenOf(node), new Set([...scope, ...(head ? declaredBy(head) : [])]));
      }
      case 'CatchClause':
        return visit(node.body, new Set([...scope, ...(node.param ? boundBy(node.param) : [])]));
      case 'AssignmentExpression':
        checkTarget(node.left, scope);
        break;
      case 'UpdateExpression':
        checkTarget(node.argument, scope);
        break;
      case 'UnaryExpression':
        if (node.operator === 'delete') refuse('delete is not allowed in an expression.', node.start);
        break;
    }
    visitAll(childrenOf(node), scope);
  };

  const visitAll = (nodes: readonly AnyNode[], scope: Scope): void => {
    for (const node of nodes) visit(node, scope);
  };

  const visitFunction = (
    node: FunctionNode | Extract<AnyNode, { type: 'ArrowFunctionExpression' }>,
    scope: Scope,
  ): void => {
    if (node.async) refuse('an async function is not allowed in an expression.', node.start);
    if (node.generator) refuse('a generator is not allowed in an expression.', node.start);
    const own = [
      ...(node.id ? [node.id.name] : []),
      ...(node.type === 'ArrowFunctionExpression' ? [] : ['arguments']),
      ...node.params.flatMap(boundBy),
    ];
    const inner = new Set([...scope, ...own]);
    // Default values of parameters are read in the function's scope.
    for (const param of node.params) visitAll(defaultsOf(param), inner);
    visit(node.body, inner);
  };

  /** Local variables may be changed; whatever comes from outside may not. */
  const checkTarget = (target: AnyNode, scope: Scope): void => {
    let root: AnyNode = target;
    while (root.type === 'MemberExpression') root = root.object;
    const names = root.type === 'Identifier' ? [root.name] : boundBy(root as Pattern);
    const outer = names.find((name) => !scope.has(name));
    if (outer !== undefined) refuse(`an expression cannot change ${outer}.`, target.start);
  };

  visit(tree, new Set());
  return { free, impurities, members: longest(members) };
};

const chainOf = (node: AnyNode): FreeName[] | undefined => {
  if (node.type === 'Identifier') return [{ name: node.name, offset: node.start }];
  if (node.type === 'ChainExpression' || node.type === 'ParenthesizedExpression') return chainOf(node.expression);
  if (node.type !== 'MemberExpression') return undefined;
  const before = chainOf(node.object);
  const { property } = node;
  if (before === undefined) return undefined;
  if (!node.computed && property.type === 'Identifier')
    return [...before, { name: property.name, offset: property.start }];
  if (node.computed && property.type === 'Literal' && typeof property.value === 'string')
    return [...before, { name: property.value, offset: property.start }];
  // From here on the names are only known when it runs.
  return undefined;
};

/** `self.spec` is part of `self.spec.size`: only the whole chain counts. */
const longest = (chains: readonly FreeName[][]): FreeName[][] =>
  chains.filter(
    (chain) =>
      !chains.some(
        (other) => other.length > chain.length && chain.every(({ offset }, i) => other[i]!.offset === offset),
      ),
  );

const boundBy = (pattern: Pattern): string[] => {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern.name];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        boundBy(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : boundBy(element)));
    case 'RestElement':
      return boundBy(pattern.argument);
    case 'AssignmentPattern':
      return boundBy(pattern.left);
    default:
      return [];
  }
};

const defaultsOf = (pattern: AnyNode): AnyNode[] => {
  if (pattern.type === 'AssignmentPattern') return [pattern.right, ...defaultsOf(pattern.left)];
  if (pattern.type === 'Property') return [...(pattern.computed ? [pattern.key] : []), ...defaultsOf(pattern.value)];
  return pattern.type === 'ObjectPattern' || pattern.type === 'ArrayPattern' || pattern.type === 'RestElement'
    ? childrenOf(pattern).flatMap(defaultsOf)
    : [];
};

const declaredBy = (node: AnyNode): string[] => {
  if (node.type === 'VariableDeclaration') return node.declarations.flatMap(({ id }) => boundBy(id));
  return node.type === 'FunctionDeclaration' && node.id !== null ? [node.id.name] : [];
};

/** The nodes right below, in the order of the source. */
const childrenOf = (node: AnyNode): AnyNode[] =>
  Object.values(node as unknown as Record<string, unknown>)
    .flat()
    .filter(
      (value): value is AnyNode => typeof value === 'object' && value !== null && 'type' in value && 'start' in value,
    );
