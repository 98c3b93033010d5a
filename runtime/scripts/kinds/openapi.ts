/**
 * OpenAPI v3 documents of Kubernetes → the types and kinds of each group-version, with every name and TypeScript type decided.
 * Given the parsed documents; gives plain data in a fixed order.
 */

/** A part of the API: one file of TypeScript. */
export interface ApiFile {
  /** 'apps-v1', after the Go package that the types live in. */
  readonly name: string;
  readonly types: readonly ApiType[];
  readonly kinds: readonly ApiKind[];
}

export interface ApiType {
  /** As in Go: 'DeploymentSpec'. */
  readonly name: string;
  readonly description: string;
  readonly properties: readonly {
    readonly name: string;
    readonly type: TypeExpression;
    readonly optional: boolean;
    readonly description: string;
  }[];
  /** Set for a kind that has a place of its own in the API. */
  readonly kind?: ApiKind;
}

export interface ApiKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly scope: 'Namespaced' | 'Cluster';
  /** False for what can only be posted: reviews and bindings. */
  readonly persisted: boolean;
  /** Name of the file that declares it. */
  readonly file: string;
}

/** TypeScript, with the types that it needs from elsewhere. */
export interface TypeExpression {
  readonly code: string;
  readonly uses: readonly { readonly file: string; readonly name: string }[];
}

interface Schema {
  readonly description?: string;
  readonly type?: string;
  readonly $ref?: string;
  readonly allOf?: readonly Schema[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
}

type Operation = {
  readonly 'x-kubernetes-action'?: string;
  readonly 'x-kubernetes-group-version-kind'?: { group: string; version: string; kind: string };
};

export interface Document {
  readonly components?: { readonly schemas?: Readonly<Record<string, Schema>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
}

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';
const EXTENSIONS = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1';
/** Declared by hand, next to the runtime's own types; the file name is the module that has them. */
const OBJECT = '../object';
const EMBEDDED = 'embedded';

const local = (name: string, file = OBJECT): TypeExpression => ({ code: name, uses: [{ file, name }] });
const plain = (code: string): TypeExpression => ({ code, uses: [] });
const schemaProps = (rest: string): TypeExpression => ({
  code: `JSONSchemaProps | ${rest}`,
  uses: [{ file: 'apiextensions-v1', name: 'JSONSchemaProps' }],
});

/** What JSON has in place of the Go types that marshal themselves. */
const JSON_TYPES: Readonly<Record<string, TypeExpression>> = {
  'io.k8s.apimachinery.pkg.api.resource.Quantity': plain('string'),
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': plain('number | string'),
  'io.k8s.apimachinery.pkg.runtime.RawExtension': plain('Readonly<Record<string, unknown>>'),
  [`${META}.Time`]: plain('string'),
  [`${META}.MicroTime`]: plain('string'),
  [`${META}.FieldsV1`]: plain('object'),
  [`${META}.Patch`]: plain('object'),
  [`${META}.Condition`]: local('Condition'),
  [`${META}.OwnerReference`]: local('OwnerReference'),
  [`${META}.ManagedFieldsEntry`]: local('ManagedFieldsEntry'),
  [`${META}.ObjectMeta`]: local('EmbeddedMeta', EMBEDDED),
  [`${EXTENSIONS}.JSON`]: plain('unknown'),
  [`${EXTENSIONS}.JSONSchemaPropsOrArray`]: schemaProps('readonly JSONSchemaProps[]'),
  [`${EXTENSIONS}.JSONSchemaPropsOrBool`]: schemaProps('boolean'),
  [`${EXTENSIONS}.JSONSchemaPropsOrStringArray`]: schemaProps('readonly string[]'),
};

/** Kinds that people write without a spec. For the others an object without one makes no sense, whatever OpenAPI says. */
const SPEC_OPTIONAL = new Set(['Namespace', 'Node']);

/** A resource, not one of its subresources: /apis/apps/v1/namespaces/{namespace}/deployments */
const RESOURCE = /^\/(?:api|apis\/[^/]+)\/[^/]+\/(namespaces\/\{namespace\}\/)?([^/{}]+)$/;

export const readApi = (documents: readonly Document[]): { readonly files: readonly ApiFile[] } => {
  const schemas = Object.assign({}, ...documents.map(({ components }) => components?.schemas)) as Record<
    string,
    Schema
  >;
  const kinds = readKinds(documents, schemas);
  const files = new Map<string, ApiType[]>();
  for (const id of Object.keys(schemas)
    .toSorted()
    .filter((id) => wanted(id, schemas))) {
    const file = fileOf(id);
    files.set(file, [...(files.get(file) ?? []), readType(id, schemas, kinds)]);
  }
  return {
    files: [...files].map(([name, types]) => ({ name, types, kinds: types.flatMap(({ kind }) => kind ?? []) })),
  };
};

/** Lists are what `client.list` unpacks; of meta/v1 only what objects are made of. */
const wanted = (id: string, schemas: Readonly<Record<string, Schema>>): boolean => {
  if (id in JSON_TYPES) return false;
  if (id.startsWith(`${META}.`))
    return /\.(LabelSelector|LabelSelectorRequirement|FieldSelectorRequirement|DeleteOptions|Preconditions|GroupResource)$/.test(
      id,
    );
  return schemas[id]?.properties?.['items'] === undefined || !id.endsWith('List');
};

const readKinds = (
  documents: readonly Document[],
  schemas: Readonly<Record<string, Schema>>,
): ReadonlyMap<string, ApiKind> => {
  const kinds = new Map<string, ApiKind>();
  for (const [path, operations] of documents.flatMap(({ paths }) => Object.entries(paths))) {
    const [, namespaced, plural] = RESOURCE.exec(path) ?? [];
    const actions = Object.values(operations).flatMap((operation) => operation['x-kubernetes-action'] ?? []);
    const gvk = (operations['post'] ?? operations['get'])?.['x-kubernetes-group-version-kind'];
    if (plural === undefined || gvk === undefined) continue;
    const id = Object.keys(schemas).find((id) => {
      const own = (schemas[id] as { 'x-kubernetes-group-version-kind'?: (typeof gvk)[] })[
        'x-kubernetes-group-version-kind'
      ];
      return (
        own?.length === 1 && own[0]!.group === gvk.group && own[0]!.version === gvk.version && own[0]!.kind === gvk.kind
      );
    });
    if (id === undefined) throw new Error(`${path}: no schema for ${gvk.group}/${gvk.version} ${gvk.kind}`);
    // A namespaced resource is also listed across all namespaces, by the path that a cluster-scoped one has.
    if (namespaced === undefined && kinds.get(id)?.scope === 'Namespaced') continue;
    const scope = namespaced === undefined ? 'Cluster' : 'Namespaced';
    kinds.set(id, { ...gvk, plural, scope, persisted: actions.includes('list'), file: fileOf(id) });
  }
  return kinds;
};

const readType = (
  id: string,
  schemas: Readonly<Record<string, Schema>>,
  kinds: ReadonlyMap<string, ApiKind>,
): ApiType => {
  const { description = '', properties = {}, required = [] } = schemas[id]!;
  const kind = kinds.get(id);
  return {
    name: nameOf(id),
    description: firstSentence(description),
    ...(kind && { kind }),
    properties: Object.entries(properties)
      .filter(([name]) => kind === undefined || !['apiVersion', 'kind', 'metadata'].includes(name))
      .map(([name, schema]) => ({
        name,
        type: typeOf(schema, kinds),
        optional: !required.includes(name) && !(kind && name === 'spec' && !SPEC_OPTIONAL.has(kind.kind)),
        description: firstSentence(schema.description ?? ''),
      })),
  };
};

const typeOf = (schema: Schema, kinds: ReadonlyMap<string, ApiKind>): TypeExpression => {
  const reference = schema.$ref ?? schema.allOf?.[0]?.$ref;
  if (reference !== undefined) return referenced(reference.slice('#/components/schemas/'.length), kinds);
  if (schema.type === 'array')
    return wrap(typeOf(schema.items!, kinds), (item) => `readonly ${/[ |]/.test(item) ? `(${item})` : item}[]`);
  if (schema.additionalProperties)
    return wrap(typeOf(schema.additionalProperties, kinds), (value) => `Readonly<Record<string, ${value}>>`);
  const type = {
    string: 'string',
    boolean: 'boolean',
    integer: 'number',
    number: 'number',
    object: 'Readonly<Record<string, unknown>>',
  }[schema.type ?? ''];
  if (type === undefined) throw new Error(`no TypeScript type for ${JSON.stringify(schema)}`);
  return plain(type);
};

const referenced = (id: string, kinds: ReadonlyMap<string, ApiKind>): TypeExpression => {
  const known = JSON_TYPES[id];
  if (known) return known;
  const type = local(nameOf(id), fileOf(id));
  // Inside another object (volumeClaimTemplates) an object is a template: the API server fills in neither uid nor name.
  if (kinds.has(id))
    return { code: `Embedded<${type.code}>`, uses: [...type.uses, { file: EMBEDDED, name: 'Embedded' }] };
  return type;
};

const wrap = (type: TypeExpression, code: (inner: string) => string): TypeExpression => ({
  code: code(type.code),
  uses: type.uses,
});

const nameOf = (id: string): string => id.slice(id.lastIndexOf('.') + 1);

/** io.k8s.api.apps.v1.Deployment → apps-v1 */
const fileOf = (id: string): string => id.split('.').slice(-3, -1).join('-');

const firstSentence = (description: string): string =>
  (/^[\s\S]*?[.!?](?=\s+[A-Z]|\s*$)/.exec(description.trim())?.[0] ?? description).replace(/\s+/g, ' ').trim();
