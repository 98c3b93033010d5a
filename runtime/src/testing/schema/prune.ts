/** Removes the fields of a custom resource that its schema does not declare, and names them (apiextensions: schema/pruning). */
import type { Json } from '../json.ts';
import { isObject } from '../json.ts';
import { childSchema, type Schema } from './schema.ts';

const HEAD = new Set(['apiVersion', 'kind', 'metadata']);

/** Changes `value`; answers the paths of what was removed: `spec.sise`, `spec.list[2].x`. */
export function prune(schema: Schema, value: Json, isRoot = true): string[] {
  const unknown: string[] = [];
  visit(schema, value, '', isRoot, unknown);
  return unknown;
}

function visit(schema: Schema | undefined, value: Json, path: string, isResource: boolean, unknown: string[]): void {
  if (Array.isArray(value)) {
    for (const [index, item] of value.entries())
      visit(
        schema?.items,
        item,
        `${path}[${index}]`,
        schema?.items?.['x-kubernetes-embedded-resource'] === true,
        unknown,
      );
    return;
  }
  if (!isObject(value)) return;
  const keepsUnknown = schema?.['x-kubernetes-preserve-unknown-fields'] === true;
  for (const [name, child] of Object.entries(value)) {
    if (isResource && HEAD.has(name)) continue;
    const inner = path === '' ? name : `${path}.${name}`;
    const type = schema === undefined ? undefined : childSchema(schema, name);
    if (type !== undefined) visit(type, child, inner, type['x-kubernetes-embedded-resource'] === true, unknown);
    else if (!keepsUnknown && schema?.additionalProperties !== true) {
      delete value[name];
      unknown.push(inner);
    }
  }
}
