/** A custom resource's schema for server-side apply: as written, with the fields that every object has. */
import { definitions, objectMeta } from '../builtin/definitions.ts';
import type { Schema } from '../schema/schema.ts';

export const builtinDefinitions = definitions;

const STANDARD = { apiVersion: { type: 'string' }, kind: { type: 'string' }, metadata: objectMeta } as const;

/** At the root, and in embedded resources below. */
export function withStandardFields(schema: Schema, isRoot = true): Schema {
  const properties = Object.entries(schema.properties ?? {}).map(
    ([name, child]) => [name, withStandardFields(child, false)] as const,
  );
  const { items, additionalProperties, nullable, ...rest } = schema;
  return {
    ...rest,
    ...(isRoot && { type: 'object' }),
    ...(items !== undefined && { items: withStandardFields(items, false) }),
    ...(additionalProperties !== undefined && {
      additionalProperties:
        typeof additionalProperties === 'object'
          ? withStandardFields(additionalProperties, false)
          : additionalProperties,
    }),
    ...(nullable !== undefined && { nullable }),
    ...((properties.length > 0 || isRoot || schema['x-kubernetes-embedded-resource'] === true) && {
      properties: {
        ...Object.fromEntries(properties),
        ...(isRoot || schema['x-kubernetes-embedded-resource'] === true ? STANDARD : {}),
      },
    }),
  };
}
