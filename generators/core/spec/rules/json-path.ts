/** JSONPath as the API server and kubectl use it, as far as a schema can follow. */
import type { JsonObject } from '../../model/json.ts';

/** `.spec.size`: fields only. */
export const isFieldPath = (path: string): boolean => /^(?:\.[A-Za-z_$][\w$-]*)+$/.test(path);

/** Fields, indices, wildcards, quoted fields and filters, balanced. */
export const isColumnPath = (path: string): boolean => steps(path) !== undefined;

export interface Found {
  /** What the path leads to; absent when the schema does not say. */
  readonly schema?: JsonObject;
  /** The first field that the schema does not have. */
  readonly missing?: string;
  /** The fields that are there instead. */
  readonly fields: readonly string[];
}

/** Follows a path from the root of an object. */
export const followPath = (path: string, root: JsonObject): Found => {
  let schema: JsonObject = root;
  for (const step of steps(path) ?? []) {
    if (step.type === 'item') {
      if (schema.type !== 'array' || schema.items === undefined) return { fields: [] };
      schema = schema.items as JsonObject;
      continue;
    }
    const { properties, additionalProperties } = schema as {
      properties?: Record<string, JsonObject>;
      additionalProperties?: JsonObject | boolean;
    };
    if (schema === root && step.name === 'metadata') return { fields: [] };
    if (properties !== undefined && Object.hasOwn(properties, step.name)) schema = properties[step.name]!;
    else if (typeof additionalProperties === 'object') schema = additionalProperties;
    else if (
      schema.type === 'array' ||
      additionalProperties === true ||
      schema['x-kubernetes-preserve-unknown-fields'] === true ||
      schema['x-kubernetes-embedded-resource'] === true
    )
      return { fields: [] };
    else return { missing: step.name, fields: Object.keys(properties ?? {}) };
  }
  return { schema, fields: [] };
};

type Step = { readonly type: 'field'; readonly name: string } | { readonly type: 'item' };

const steps = (path: string): Step[] | undefined => {
  const pattern = /\.((?:[^.[\]\\]|\\.)+)|\[(?:(\*|-?\d+|\?\([^\]]*\)|-?\d*:-?\d*)|'([^']*)'|"([^"]*)")\]|\.(?=\[)/y;
  const found: Step[] = [];
  while (pattern.lastIndex < path.length) {
    const match = pattern.exec(path);
    if (match === null) return undefined;
    const name = match[1] ?? match[3] ?? match[4];
    if (name !== undefined) found.push({ type: 'field', name: name.replace(/\\(.)/g, '$1') });
    else if (match[2] !== undefined) found.push({ type: 'item' });
  }
  return found;
};
