/** The OpenAPI documents of one release → its kinds, and the fields that their objects are written with. */

export interface Document {
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
  readonly paths?: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

interface Operation {
  readonly 'x-kubernetes-group-version-kind'?: {
    readonly group: string;
    readonly version: string;
    readonly kind: string;
  };
}

interface Schema {
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema | boolean;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly 'x-kubernetes-group-version-kind'?: readonly unknown[];
}

export interface Release {
  /** 31 for 1.31. */
  readonly minor: number;
  /** `networking.k8s.io/v1 IPAddress` */
  readonly kinds: ReadonlySet<string>;
  /** The fields of types that such an object is made of, status and metadata aside: `core/v1.PodSpec` → `hostUsers`, … */
  readonly types: ReadonlyMap<string, ReadonlySet<string>>;
}

/** What one release has. */
export const readRelease = (minor: number, documents: readonly Document[]): Release => {
  const schemas = new Map(documents.flatMap(({ components }) => Object.entries(components?.schemas ?? {})));
  const types = new Map<string, ReadonlySet<string>>();
  for (const [id, schema] of schemas) if (isKind(schema)) visit(id, schemas, types);
  return { minor, kinds: new Set(documents.flatMap(kindsOf)), types };
};

const kindsOf = ({ paths = {} }: Document): string[] =>
  Object.values(paths)
    .flatMap((operations) => Object.values(operations))
    .flatMap(({ 'x-kubernetes-group-version-kind': known }) =>
      known === undefined ? [] : [`${known.group === '' ? '' : `${known.group}/`}${known.version} ${known.kind}`],
    );

const isKind = (schema: Schema): boolean =>
  schema['x-kubernetes-group-version-kind'] !== undefined && schema.properties?.['metadata'] !== undefined;

/** Not what servers write. */
const OTHERS = new Set(['status', 'metadata', 'apiVersion', 'kind']);

const visit = (id: string, schemas: ReadonlyMap<string, Schema>, types: Map<string, ReadonlySet<string>>): void => {
  const name = nameOf(id);
  const { properties = {} } = schemas.get(id) ?? {};
  if (types.has(name)) return;
  const fields = Object.entries(properties).filter(([field]) => !OTHERS.has(field) || !('metadata' in properties));
  types.set(name, new Set(fields.map(([field]) => field)));
  for (const next of fields.flatMap(([, schema]) => referencesOf(schema))) visit(next, schemas, types);
};

const referencesOf = ({ $ref, allOf = [], items, additionalProperties }: Schema): string[] => [
  ...($ref === undefined ? [] : [$ref.replace('#/components/schemas/', '')]),
  ...[...allOf, ...(items ? [items] : [])].flatMap(referencesOf),
  ...(typeof additionalProperties === 'object' ? referencesOf(additionalProperties) : []),
];

/** `io.k8s.api.apps.v1.DeploymentSpec` → `apps/v1.DeploymentSpec` */
const nameOf = (id: string): string => {
  const [name = '', version = '', group = ''] = id.split('.').toReversed();
  return `${group}/${version}.${name}`;
};
