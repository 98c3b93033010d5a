/**
 * The fields of CustomResourceDefinitions of apiextensions.k8s.io/v1, as the API server's decoder knows them, those that it then forbids
 * too (`definitions`, `$ref`). A field is of one of these types, a `list of` one or a `map of` one, or holds a plain value: ''.
 */

/** The fields of each type, and what is in them. */
export const KNOWN_FIELDS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  definition: { ...plain('apiVersion kind status'), metadata: 'metadata', spec: 'spec' },
  metadata: plain('name labels annotations'),
  spec: {
    ...plain('group scope preserveUnknownFields'),
    names: 'names',
    versions: 'list of version',
    conversion: 'conversion',
  },
  names: plain('plural singular shortNames kind listKind categories'),
  conversion: { ...plain('strategy'), webhook: 'webhook' },
  webhook: { ...plain('conversionReviewVersions'), clientConfig: 'client' },
  client: { ...plain('url caBundle'), service: 'service' },
  service: plain('namespace name path port'),
  version: {
    ...plain('name served storage deprecated deprecationWarning'),
    schema: 'validation',
    subresources: 'subresources',
    additionalPrinterColumns: 'list of column',
    selectableFields: 'list of selectable',
  },
  validation: { openAPIV3Schema: 'schema' },
  subresources: { status: 'status', scale: 'scale' },
  status: {},
  scale: plain('specReplicasPath statusReplicasPath labelSelectorPath'),
  column: plain('name type format description priority jsonPath'),
  selectable: plain('jsonPath'),
  schema: {
    ...plain(
      `id $schema $ref description type format title default maximum exclusiveMaximum minimum exclusiveMinimum maxLength minLength
       pattern maxItems minItems uniqueItems multipleOf enum maxProperties minProperties required example nullable
       x-kubernetes-preserve-unknown-fields x-kubernetes-embedded-resource x-kubernetes-int-or-string
       x-kubernetes-list-map-keys x-kubernetes-list-type x-kubernetes-map-type`,
    ),
    externalDocs: 'docs',
    items: 'schema',
    allOf: 'list of schema',
    anyOf: 'list of schema',
    oneOf: 'list of schema',
    not: 'schema',
    properties: 'map of schema',
    additionalProperties: 'schema',
    patternProperties: 'map of schema',
    dependencies: 'map of schema',
    additionalItems: 'schema',
    definitions: 'map of schema',
    'x-kubernetes-validations': 'list of rule',
  },
  docs: plain('description url'),
  rule: plain('rule message messageExpression reason fieldPath optionalOldSelf'),
};

function plain(names: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, '']),
  );
}
