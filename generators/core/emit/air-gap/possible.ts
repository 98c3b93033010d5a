/**
 * The values that an expression of a spec can have, as far as it tells without being run: literals, choices between them, texts put
 * together, and fields of the object by their schema: default, choices, and what the sample has. What only a running operator can tell
 * is left out.
 */
import type { Expression as Tree, Node, Property, SpreadElement, Super } from 'acorn';
import { isObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { parseExpression } from '../../spec/expression.ts';

/** What `self` is: the schema of the object, and the sample of it. */
export interface Scope {
  readonly schema: JsonObject;
  readonly sample: JsonObject;
}

type Values = readonly JsonValue[];

/** Values of the expression; empty when none is known. */
export const possibleValues = (code: string, scope: Scope): Values => {
  const parsed = parseExpression(`${code}}`, 0);
  return parsed.ok ? valuesOf(parsed.tree, scope) : [];
};

/** Values of each field of that name in objects that the expression writes out, and of its literals below. */
export const possibleFields = (code: string, isWanted: (name: string) => boolean, scope: Scope): Values => {
  const parsed = parseExpression(`${code}}`, 0);
  return parsed.ok ? nodesOf(parsed.tree).flatMap((node) => fieldValues(node, isWanted, scope)) : [];
};

const fieldValues = (node: Node, isWanted: (name: string) => boolean, scope: Scope): Values => {
  if (node.type !== 'Property') return [];
  const { key, value } = node as Property;
  const name = key.type === 'Identifier' ? key.name : key.type === 'Literal' ? String(key.value) : '';
  return isWanted(name) ? valuesOf(value as Tree, scope) : [];
};

/** The node and all below it. */
const nodesOf = (node: Node): readonly Node[] => [node, ...Object.values(node).flat().filter(isNode).flatMap(nodesOf)];

const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';

/** Of choices within choices. */
const MOST = 200;

const valuesOf = (tree: Tree | SpreadElement | Super, scope: Scope): Values => {
  switch (tree.type) {
    case 'Literal':
      return typeof tree.value === 'string' || typeof tree.value === 'number' ? [tree.value] : [];
    case 'ConditionalExpression':
      return [...valuesOf(tree.consequent, scope), ...valuesOf(tree.alternate, scope)];
    case 'LogicalExpression':
      return [...valuesOf(tree.left as Tree, scope), ...valuesOf(tree.right, scope)];
    case 'ParenthesizedExpression':
      return valuesOf(tree.expression, scope);
    case 'ChainExpression':
      return valuesOf(tree.expression, scope);
    case 'BinaryExpression':
      return tree.operator === '+' ? joined([valuesOf(tree.left as Tree, scope), valuesOf(tree.right, scope)]) : [];
    case 'TemplateLiteral':
      return joined(
        tree.quasis.flatMap(({ value }, i) => [
          [value.cooked ?? ''],
          ...(tree.expressions[i] === undefined ? [] : [valuesOf(tree.expressions[i], scope)]),
        ]),
      );
    case 'MemberExpression': {
      const path = pathOf(tree);
      return path === undefined ? entriesOf(tree.object, scope) : fieldsAt(path, scope);
    }
    default:
      return [];
  }
};

/** Every way to put one of each together; none where one of them is not known. */
export const joined = (parts: readonly Values[]): Values =>
  parts.reduce<Values>(
    (before, values) => before.flatMap((text) => values.map((value) => `${text}${String(value)}`)).slice(0, MOST),
    [''],
  );

/** `self.a?.b['c']` as its fields. */
const pathOf = (tree: Tree | Super): readonly string[] | undefined => {
  if (tree.type === 'ChainExpression') return pathOf(tree.expression);
  if (tree.type === 'Identifier') return tree.name === 'self' ? [] : undefined;
  if (tree.type !== 'MemberExpression') return undefined;
  const before = pathOf(tree.object);
  const { property } = tree;
  if (before === undefined) return undefined;
  if (!tree.computed && property.type === 'Identifier') return [...before, property.name];
  return property.type === 'Literal' ? [...before, String(property.value)] : undefined;
};

/** `{a: 'x', b: 'y'}[…]` may be each of them. */
const entriesOf = (tree: Tree | Super, scope: Scope): Values =>
  tree.type === 'ObjectExpression'
    ? tree.properties.flatMap((property) => (property.type === 'Property' ? valuesOf(property.value, scope) : []))
    : [];

const fieldsAt = (path: readonly string[], { schema, sample }: Scope): Values => {
  const field = path.reduce<JsonValue | undefined>((node, key) => {
    const { properties, additionalProperties } = isObject(node) ? node : {};
    return isObject(properties) && Object.hasOwn(properties, key) ? properties[key] : additionalProperties;
  }, schema);
  const given = path.reduce<JsonValue | undefined>(
    (node, key) => (isObject(node) && Object.hasOwn(node, key) ? node[key] : undefined),
    sample,
  );
  const known = isObject(field) ? field : {};
  const choices = Array.isArray(known.enum) ? (known.enum as Values) : [];
  return [known.default, ...choices, given].filter(
    (value) => value !== undefined && value !== null && typeof value !== 'object',
  );
};
