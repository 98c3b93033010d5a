/**
 * The schemas of a spec as the CRD will have them, root included, references resolved, each with its place in the spec. By position,
 * never by the names of keys: a property may be called `items`.
 */
import type { JsonObject } from '../../model/json.ts';
import { rootSchema } from '../../model/root-schema.ts';
import type { Path } from '../path.ts';
import type { ApiSpec, SchemaSpec, Spec, VersionSpec } from '../spec.ts';

/** The root of a version's schema. */
export interface RootPlace {
  readonly api: ApiSpec;
  readonly version: VersionSpec;
  /** Of the version. */
  readonly path: Path;
  readonly place: SchemaPlace;
}

export interface SchemaPlace {
  readonly schema: SchemaSpec;
  /** As it stands in the spec; absent for what it only refers to. */
  readonly declared?: SchemaSpec;
  readonly path: Path;
  readonly level: 'root' | 'items' | 'field';
  /** In allOf, anyOf, oneOf or not, where only validations are allowed. */
  readonly branch: boolean;
  /** In the two branches that say `integer` and `string`, which may name a type. */
  readonly mayHaveType: boolean;
  /** The first of the allOf of a schema that is in no branch itself: there these two may be, too. */
  readonly firstOfAll: boolean;
  /** Below the apiVersion, kind or metadata of an object. */
  readonly meta: boolean;
  /** Below the values of a map, whose defaults the API server does not look at. */
  readonly inMap: boolean;
  /** Why there can be no default; absent where there can. */
  readonly noDefault?: string;
}

/** The root schema of every version. */
export const rootsOf = ({ spec: { apis } }: Spec): RootPlace[] =>
  apis.flatMap((api, i) =>
    api.versions.map((version, j) => {
      const path: Path = ['spec', 'apis', i, 'versions', j];
      return { api, version, path, place: rootPlace(version, path) };
    }),
  );

const rootPlace = ({ schema }: VersionSpec, path: Path): SchemaPlace => {
  const declared =
    schema.openAPIV3Schema ?? ({ properties: { spec: schema.spec, status: schema.status } } as SchemaSpec);
  return {
    schema: rootSchema(schema) as SchemaSpec,
    declared,
    path: schema.openAPIV3Schema === undefined ? [...path, 'schema'] : [...path, 'schema', 'openAPIV3Schema'],
    level: 'root',
    branch: false,
    mayHaveType: false,
    firstOfAll: false,
    meta: false,
    inMap: false,
  };
};

/** Fields of every object. */
export const META: ReadonlySet<string> = new Set(['apiVersion', 'kind', 'metadata']);

const EMBEDDED = 'x-kubernetes-embedded-resource';

/** The schemas right below a schema. */
export const childrenOf = (place: SchemaPlace): SchemaPlace[] => {
  const { schema, declared, path, branch, level, meta, inMap, noDefault } = place;
  const inherited = {
    branch,
    mayHaveType: false,
    firstOfAll: false,
    meta,
    inMap,
    ...(noDefault !== undefined && { noDefault }),
  };
  const children: SchemaPlace[] = [];
  const short = level === 'root' && path.at(-1) === 'schema';
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const own =
      declared?.properties !== undefined && Object.hasOwn(declared.properties, name)
        ? declared.properties[name]
        : undefined;
    const ofObject = (level === 'root' || schema[EMBEDDED] === true) && META.has(name);
    children.push({
      ...inherited,
      schema: property,
      ...(own !== undefined && { declared: own }),
      path: short ? [...path, name] : [...path, 'properties', name],
      level: 'field',
      ...(ofObject && { meta: true }),
      ...(ofObject &&
        level === 'root' && { noDefault: `in ${name} of the kind, which the API server itself fills in` }),
    });
  }
  if (typeof schema.additionalProperties === 'object')
    children.push({
      ...inherited,
      schema: schema.additionalProperties,
      ...(typeof declared?.additionalProperties === 'object' && { declared: declared.additionalProperties }),
      path: [...path, 'additionalProperties'],
      level: 'field',
      inMap: true,
      ...(meta && { noDefault: 'in a map inside of metadata' }),
    });
  if (schema.items !== undefined)
    children.push({
      ...inherited,
      schema: schema.items,
      ...(declared?.items !== undefined && { declared: declared.items }),
      path: [...path, 'items'],
      level: 'items',
    });
  return [...children, ...branchesOf(place, inherited)];
};

const branchesOf = (place: SchemaPlace, inherited: Omit<SchemaPlace, 'schema' | 'path' | 'level'>): SchemaPlace[] => {
  const { schema, declared, path, branch } = place;
  const branches: SchemaPlace[] = [];
  for (const keyword of ['allOf', 'anyOf', 'oneOf'] as const)
    for (const [i, one] of (schema[keyword] ?? []).entries()) {
      const own = declared?.[keyword]?.[i];
      branches.push({
        ...inherited,
        schema: one,
        ...(own !== undefined && { declared: own }),
        path: [...path, keyword, i],
        level: 'field',
        branch: true,
        mayHaveType: keyword === 'anyOf' && isIntOrString(schema.anyOf) && (!branch || place.firstOfAll),
        firstOfAll: keyword === 'allOf' && i === 0 && !branch,
      });
    }
  if (schema.not !== undefined)
    branches.push({
      ...inherited,
      schema: schema.not,
      ...(declared?.not !== undefined && { declared: declared.not }),
      path: [...path, 'not'],
      level: 'field',
      branch: true,
    });
  return branches;
};

/** Exactly `{type: integer}`, then `{type: string}`. */
const isIntOrString = (anyOf: readonly SchemaSpec[] = []): boolean =>
  anyOf.length === 2 && isOnlyType(anyOf[0]!, 'integer') && isOnlyType(anyOf[1]!, 'string');

const isOnlyType = (schema: SchemaSpec, type: string): boolean =>
  schema.type === type &&
  Object.entries(schema as JsonObject).every(([keyword, value]) => keyword === 'type' || isZero(value));

/** What Go takes for absent. */
const isZero = (value: unknown): boolean => value === null || value === false || value === '';
