/** Walks schemas by position, never by the names of keys: a property may be called `items`. */
import type { Path } from '../path.ts';
import type { SchemaSpec, Spec } from '../spec.ts';

export interface SchemaPlace {
  readonly schema: SchemaSpec;
  readonly path: Path;
  /** In allOf, anyOf, oneOf or not, where only validations are allowed. */
  readonly branch: boolean;
  /** A branch of an int-or-string, whose `anyOf` alone may name types: integer, then string. */
  readonly intOrString: boolean;
}

/** Every schema of the spec, parents first. */
export function* schemasOf({ spec: { apis } }: Spec): Generator<SchemaPlace> {
  for (const [i, { versions }] of apis.entries())
    for (const [j, { schema }] of versions.entries())
      for (const field of ['openAPIV3Schema', 'spec', 'status'] as const) {
        const root = schema[field];
        if (root !== undefined)
          yield* walk({
            schema: root,
            path: ['spec', 'apis', i, 'versions', j, 'schema', field],
            branch: false,
            intOrString: false,
          });
      }
}

function* walk(place: SchemaPlace): Generator<SchemaPlace> {
  const { schema, path, branch } = place;
  yield place;
  for (const [name, property] of Object.entries(schema.properties ?? {}))
    yield* walk({ schema: property, path: [...path, 'properties', name], branch, intOrString: false });
  if (typeof schema.additionalProperties === 'object')
    yield* walk({
      schema: schema.additionalProperties,
      path: [...path, 'additionalProperties'],
      branch,
      intOrString: false,
    });
  if (schema.items !== undefined)
    yield* walk({ schema: schema.items, path: [...path, 'items'], branch, intOrString: false });
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const)
    for (const [i, one] of (schema[keyword] ?? []).entries())
      yield* walk({
        schema: one,
        path: [...path, keyword, i],
        branch: true,
        intOrString:
          keyword !== 'oneOf' && (place.intOrString || (!branch && schema['x-kubernetes-int-or-string'] === true)),
      });
  if (schema.not !== undefined)
    yield* walk({ schema: schema.not, path: [...path, 'not'], branch: true, intOrString: false });
}
