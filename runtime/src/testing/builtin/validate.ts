/** Rules of built-in kinds, those that operators break: required fields, selectors, immutable fields (kubernetes: pkg/apis/…/validation, in part). */
import { duplicate, forbiddenField, invalidValue, required, unsupported } from '../cause.ts';
import type { Json, JsonObject } from '../json.ts';
import { at, equal, isObject, listAt, textAt } from '../json.ts';
import type { Cause } from '../status.ts';
import { crdCauses } from '../crd/validate.ts';
import { eventCauses, strictEventCauses } from './validate-event.ts';
import { podCauses } from './validate-pod.ts';

type Validate = (object: JsonObject, live: JsonObject | undefined) => Cause[];

const objectOf = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

const immutable = (object: JsonObject, live: JsonObject | undefined, path: readonly string[]): Cause[] =>
  live === undefined || equal(at(object, ...path), at(live, ...path))
    ? []
    : [invalidValue(path.join('.'), at(object, ...path) ?? null, 'field is immutable')];

const isEmptySelector = (selector: Json | undefined): boolean =>
  Object.keys(objectOf(at(selector, 'matchLabels'))).length === 0 && listAt(selector, 'matchExpressions').length === 0;

/** Deployment, ReplicaSet, StatefulSet, DaemonSet. */
function workload(object: JsonObject, live: JsonObject | undefined): Cause[] {
  const causes: Cause[] = [];
  const selector = at(object, 'spec', 'selector');
  const labels = at(object, 'spec', 'template', 'metadata', 'labels');
  if (selector === undefined || selector === null) causes.push(required('spec.selector'));
  else if (isEmptySelector(selector))
    causes.push(invalidValue('spec.selector', selector, `empty selector is invalid for ${kindInText(object)}`));
  const wanted = Object.entries(objectOf(at(selector, 'matchLabels')));
  if (!wanted.every(([key, value]) => objectOf(labels)[key] === value) || selector === undefined || selector === null) {
    causes.push(
      invalidValue('spec.template.metadata.labels', labels ?? null, '`selector` does not match template `labels`'),
    );
  }
  const replicas = at(object, 'spec', 'replicas');
  if (typeof replicas === 'number' && replicas < 0)
    causes.push(invalidValue('spec.replicas', replicas, 'must be greater than or equal to 0'));
  causes.push(...podCauses(podOf(object), 'spec.template.spec', ['Always']));
  if (object['kind'] !== 'StatefulSet') causes.push(...immutable(object, live, ['spec', 'selector']));
  else if (live !== undefined) causes.push(...statefulSetUpdate(object, live));
  return causes;
}

/** The template's pod; in a StatefulSet with a volume for each claim that its pods get, instead of one of the same name (volumesToAddForTemplates). */
const podOf = (object: JsonObject): JsonObject => {
  const pod = objectOf(at(object, 'spec', 'template', 'spec'));
  const claims = listAt(object, 'spec', 'volumeClaimTemplates').map((claim) => textAt(claim, 'metadata', 'name') ?? '');
  if (claims.length === 0) return pod;
  const others = listAt(pod, 'volumes').filter((volume) => !claims.includes(textAt(volume, 'name') ?? ''));
  const claimed = claims.map((name) => ({ name, persistentVolumeClaim: { claimName: name } }));
  return { ...pod, volumes: [...claimed, ...others] };
};

const kindInText = (object: JsonObject): string =>
  String(object['kind']).replace(/^[A-Z]/, (letter) => letter.toLowerCase());

const MUTABLE = new Set([
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
]);

function statefulSetUpdate(object: JsonObject, live: JsonObject): Cause[] {
  const fixed = (from: JsonObject) =>
    Object.fromEntries(Object.entries(objectOf(from['spec'])).filter(([name]) => !MUTABLE.has(name)));
  if (equal(fixed(object), fixed(live))) return [];
  const names = [
    'replicas',
    'ordinals',
    'template',
    'updateStrategy',
    'revisionHistoryLimit',
    'persistentVolumeClaimRetentionPolicy',
    'minReadySeconds',
  ].map((name) => `'${name}'`);
  return [
    forbiddenField(
      'spec',
      `updates to statefulset spec for fields other than ${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''} are forbidden`,
    ),
  ];
}

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

function service(object: JsonObject, live: JsonObject | undefined): Cause[] {
  const causes: Cause[] = [];
  const spec = objectOf(object['spec']);
  const ports = listAt(spec, 'ports').filter(isObject);
  const type = textAt(spec, 'type') ?? '';
  if (ports.length === 0 && spec['clusterIP'] !== 'None' && type !== 'ExternalName')
    causes.push(required('spec.ports'));
  for (const [index, port] of ports.entries()) {
    const path = `spec.ports[${index}]`;
    if (ports.length > 1 && textAt(port, 'name') === undefined) causes.push(required(`${path}.name`));
    const names = ports.map((each) => textAt(each, 'name'));
    const name = textAt(port, 'name');
    if (name !== undefined && names.indexOf(name) < index) causes.push(duplicate(`${path}.name`, name));
    if (typeof port['port'] !== 'number' || port['port'] < 1 || port['port'] > 65535)
      causes.push(invalidValue(`${path}.port`, port['port'] ?? 0, 'must be between 1 and 65535, inclusive'));
    const target = port['targetPort'];
    if (typeof target === 'number' && (target < 1 || target > 65535))
      causes.push(invalidValue(`${path}.targetPort`, target, 'must be between 1 and 65535, inclusive'));
    const protocol = textAt(port, 'protocol') ?? '';
    if (!['SCTP', 'TCP', 'UDP'].includes(protocol))
      causes.push(unsupported(`${path}.protocol`, protocol, ['SCTP', 'TCP', 'UDP']));
  }
  if (!TYPES.includes(type)) causes.push(unsupported('spec.type', type, TYPES));
  if (type === 'ExternalName' && textAt(spec, 'externalName') === undefined) causes.push(required('spec.externalName'));
  const before = textAt(live, 'spec', 'clusterIP');
  if (before !== undefined && type !== 'ExternalName' && spec['clusterIP'] !== before) {
    causes.push(invalidValue('spec.clusterIPs[0]', listAt(spec, 'clusterIPs').slice(), 'may not change once set'));
  }
  return causes;
}

function job(object: JsonObject, live: JsonObject | undefined): Cause[] {
  const causes = podCauses(objectOf(at(object, 'spec', 'template', 'spec')), 'spec.template.spec', [
    'OnFailure',
    'Never',
  ]);
  if (at(live, 'spec', 'suspend') !== true) causes.push(...immutable(object, live, ['spec', 'template']));
  return [
    ...causes,
    ...immutable(object, live, ['spec', 'selector']),
    ...immutable(object, live, ['spec', 'completionMode']),
  ];
}

function cronJob(object: JsonObject): Cause[] {
  const schedule = textAt(object, 'spec', 'schedule');
  const causes = schedule === undefined ? [required('spec.schedule')] : [];
  return [
    ...causes,
    ...podCauses(
      objectOf(at(object, 'spec', 'jobTemplate', 'spec', 'template', 'spec')),
      'spec.jobTemplate.spec.template.spec',
      ['OnFailure', 'Never'],
    ),
  ];
}

const keyProblem =
  "a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')";

function data(object: JsonObject, live: JsonObject | undefined): Cause[] {
  const fields = ['data', 'binaryData', 'stringData'];
  const names = fields.flatMap((field) => Object.keys(objectOf(object[field])).map((name) => ({ field, name })));
  const causes = names
    .filter(({ name }) => !/^[-._a-zA-Z0-9]+$/.test(name))
    .map(({ field, name }) => invalidValue(`${field}[${name}]`, name, keyProblem));
  if (live?.['immutable'] === true && fields.some((field) => !equal(object[field], live[field])))
    causes.push(forbiddenField('data', 'field is immutable when `immutable` is set'));
  return causes;
}

function binding(object: JsonObject, live: JsonObject | undefined): Cause[] {
  const causes = textAt(object, 'roleRef', 'name') === undefined ? [required('roleRef.name')] : [];
  if (live !== undefined && !equal(object['roleRef'], live['roleRef']))
    causes.push(invalidValue('roleRef', object['roleRef'] ?? null, 'cannot change roleRef'));
  return causes;
}

function lease(object: JsonObject): Cause[] {
  const seconds = at(object, 'spec', 'leaseDurationSeconds');
  return typeof seconds === 'number' && seconds <= 0
    ? [invalidValue('spec.leaseDurationSeconds', seconds, 'must be greater than 0')]
    : [];
}

function claim(object: JsonObject): Cause[] {
  const causes =
    listAt(object, 'spec', 'accessModes').length === 0
      ? [required('spec.accessModes', 'at least 1 access mode is required')]
      : [];
  return at(object, 'spec', 'resources', 'requests', 'storage') === undefined
    ? [...causes, required('spec.resources[storage]')]
    : causes;
}

/** By kind and group; kinds without an entry are checked for their form only. */
export const VALIDATIONS: Readonly<Record<string, Validate>> = {
  'Deployment.apps': workload,
  'ReplicaSet.apps': workload,
  'StatefulSet.apps': workload,
  'DaemonSet.apps': workload,
  'Service.': service,
  'Job.batch': job,
  'CronJob.batch': cronJob,
  'Pod.': (object, live) =>
    live === undefined ? podCauses(objectOf(object['spec']), 'spec', ['Always', 'OnFailure', 'Never']) : [],
  'ConfigMap.': data,
  'Secret.': (object, live) => [...data(object, live), ...immutable(object, live, ['type'])],
  'RoleBinding.rbac.authorization.k8s.io': binding,
  'ClusterRoleBinding.rbac.authorization.k8s.io': binding,
  'Event.': eventCauses,
  'Event.events.k8s.io': strictEventCauses,
  'Lease.coordination.k8s.io': lease,
  'PersistentVolumeClaim.': claim,
  'CustomResourceDefinition.apiextensions.k8s.io': crdCauses,
};
