/** The root of a CRD's schema, in either form of the spec, to the whole openAPIV3Schema as controller-gen prints it. */
import type { RootSchemaSpec, SchemaSpec } from '../spec/spec.ts';
import type { JsonObject } from './json.ts';
import { resolveSchema } from './resolve-schema.ts';

const API_VERSION = `APIVersion defines the versioned schema of this representation of an object.
Servers should convert recognized schemas to the latest internal value, and
may reject unrecognized values.
More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#resources`;

const KIND = `Kind is a string value representing the REST resource this object represents.
Servers may infer this from the endpoint the client submits requests to.
Cannot be updated.
In CamelCase.
More info: https://git.k8s.io/community/contributors/devel/sig-architecture/api-conventions.md#types-kinds`;

/** The whole schema, `$ref`s and shorthands resolved. */
export const rootSchema = (root: RootSchemaSpec): JsonObject => {
  const schema = resolved.get(root) ?? resolveSchema(declaredRoot(root));
  resolved.set(root, schema);
  return schema;
};

/** The rules ask for it often, each for its own concern. */
const resolved = new WeakMap<RootSchemaSpec, JsonObject>();

/**
 * The whole schema with `$ref`s and shorthands in place. In the short form, when `required` is not given, `spec` is always there for
 * the code that reads it: `{}` by default, in which the API server then fills in the defaults of its fields; or required, where
 * `{}` may not do: a default is validated as written. `required: []` leaves it optional.
 */
export const declaredRoot = ({ openAPIV3Schema, description, required, spec, status }: RootSchemaSpec): SchemaSpec => {
  if (openAPIV3Schema !== undefined) return openAPIV3Schema;
  const top = resolveTop(spec ?? {});
  const open = required === undefined && spec !== undefined && top.type === 'object' && top.default === undefined;
  const defaulted = open && takesEmpty(top);
  const roots = required ?? (open && !defaulted ? ['spec'] : []);
  return {
    ...(description !== undefined && { description }),
    type: 'object',
    properties: {
      apiVersion: { description: API_VERSION, type: 'string' },
      kind: { description: KIND, type: 'string' },
      metadata: { type: 'object' },
      ...(spec !== undefined && { spec: defaulted ? { ...spec, default: {} } : spec }),
      ...(status !== undefined && { status }),
    },
    ...(roots.length > 0 && { required: [...roots] }),
  };
};

const resolveTop = (schema: SchemaSpec): SchemaSpec =>
  schema.$ref === undefined ? schema : (resolveSchema(schema) as SchemaSpec);

/** Whether `{}` is surely valid. Rules over oldSelf ask nothing of what is new. */
const takesEmpty = (schema: SchemaSpec): boolean => {
  const {
    required = [],
    minProperties = 0,
    exactlyOneOf,
    atLeastOneOf,
    'x-kubernetes-validations': rules = [],
  } = schema;
  const asking = [exactlyOneOf, atLeastOneOf, schema.allOf, schema.anyOf, schema.oneOf, schema.not, schema.enum];
  return (
    required.length === 0 &&
    minProperties <= 0 &&
    asking.every((keyword) => keyword === undefined) &&
    rules.every(({ rule, optionalOldSelf }) => optionalOldSelf !== true && /\boldSelf\b/.test(rule))
  );
};

/** Whether objects have a status, which has its subresource unless the spec says otherwise. */
export const hasStatus = (root: RootSchemaSpec): boolean =>
  (root.openAPIV3Schema?.properties?.status ?? root.status) !== undefined;
