/** A CustomResourceDefinition that has something for each rule of evolution to look at. */

/** A CRD, or a part of one, to be edited. */
// oxlint-disable-next-line typescript/no-explicit-any -- edits reach deep into it, and each says what it expects there
export type Editable = any;

/** A definition with something for each rule. */
export const widget = (): Editable => ({
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'widgets.example.com' },
  spec: {
    group: 'example.com',
    names: { kind: 'Widget', listKind: 'WidgetList', plural: 'widgets', singular: 'widget', shortNames: ['wd'] },
    scope: 'Namespaced',
    versions: [version('v1alpha1', false), version('v1', true)],
  },
  status: { storedVersions: ['v1'] },
});

/** One of its versions. */
export const version = (name: string, storage: boolean): Editable => ({
  name,
  served: true,
  storage,
  schema: { openAPIV3Schema: root() },
  subresources: { status: {}, scale: { specReplicasPath: '.spec.size', statusReplicasPath: '.status.size' } },
  selectableFields: [{ jsonPath: '.spec.color' }],
});

const root = (): Editable => ({
  description: 'A widget.',
  type: 'object',
  properties: {
    spec: {
      description: 'What is wanted.',
      type: 'object',
      required: ['size', 'name'],
      properties: {
        size: { type: 'integer', format: 'int32', minimum: 1, maximum: 10, default: 3 },
        bare: { type: 'integer' },
        color: { type: 'string', enum: ['red', 'green'], default: 'red', description: 'The color.' },
        name: { type: 'string', minLength: 1, maxLength: 63, pattern: '^[a-z]+$', nullable: true },
        text: { type: 'string' },
        tags: {
          type: 'array',
          minItems: 1,
          maxItems: 5,
          items: { type: 'string', maxLength: 10 },
          'x-kubernetes-list-type': 'set',
        },
        labels: { type: 'object', minProperties: 1, maxProperties: 5, additionalProperties: { type: 'string' } },
        ports: {
          type: 'object',
          additionalProperties: { type: 'object', properties: { port: { type: 'integer' } }, required: ['port'] },
        },
        mode: {
          type: 'object',
          properties: { a: { type: 'string' }, b: { type: 'string' } },
          oneOf: [{ required: ['a'] }, { required: ['b'] }],
        },
        amount: { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true },
        free: { type: 'object', 'x-kubernetes-preserve-unknown-fields': true },
        nested: {
          type: 'object',
          properties: { a: { type: 'object', properties: { b: { type: 'string', title: 'B' } } } },
        },
        checked: {
          type: 'object',
          properties: { x: { type: 'integer' } },
          'x-kubernetes-validations': [{ rule: 'self.x > 0', message: 'x is positive' }],
        },
      },
    },
    status: { type: 'object', properties: { size: { type: 'integer' } } },
  },
});
