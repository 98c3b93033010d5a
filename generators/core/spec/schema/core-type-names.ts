/** What `$ref` may name: the types that specs use most with what they are, then all the others. */
import { coreTypeNames } from '../../model/core-types.ts';

const COMMON: Readonly<Record<string, string>> = {
  Conditions: 'The conditions of a status, by type, as the API conventions have them.',
  Condition: 'One condition.',
  PodTemplateSpec: 'A whole template of pods: metadata and PodSpec.',
  PodSpec: 'Containers, volumes, scheduling of a pod.',
  Container: 'One container of a pod.',
  ResourceRequirements: 'Requests and limits of cpu and memory.',
  EnvVar: 'One environment variable, by value or from a ConfigMap, Secret or field.',
  EnvFromSource: 'All variables of a ConfigMap or Secret.',
  Volume: 'A volume of a pod.',
  VolumeMount: 'Where a volume is in a container.',
  Probe: 'How liveness, readiness or start-up are probed.',
  SecurityContext: 'Privileges of a container.',
  PodSecurityContext: 'Privileges of a pod.',
  Affinity: 'Which nodes and neighbours a pod wants.',
  Toleration: 'A taint that a pod bears.',
  TopologySpreadConstraint: 'How pods are spread over zones or nodes.',
  PersistentVolumeClaimSpec: 'A claim of storage.',
  ServiceSpec: 'Ports, type and selector of a Service.',
  DeploymentSpec: 'A whole Deployment.',
  StatefulSetSpec: 'A whole StatefulSet.',
  JobTemplateSpec: 'A template of jobs.',
  LabelSelector: 'Which objects are meant, by their labels.',
  ObjectMeta: 'Metadata of an object; any fields.',
  EmbeddedObjectMeta: 'Name, namespace, labels, annotations and finalizers of an object inside of another.',
  LocalObjectReference: 'An object in the same namespace, by its name.',
  ObjectReference: 'Any object.',
  SecretKeySelector: 'A key of a Secret.',
  ConfigMapKeySelector: 'A key of a ConfigMap.',
  Quantity: 'An amount: 100m, 1Gi.',
  IntOrString: 'A number or a text, as a port or a percentage.',
  Duration: 'A time span: 30s, 5m, 1h.',
  Time: 'A time in RFC 3339.',
  JSON: 'Any value.',
  RawExtension: 'An object of any fields.',
};

/** Every name, the common ones first. */
export const referenceNames: readonly string[] = [...new Set([...Object.keys(COMMON), ...coreTypeNames])];

/** What the first of them are. */
export const referenceMeanings: readonly string[] = Object.values(COMMON);
