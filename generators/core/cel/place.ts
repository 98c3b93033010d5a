/** The way from the root of a schema to its parts, with what lies above that their rules depend on. */
import type { JsonObject, JsonValue } from '../model/json.ts';
import type { Path } from '../spec/path.ts';
import { capped } from './cost/range.ts';
import type { DeclType } from './decl-type.ts';
import { escapeName } from './escape.ts';

/** A schema on the way from the root, with what its ancestors say of it. */
export interface Place {
  readonly schema: JsonObject;
  readonly path: Path;
  readonly parent?: Place;
  /** What its rules see as self, if rules above it see it, too: the very type, with what is hidden from them. */
  readonly seen?: DeclType | undefined;
  /** Whether a schema above it, or itself, has rules. */
  readonly scoped: boolean;
  /** Whether a schema above it, with rules above or on it, has no type that rules could see. */
  readonly blind?: boolean;
  /** How often it can occur in an object; undefined when nothing bounds that. */
  readonly cardinality: bigint | undefined;
  /** The nearest schema to the root below which old and new values cannot be told apart. */
  readonly uncorrelated?: Path;
}

/** The schemas below a place, in the API server's order. */
export const childrenOf = (place: Place): Place[] => {
  const { schema, path, scoped, seen } = place;
  const child = (
    value: JsonValue | undefined,
    steps: Path,
    type: DeclType | undefined,
    uncorrelated: boolean,
  ): Place[] => {
    if (typeof value !== 'object' || value === null) return [];
    const cut = place.uncorrelated ?? (uncorrelated ? path : undefined);
    return [
      {
        schema: value as JsonObject,
        path: [...path, ...steps],
        parent: place,
        seen: type,
        scoped,
        blind: scoped && seen === undefined,
        cardinality: multiplied(place.cardinality, occurrences(schema)),
        ...(cut !== undefined && { uncorrelated: cut }),
      },
    ];
  };
  const properties = Object.entries((schema['properties'] ?? {}) as JsonObject);
  return [
    ...child(schema['additionalProperties'], ['additionalProperties'], seen?.element, false),
    // Fields have an old and a new value also where the object is atomic (MapIsCorrelatable).
    ...properties.flatMap(([name, property]) =>
      child(property, ['properties', name], seen?.fields?.get(escapeName(name) ?? ''), false),
    ),
    ...child(schema['items'], ['items'], seen?.element, schema['x-kubernetes-list-type'] !== 'map'),
  ];
};

const multiplied = (a: bigint | undefined, b: bigint | undefined): bigint | undefined =>
  a === undefined || b === undefined ? undefined : capped(a * b);

/** How many values of its children one value of a schema can have. */
const occurrences = ({ type, additionalProperties, maxProperties, maxItems }: JsonObject): bigint | undefined => {
  const most = type === 'object' ? maxProperties : maxItems;
  if (type !== 'array' && (type !== 'object' || additionalProperties === undefined)) return 1n;
  if (most === undefined) return undefined;
  return Number(most) < 0 ? 0n : BigInt(Math.trunc(Number(most)));
};
