/**
 * Kubernetes' own types in a schema. A console shows them as a whole, or not at all: they have hundreds of fields, which are explained
 * elsewhere. A CRD does not say what its types were, so they are known by their fields.
 */
import { coreSchema } from '../../model/core-types.ts';
import { isObject } from '../../model/json.ts';
import type { JsonObject } from '../../model/model.ts';

export type KubernetesType = keyof typeof TYPES;

/** What no other type has together, and which types they are in. A type of somebody's own may have these too, but has others beside them. */
const TYPES = {
  resourceRequirements: [['limits', 'requests'], ['core/v1.ResourceRequirements']],
  updateStrategy: [['rollingUpdate', 'type'], ['apps/v1.DeploymentStrategy']],
  podSpec: [['containers', 'restartPolicy'], ['core/v1.PodSpec']],
  container: [
    ['image', 'volumeMounts'],
    ['core/v1.Container', 'core/v1.EphemeralContainer'],
  ],
  volume: [['configMap', 'emptyDir'], ['core/v1.Volume']],
  nodeAffinity: [
    ['preferredDuringSchedulingIgnoredDuringExecution', 'requiredDuringSchedulingIgnoredDuringExecution'],
    ['core/v1.NodeAffinity', 'core/v1.PodAffinity', 'core/v1.PodAntiAffinity'],
  ],
  securityContext: [
    ['runAsUser', 'seccompProfile'],
    ['core/v1.SecurityContext', 'core/v1.PodSecurityContext'],
  ],
  labelSelector: [['matchExpressions', 'matchLabels'], ['meta/v1.LabelSelector']],
  condition: [['lastTransitionTime', 'status', 'type'], ['meta/v1.Condition']],
} as const satisfies Readonly<Record<string, readonly [readonly string[], readonly string[]]>>;

/** Fields that conditions had before there was a type for all. */
const OLDER: Readonly<Partial<Record<KubernetesType, readonly string[]>>> = {
  condition: ['lastUpdateTime', 'lastProbeTime', 'lastHeartbeatTime', 'severity'],
};

/** The part of its fields that a type may have beside those of the Kubernetes that we know: older and newer ones have a few others. */
const OTHERS = 0.1;

/** The type that a schema is of; undefined for a type of somebody's own. */
export const kubernetesType = (schema: JsonObject): KubernetesType | undefined => {
  const names = Object.keys(propertiesOf(schema));
  return (Object.keys(TYPES) as KubernetesType[]).find((type) => {
    const [marks, types] = TYPES[type];
    if (!marks.every((mark) => names.includes(mark))) return false;
    const others = names.filter((name) => !knownFields(type, types).has(name));
    return others.length <= names.length * OTHERS;
  });
};

/** The fields that an object is declared with, by name. */
export const propertiesOf = ({ properties }: JsonObject): Readonly<Record<string, JsonObject>> =>
  isObject(properties) ? (properties as Readonly<Record<string, JsonObject>>) : {};

const known = new Map<KubernetesType, ReadonlySet<string>>();

const knownFields = (type: KubernetesType, types: readonly string[]): ReadonlySet<string> => {
  const there = known.get(type);
  if (there !== undefined) return there;
  const fields = new Set([
    ...types.flatMap((name) => Object.keys(propertiesOf(coreSchema(name)))),
    ...(OLDER[type] ?? []),
  ]);
  known.set(type, fields);
  return fields;
};
