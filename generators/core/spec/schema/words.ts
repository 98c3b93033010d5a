/** What the schema's patterns mean in words, after the value that does not match. */
export const PATTERNS: Readonly<Record<string, string>> = {
  '^\\.': 'is no path below the object: it must start with a dot, e.g. .spec.replicas.',
  '^oci://': 'is no address in a registry: it must start with oci://.',
  '^(?:https?|ssh)://': 'is no address of a git repository: it must start with https:// or ssh://.',
  '^https?://': 'is no address of a Helm repository: it must start with https://.',
  '^[0-9]+\\.[0-9]+\\.[0-9]+$': 'is no version: it must have three numbers, e.g. 1.30.0.',
  '^[A-Za-z0-9](?:-?[A-Za-z0-9])*$': 'is no name on GitHub: it must be of letters, digits and single "-" between them.',
};

/** Keywords of OpenAPI and JSON Schema that Kubernetes refuses, and what to write instead. */
export const UNKNOWN_FIELDS: Readonly<Record<string, string>> = {
  patternProperties: 'Use additionalProperties, and a rule in x-kubernetes-validations for the names.',
  definitions: 'Write the schema where it is used, or use a YAML anchor.',
  dependencies: 'Use a rule in x-kubernetes-validations.',
  dependentRequired: 'Use a rule in x-kubernetes-validations.',
  deprecated: 'Say so in the description.',
  discriminator: 'Use oneOf with required.',
  id: 'Remove it.',
  $id: 'Remove it.',
  $schema: 'Remove it.',
  $defs: 'Write the schema where it is used, or use a YAML anchor.',
  const: 'Use enum with one value.',
  examples: 'Use example.',
  if: 'Use a rule in x-kubernetes-validations.',
  propertyNames: 'Use a rule in x-kubernetes-validations.',
  contains: 'Use a rule in x-kubernetes-validations.',
  readOnly: 'Use a rule in x-kubernetes-validations: self == oldSelf.',
  writeOnly: 'Remove it.',
  xml: 'Remove it.',
};

/** When a kind is watched. */
export const WHEN: Readonly<Record<string, string>> = {
  crdPresent: 'While the kind is installed; when it comes or goes, every object is reconciled.',
};

/** Where objects of a kind live. */
export const SCOPES: Readonly<Record<string, string>> = {
  Namespaced: 'Objects live in a namespace each.',
  Cluster: 'Objects belong to the whole cluster.',
};
