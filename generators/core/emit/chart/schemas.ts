/** JSON Schemas of the values of a chart. Closed where the chart decides the shape, open where Kubernetes does. */
import type { JsonObject } from '../../model/json.ts';

export type Schema = JsonObject;

export const boolean: Schema = { type: 'boolean' };
export const text: Schema = { type: 'string', minLength: 1 };
export const texts: Schema = { type: 'array', items: text };
export const count: Schema = { type: 'integer', minimum: 0 };
export const object: Schema = { type: 'object' };
export const objects: Schema = { type: 'array', items: object };
export const strings: Schema = { type: 'object', additionalProperties: { type: 'string' } };

/** Labels beside those that every object of the chart has. */
export const labels: Schema = {
  ...strings,
  properties: Object.fromEntries(
    [
      'app.kubernetes.io/name',
      'app.kubernetes.io/instance',
      'app.kubernetes.io/version',
      'app.kubernetes.io/managed-by',
      'helm.sh/chart',
    ].map((label) => [label, false]),
  ),
};

/** Empty, or a DNS label that a Service may be called after. */
export const optionalLabel: Schema = { type: 'string', pattern: '^([a-z]([-a-z0-9]*[a-z0-9])?)?$', maxLength: 63 };

/** Empty, or the name of an object. */
export const optionalName: Schema = { type: 'string', pattern: '^([a-z0-9]([-a-z0-9.]*[a-z0-9])?)?$', maxLength: 253 };
export const tag: Schema = { type: 'string', pattern: '^(\\w[\\w.-]{0,127})?$' };
export const digest: Schema = { type: 'string', pattern: '^(sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})?$' };
export const pullPolicy: Schema = { enum: ['Always', 'IfNotPresent', 'Never'] };
/** A duration in the form of Prometheus, or empty. */
export const duration: Schema = { type: 'string', pattern: '^((\\d+(ms|[smhdwy]))+)?$' };

/** A port that is not taken by another of the container. */
export const port = (taken: number): Schema => ({ type: 'integer', minimum: 1, maximum: 65535, not: { const: taken } });

/** A list of objects of Kubernetes that must have these keys. */
export const named = (...keys: readonly string[]): Schema => ({
  type: 'array',
  items: { type: 'object', required: keys, properties: Object.fromEntries(keys.map((key) => [key, text])) },
});

export const references: Schema = {
  type: 'array',
  items: { type: 'object', additionalProperties: false, required: ['name'], properties: { name: text } },
};

const quantity: Schema = { type: ['string', 'integer', 'number'] };
const quantities: Schema = { type: 'object', additionalProperties: quantity };

export const resources: Schema = {
  type: 'object',
  additionalProperties: false,
  properties: { requests: quantities, limits: quantities, claims: { type: 'array', items: object } },
};

export const tolerations: Schema = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    properties: {
      key: { type: 'string' },
      operator: { enum: ['Exists', 'Equal', 'Lt', 'Gt'] },
      value: { type: 'string' },
      effect: { enum: ['NoSchedule', 'PreferNoSchedule', 'NoExecute'] },
      tolerationSeconds: { type: 'integer' },
    },
  },
};

export const affinity: Schema = {
  type: 'object',
  additionalProperties: false,
  properties: { nodeAffinity: object, podAffinity: object, podAntiAffinity: object },
};
