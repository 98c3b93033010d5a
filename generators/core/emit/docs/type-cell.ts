/** The type of a field as a reader knows it: `integer`, `[]string`, `map[string]object`, or a type of Kubernetes; linked. */
import type { JsonObject } from '../../model/json.ts';
import { kubernetesReference } from './kubernetes-reference.ts';
import { code, link } from './markdown.ts';
import { fieldsOf, isSchema } from './schema.ts';

/** The cell. `anchorOf` gives where the fields of an object are told. */
export const typeCell = (schema: JsonObject, anchorOf: (schema: JsonObject) => string | undefined): string => {
  const { prefix, schema: inner } = outerType(schema);
  const { name, target } = innerType(inner, anchorOf);
  const shown = code(prefix + name);
  const format = typeof inner.format === 'string' && inner.format !== '' ? ` (${code(inner.format)})` : '';
  return (target === undefined ? shown : link(shown, target)) + format;
};

const outerType = (schema: JsonObject): { prefix: string; schema: JsonObject } => {
  let inner = schema;
  let prefix = '';
  for (;;) {
    if (isSchema(inner.items)) {
      prefix += '[]';
      inner = inner.items;
    } else if (fieldsOf(inner).length === 0 && isSchema(inner.additionalProperties)) {
      prefix += 'map[string]';
      inner = inner.additionalProperties;
    } else return { prefix, schema: inner };
  }
};

const innerType = (
  schema: JsonObject,
  anchorOf: (schema: JsonObject) => string | undefined,
): { readonly name: string; readonly target?: string } => {
  const anchor = anchorOf(schema);
  if (anchor !== undefined) return { name: 'object', target: `#${anchor}` };
  if (typeof schema.$ref === 'string') {
    const target = kubernetesReference(schema.$ref);
    return { name: shownName(schema.$ref), ...(target !== undefined && { target }) };
  }
  if (schema['x-kubernetes-int-or-string'] === true) return { name: 'integer or string' };
  return { name: typeof schema.type === 'string' ? schema.type : 'any' };
};

/** Without group and version, which the link has; a list as other lists are. */
const shownName = (name: string): string => (name === 'Conditions' ? '[]Condition' : name.replace(/^.*\./, ''));
