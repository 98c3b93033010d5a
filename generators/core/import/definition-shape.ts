/**
 * The shape of a CustomResourceDefinition as far as a spec has other fields in other places: what is in a version is measured as
 * part of the spec. Every field is one of apiextensions.k8s.io/v1; others are misspelt, for `unknown-fields.ts` has dropped the rest.
 */
import type { JsonObject, JsonValue } from '../model/json.ts';
import { quote } from '../spec/near.ts';
import type { Path } from '../spec/path.ts';
import type { Report } from '../spec/report.ts';
import { checkBy } from '../spec/shape.ts';
import type { Schema } from '../spec/shape/schema.ts';

/** `description` and `examples` say why a field that is missing should be there. */
type Told = Schema & {
  readonly description?: string;
  readonly examples?: readonly string[];
  readonly properties?: Readonly<Record<string, Told>>;
  readonly items?: Told;
};

const text = { type: 'string' } as const;
const name = { type: 'string', minLength: 1 } as const;
const texts = { type: 'array', items: text } as const;
const textMap = { type: 'object', additionalProperties: text } as const;

const SHAPE: Told = {
  type: 'object',
  additionalProperties: false,
  required: ['metadata', 'spec'],
  properties: {
    apiVersion: text,
    kind: text,
    metadata: {
      type: 'object',
      additionalProperties: false,
      required: ['name'],
      properties: {
        name: { ...text, description: 'The plural name and the group.', examples: ['things.example.com'] },
        labels: textMap,
        annotations: textMap,
      },
    },
    spec: {
      type: 'object',
      additionalProperties: false,
      required: ['group', 'names', 'scope', 'versions'],
      properties: {
        group: { ...name, description: 'The API group.', examples: ['cache.example.com'] },
        names: {
          type: 'object',
          additionalProperties: false,
          required: ['kind', 'plural'],
          properties: {
            kind: { ...name, description: 'The name in PascalCase and singular.', examples: ['Memcached'] },
            plural: { ...name, description: 'The name in URLs.', examples: ['memcacheds'] },
            singular: text,
            listKind: text,
            shortNames: texts,
            categories: texts,
          },
        },
        scope: {
          enum: ['Namespaced', 'Cluster'],
          description: 'Whether objects live in a namespace.',
          examples: ['Namespaced'],
        },
        versions: {
          type: 'array',
          minItems: 1,
          items: {
            type: 'object',
            required: ['name', 'schema'],
            properties: {
              name: { ...text, description: 'The name of the version.', examples: ['v1'] },
              served: { type: 'boolean' },
              storage: { type: 'boolean' },
              deprecated: { type: 'boolean' },
              schema: {
                type: 'object',
                additionalProperties: false,
                required: ['openAPIV3Schema'],
                description: 'The schema of the version, as openAPIV3Schema.',
                properties: {
                  openAPIV3Schema: {
                    type: 'object',
                    description: 'The schema of the kind, at least "type: object".',
                  },
                },
              },
              subresources: { type: 'object' },
            },
          },
        },
        conversion: { type: 'object' },
        preserveUnknownFields: { const: false },
      },
    },
  },
};

/** Reports what is no CRD, and what a spec would take for something else. */
export const checkDefinition = (crd: JsonObject, report: Report): void => {
  if (!checkBy(crd, SHAPE, report)) return;
  const { metadata, spec } = crd as unknown as Shaped;
  const name = `${spec.names.plural}.${spec.group}`;
  if (metadata.name !== name)
    report.error(
      ['metadata', 'name'],
      `${quote(metadata.name)} is not the name of this CRD.`,
      `Use ${quote(name)}: plural and group.`,
    );
  if (!spec.group.includes('.'))
    report.error(
      ['spec', 'group'],
      `${quote(spec.group)} is no API group.`,
      `A group has at least one dot: ${quote(`${spec.group}.example.com`)}.`,
    );
  for (const [i, { schema }] of spec.versions.entries())
    checkReferences(schema.openAPIV3Schema, ['spec', 'versions', i, 'schema', 'openAPIV3Schema'], report);
};

interface Shaped {
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly { readonly schema: { readonly openAPIV3Schema: JsonObject } }[];
  };
}

/** The API server forbids references. By position: a property may be called `$ref`. */
const checkReferences = (schema: JsonValue | undefined, path: Path, report: Report): void => {
  if (typeof schema !== 'object' || schema === null) return;
  if (Array.isArray(schema)) {
    for (const [i, one] of (schema as readonly JsonValue[]).entries()) checkReferences(one, [...path, i], report);
    return;
  }
  for (const [keyword, value] of Object.entries(schema)) {
    if (keyword === '$ref')
      report.error(
        [...path, keyword],
        '$ref is not allowed in the schema of a CustomResourceDefinition.',
        'Write out what it refers to.',
        'key',
      );
    else if (keyword === 'properties' && typeof value === 'object')
      for (const [name, property] of Object.entries(value ?? {}))
        checkReferences(property as JsonValue, [...path, keyword, name], report);
    else if (SCHEMAS.has(keyword)) checkReferences(value, [...path, keyword], report);
  }
};

const SCHEMAS: ReadonlySet<string> = new Set(['items', 'additionalProperties', 'allOf', 'anyOf', 'oneOf', 'not']);
