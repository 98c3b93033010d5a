/** What a chart lets its user switch, read from its values.schema.json: whatever is added there is found here. */
import type { JsonObject, JsonValue } from '../../../../generators/core/model/json.ts';
import { isMap, valueAt, type ValuePath } from './values.ts';

/** One value that has a few alternatives: a switch, a choice, a number. */
export interface Toggle {
  readonly path: ValuePath;
  /** As the defaults have it. */
  readonly value: JsonValue;
  readonly others: readonly JsonValue[];
  /** Of others: whether one alone has to be possible, as of numbers that are made up here, or each. */
  readonly each: boolean;
  /** Any other value would do as well. */
  readonly sample?: true;
}

/** The toggles of a schema, each with its value in `values`; and the samples that it has a place for. */
export const togglesOf = (schema: JsonObject, values: JsonObject): readonly Toggle[] => [
  ...switchesOf(schema, values),
  ...Object.entries(SAMPLES).flatMap(([name, sample]): readonly Toggle[] => {
    const path = name.split('.');
    const value = valueAt(values, path);
    return value === undefined ? [] : [{ path, value, others: [sample], each: true, sample: true }];
  }),
];

const switchesOf = (schema: JsonObject, values: JsonObject, path: ValuePath = []): readonly Toggle[] =>
  Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, JsonObject>>).flatMap(([key, property]) => {
    const place = [...path, key];
    const value = valueAt(values, place);
    if (isMap(property['properties'])) return switchesOf(property, values, place);
    if (value === undefined) return [];
    const { others, each } = alternatives(property, value);
    return others.length === 0 ? [] : [{ path: place, value, others, each }];
  });

const alternatives = (property: JsonObject, value: JsonValue): Pick<Toggle, 'others' | 'each'> => {
  const { type, enum: choices } = property;
  if (Array.isArray(choices)) return { others: choices.filter((choice) => choice !== value), each: true };
  if (type === 'boolean') return { others: [value !== true], each: true };
  if (type === 'integer' && typeof value === 'number')
    // Of few, one fewer is something else: no replica, one, two. A port is not to meet the next one.
    return { others: value > 0 && value < 3 ? [value + 1, value - 1] : [value + 10], each: false };
  return { others: [], each: true };
};

/** What users give where there is more than a few alternatives, as Kubernetes wants it there. */
const SAMPLES: Readonly<Record<string, JsonValue>> = {
  fullnameOverride: 'renamed',
  watchNamespaces: ['one', 'two'],
  commonLabels: { 'example.com/team': 'a' },
  commonAnnotations: { 'example.com/note': '{{ kept }}: "as it is"' },
  imagePullSecrets: [{ name: 'registry' }],
  'serviceAccount.annotations': { 'eks.amazonaws.com/role-arn': 'arn:aws:iam::1:role/x' },
  'metrics.serviceMonitor.interval': '30s',
  'metrics.serviceMonitor.authorization': { credentials: { name: 'reader', key: 'token' } },
  'metrics.serviceMonitor.labels': { release: 'prometheus' },
  'metrics.prometheusRule.labels': { release: 'prometheus' },
  'metrics.prometheusRule.runbookUrl': 'https://example.com/runbook',
  'metrics.prometheusRule.extraRules': [{ alert: 'Mine', expr: 'up == 0', for: '5m', labels: { severity: 'info' } }],
  'networkPolicy.metricsFrom': [{ podSelector: { matchLabels: { app: 'prometheus' } } }],
  'networkPolicy.egress.extra': [{ to: [{ ipBlock: { cidr: '10.0.0.0/8' } }] }],
  'podDisruptionBudget.maxUnavailable': '50%',
  podAnnotations: { note: 'on' },
  podLabels: { team: 'a' },
  priorityClassName: 'system-cluster-critical',
  nodeSelector: { 'kubernetes.io/os': 'linux' },
  tolerations: [{ key: 'edge', operator: 'Exists', effect: 'NoSchedule' }],
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'zone',
      whenUnsatisfiable: 'ScheduleAnyway',
      labelSelector: { matchLabels: { a: 'b' } },
    },
  ],
  extraArgs: ['--leader-elect-lease-duration=30s'],
  extraEnv: [{ name: 'HTTPS_PROXY', value: 'http://proxy:3128' }],
  extraEnvFrom: [{ configMapRef: { name: 'more' } }],
  extraVolumes: [{ name: 'more', configMap: { name: 'more' } }],
  extraVolumeMounts: [{ name: 'tmp', mountPath: '/more', subPath: 'more' }],
  extraObjects: [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'more', namespace: '{{ .Release.Namespace }}' } },
  ],
};
