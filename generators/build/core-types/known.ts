/** Schemas that controller-gen has by heart (pkg/crd/known_types.go of controller-tools), and three forms that are made of those. */
import type { JsonObject } from '../../core/model/json.ts';

const intOrString = { anyOf: [{ type: 'integer' }, { type: 'string' }], 'x-kubernetes-int-or-string': true };
const preserve = { 'x-kubernetes-preserve-unknown-fields': true };
const time = { type: 'string', format: 'date-time' };
const strings = { type: 'object', additionalProperties: { type: 'string' } };

/** By name; they have no group. */
export const KNOWN: Readonly<Record<string, JsonObject>> = {
  Quantity: {
    ...intOrString,
    pattern:
      '^(\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))(([KMGTPE]i)|[numkMGTPE]|([eE](\\+|-)?(([0-9]+(\\.[0-9]*)?)|(\\.[0-9]+))))?$',
  },
  IntOrString: intOrString,
  RawExtension: { type: 'object', ...preserve },
  JSON: preserve,
  Unstructured: { type: 'object' },
  Time: time,
  MicroTime: time,
  Duration: { type: 'string' },
  ObjectMeta: { type: 'object' },
  /** What generateEmbeddedObjectMeta makes of ObjectMeta. */
  EmbeddedObjectMeta: {
    type: 'object',
    properties: {
      annotations: strings,
      finalizers: { type: 'array', items: { type: 'string' } },
      labels: strings,
      name: { type: 'string' },
      namespace: { type: 'string' },
    },
  },
  /** A RawExtension with the marker EmbeddedResource. */
  EmbeddedResource: { type: 'object', 'x-kubernetes-embedded-resource': true, ...preserve },
  /** A list of metav1.Condition with the markers that the API conventions ask for. */
  Conditions: {
    type: 'array',
    items: { $ref: 'meta/v1.Condition' },
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['type'],
  },
};
