/** Types of Kubernetes that a schema may refer to, in controller-gen's structure and without descriptions: those make CRDs too big. */
import type { JsonObject } from './json.ts';

/** meta/v1 Condition. */
const condition: JsonObject = {
  type: 'object',
  properties: {
    lastTransitionTime: { type: 'string', format: 'date-time' },
    message: { type: 'string', maxLength: 32768 },
    observedGeneration: { type: 'integer', format: 'int64', minimum: 0 },
    reason: { type: 'string', minLength: 1, maxLength: 1024, pattern: '^[A-Za-z]([A-Za-z0-9_,:]*[A-Za-z0-9_])?$' },
    status: { type: 'string', enum: ['True', 'False', 'Unknown'] },
    type: {
      type: 'string',
      maxLength: 316,
      pattern:
        '^([a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*/)?(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])$',
    },
  },
  required: ['lastTransitionTime', 'message', 'reason', 'status', 'type'],
};

const CORE_TYPES: Readonly<Record<string, JsonObject>> = {
  Condition: condition,
  Conditions: {
    type: 'array',
    items: condition,
    'x-kubernetes-list-type': 'map',
    'x-kubernetes-list-map-keys': ['type'],
  },
};

/** The schema that a `$ref` means. */
export const coreSchema = (name: string): JsonObject => {
  const schema = CORE_TYPES[name];
  if (schema === undefined) throw new Error(`no core type ${name}`);
  return schema;
};
