/** `self.spec.size` against the schema: a field that is not there is said so before tsc would. */
import type { JsonObject } from '../model/json.ts';
import type { ExpressionFault } from './expression-scope.ts';
import type { FreeName } from './free-names.ts';
import { suggest } from './near.ts';

/** What every object has (meta/v1 ObjectMeta). */
const METADATA: JsonObject = {
  type: 'object',
  properties: Object.fromEntries(
    [
      'name',
      'namespace',
      'uid',
      'resourceVersion',
      'generation',
      'creationTimestamp',
      'deletionTimestamp',
      'labels',
      'annotations',
      'finalizers',
      'ownerReferences',
      'managedFields',
      'generateName',
    ].map((name) => [name, {}]),
  ),
};

/** Faults of the chains that begin with self. `schema` is the whole one of the storage version. */
export const checkMembers = (chains: readonly (readonly FreeName[])[], schema: JsonObject): ExpressionFault[] =>
  chains.filter(([root]) => root?.name === 'self').flatMap((chain) => checkChain(chain.slice(1), schema));

const checkChain = (chain: readonly FreeName[], root: JsonObject): ExpressionFault[] => {
  let schema: JsonObject = { ...root, properties: { ...(root.properties as JsonObject), metadata: METADATA } };
  let path = 'self';
  for (const { name, offset } of chain) {
    const { type, properties, additionalProperties } = schema as {
      type?: string;
      properties?: Record<string, JsonObject>;
      additionalProperties?: JsonObject | boolean;
    };
    if (properties !== undefined && Object.hasOwn(properties, name)) schema = properties[name]!;
    else if (typeof additionalProperties === 'object' && type === 'object') schema = additionalProperties;
    else if (type !== 'object' || isOpen(schema) || name in Object.prototype) return [];
    else {
      const hint = suggest(name, Object.keys(properties ?? {}), `${path} has`);
      return [
        { message: `${path} has no field ${JSON.stringify(name)}.`, ...(hint !== undefined && { hint }), offset },
      ];
    }
    path += `.${name}`;
  }
  return [];
};

/** Whether there may be fields that the schema does not name. */
const isOpen = (schema: JsonObject): boolean =>
  schema.additionalProperties === true ||
  schema['x-kubernetes-preserve-unknown-fields'] === true ||
  schema['x-kubernetes-embedded-resource'] === true;
