/** Finds fields in a rule that the schema does not declare: what the real server's type checker refuses. */
import type { ASTNode } from '@marcbachmann/cel-js';
import { celName } from './cel-value.ts';
import type { Schema } from './schema.ts';

const META: Schema = { type: 'object', properties: { name: { type: 'string' }, generateName: { type: 'string' } } };

const isNode = (value: unknown): value is ASTNode => typeof value === 'object' && value !== null && 'op' in value;

/** The first undeclared field that an expression selects from `self` or `oldSelf`, through selections only. */
export function undeclaredField(node: unknown, schema: Schema, isRoot: boolean): string | undefined {
  if (Array.isArray(node))
    return node.map((each) => undeclaredField(each, schema, isRoot)).find((found) => found !== undefined);
  if (!isNode(node)) return undefined;
  const found = undeclaredField(node.args, schema, isRoot);
  if (found !== undefined || (node.op !== '.' && node.op !== '.?')) return found;
  const owner = typeOf(node.args[0], schema, isRoot);
  return owner !== undefined && selected(owner, node.args[1]) === 'unknown' ? node.args[1] : undefined;
}

/** The schema of a chain of selections that starts at `self`; undefined when it is not known statically. */
function typeOf(node: ASTNode, schema: Schema, isRoot: boolean): Schema | undefined {
  if (node.op === 'id') {
    if (node.args !== 'self' && node.args !== 'oldSelf') return undefined;
    return isRoot
      ? {
          ...schema,
          properties: {
            apiVersion: { type: 'string' },
            kind: { type: 'string' },
            ...schema.properties,
            metadata: META,
          },
        }
      : schema;
  }
  if (node.op === '[]') {
    const owner = typeOf(node.args[0], schema, isRoot);
    return owner?.items ?? (typeof owner?.additionalProperties === 'object' ? owner.additionalProperties : undefined);
  }
  if (node.op !== '.') return undefined;
  const owner = typeOf(node.args[0], schema, isRoot);
  const child = owner === undefined ? undefined : selected(owner, node.args[1]);
  return child === 'unknown' ? undefined : child;
}

function selected(owner: Schema, name: string): Schema | 'unknown' | undefined {
  if (owner.type !== 'object' || owner['x-kubernetes-preserve-unknown-fields'] === true)
    return owner['x-kubernetes-preserve-unknown-fields'] === true ? undefined : 'unknown';
  if (owner.additionalProperties !== undefined && owner.properties === undefined)
    return typeof owner.additionalProperties === 'object' ? owner.additionalProperties : undefined;
  const found = Object.entries(owner.properties ?? {}).find(
    ([property]) => celName(property) === name || (property === 'namespace' && name === 'namespace'),
  );
  return found?.[1] ?? 'unknown';
}
