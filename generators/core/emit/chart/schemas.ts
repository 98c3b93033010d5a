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

export const oneOf = (...values: readonly string[]): Schema => ({ enum: values });

/** Values of labels: what Kubernetes takes for one. */
export const labelValues: Schema = {
  type: 'object',
  additionalProperties: { type: 'string', pattern: '^([A-Za-z0-9]([-\\w.]*[A-Za-z0-9])?)?$', maxLength: 63 },
};

/** Labels beside those that every object of the chart has; none that adds the operator's permissions to roles of the cluster. */
export const labels: Schema = {
  ...labelValues,
  patternProperties: { '^rbac\\.authorization\\.k8s\\.io/aggregate-to-': false },
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
export const optionalName: Schema = {
  type: 'string',
  pattern: '^([a-z0-9]([-a-z0-9]*[a-z0-9])?([.][a-z0-9]([-a-z0-9]*[a-z0-9])?)*)?$',
  maxLength: 253,
};
export const tag: Schema = { type: 'string', pattern: '^(\\w[\\w.-]{0,127})?$' };
export const digest: Schema = { type: 'string', pattern: '^(sha256:[a-f0-9]{64}|sha512:[a-f0-9]{128})?$' };
export const pullPolicy: Schema = { enum: ['Always', 'IfNotPresent', 'Never'] };

/** Namespaces, each once. */
export const namespaces: Schema = {
  type: 'array',
  uniqueItems: true,
  items: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]*[a-z0-9])?$', maxLength: 63 },
};

/** What `--log-level` takes, or empty. */
export const logLevel: Schema = {
  type: 'string',
  pattern: '^(([^=,\\s]+=)?(debug|info|warn|error)(,([^=,\\s]+=)?(debug|info|warn|error))*)?$',
};

/** A number of pods, or a percentage of them; not none of them, as no node could be drained then. */
export const somePods: Schema = {
  anyOf: [
    { type: 'integer', minimum: 1 },
    { type: 'string', pattern: '^([1-9][0-9]?|100)%$' },
  ],
};

/** Empty, or an address to which an anchor can be added. */
export const optionalUrl: Schema = { type: 'string', pattern: '^(https?://[\\w./:?=%&+,@~-]+)?$' };

/** A duration in the form of Prometheus, or empty. */
export const duration: Schema = { type: 'string', pattern: '^((\\d+(ms|[smhdwy]))+)?$' };

/** A port that is not taken by another of the container. */
export const port = (taken: number): Schema => ({ type: 'integer', minimum: 1, maximum: 65535, not: { const: taken } });

/** A list of objects of Kubernetes that must have these keys. */
export const named = (...keys: readonly string[]): Schema => ({
  type: 'array',
  items: { type: 'object', required: keys, properties: Object.fromEntries(keys.map((key) => [key, text])) },
});

/** Arguments, but for those that the chart gives by itself: twice, one of them would be what does not fit the rest. */
export const furtherArguments: Schema = {
  type: 'array',
  items: {
    ...text,
    not: {
      pattern:
        '^--?(namespace|leader-elect|sharding|log-level|metrics-secure|metrics-bind-address|health-probe-bind-address)(=|$)',
    },
  },
};

/** Environment variables, but for those that the chart gives by itself, and the one that a value is for. */
export const variables: Schema = {
  type: 'array',
  items: {
    type: 'object',
    required: ['name'],
    properties: { name: { ...text, not: { enum: ['POD_NAME', 'POD_NAMESPACE', 'WATCH_NAMESPACE'] } } },
  },
};

const source: Schema = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: { name: text, optional: boolean },
};
export const variableSources: Schema = {
  type: 'array',
  items: {
    type: 'object',
    additionalProperties: false,
    properties: { prefix: { type: 'string' }, configMapRef: source, secretRef: source },
  },
};

const probeTimes = (own: Readonly<Record<string, Schema>>): Schema => ({
  type: 'object',
  additionalProperties: false,
  properties: {
    initialDelaySeconds: count,
    periodSeconds: positive,
    timeoutSeconds: positive,
    failureThreshold: positive,
    ...own,
  },
});
const positive: Schema = { type: 'integer', minimum: 1 };

/** When a probe asks, how often, and how long it waits; of one whose failure ends the container. One success is enough for Kubernetes then. */
export const endingProbe: Schema = probeTimes({
  successThreshold: { const: 1 },
  terminationGracePeriodSeconds: positive,
});

/** The same of one whose failure ends nothing. */
export const readinessProbe: Schema = probeTimes({ successThreshold: positive });

/** One rule of a NetworkPolicy's egress. */
export const egressRule: Schema = {
  type: 'object',
  additionalProperties: false,
  properties: { to: objects, ports: objects },
};
export const egressRules: Schema = { type: 'array', items: egressRule };

/** Objects of Kubernetes, or text that makes some. */
export const templates: Schema = {
  type: 'array',
  items: { anyOf: [text, { type: 'object', required: ['apiVersion', 'kind', 'metadata'] }] },
};

/** A program and its first arguments. */
export const command: Schema = { type: 'array', minItems: 1, items: text };

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
