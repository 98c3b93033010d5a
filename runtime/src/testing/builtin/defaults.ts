/** Defaults of built-in kinds (kubernetes: pkg/apis/…/defaults.go), for those that operators meet. */
import type { JsonObject } from '../json.ts';
import { isObject, listAt, metadataOf, objectAt } from '../json.ts';
import { setDefault, setPodDefaults, setRequestDefaults } from './pod-defaults.ts';

const templateOf = (spec: JsonObject): void => {
  const template = spec['template'];
  if (isObject(template)) setPodDefaults(objectAt(template, 'spec'));
};

function deployment(spec: JsonObject): void {
  setDefault(spec, 'replicas', 1);
  setDefault(spec, 'revisionHistoryLimit', 10);
  setDefault(spec, 'progressDeadlineSeconds', 600);
  const strategy = objectAt(spec, 'strategy');
  setDefault(strategy, 'type', 'RollingUpdate');
  if (strategy['type'] === 'RollingUpdate') {
    setDefault(objectAt(strategy, 'rollingUpdate'), 'maxUnavailable', '25%');
    setDefault(objectAt(strategy, 'rollingUpdate'), 'maxSurge', '25%');
  }
  templateOf(spec);
}

function statefulSet(spec: JsonObject): void {
  setDefault(spec, 'podManagementPolicy', 'OrderedReady');
  setDefault(spec, 'replicas', 1);
  setDefault(spec, 'revisionHistoryLimit', 10);
  const strategy = objectAt(spec, 'updateStrategy');
  if (strategy['type'] === undefined || strategy['type'] === '') {
    strategy['type'] = 'RollingUpdate';
    objectAt(strategy, 'rollingUpdate');
  }
  if (strategy['type'] === 'RollingUpdate' && isObject(strategy['rollingUpdate']))
    setDefault(strategy['rollingUpdate'], 'partition', 0);
  const retention = objectAt(spec, 'persistentVolumeClaimRetentionPolicy');
  setDefault(retention, 'whenDeleted', 'Retain');
  setDefault(retention, 'whenScaled', 'Retain');
  for (const claim of listAt(spec, 'volumeClaimTemplates').filter(isObject)) {
    setDefault(claim, 'apiVersion', 'v1');
    setDefault(claim, 'kind', 'PersistentVolumeClaim');
    setDefault(objectAt(claim, 'spec'), 'volumeMode', 'Filesystem');
    setDefault(objectAt(claim, 'status'), 'phase', 'Pending');
  }
  templateOf(spec);
}

function daemonSet(spec: JsonObject): void {
  const strategy = objectAt(spec, 'updateStrategy');
  setDefault(strategy, 'type', 'RollingUpdate');
  if (strategy['type'] === 'RollingUpdate') {
    setDefault(objectAt(strategy, 'rollingUpdate'), 'maxUnavailable', 1);
    setDefault(objectAt(strategy, 'rollingUpdate'), 'maxSurge', 0);
  }
  setDefault(spec, 'revisionHistoryLimit', 10);
  templateOf(spec);
}

function job(spec: JsonObject): void {
  if (spec['completions'] === undefined && spec['parallelism'] === undefined) spec['completions'] = 1;
  setDefault(spec, 'parallelism', 1);
  setDefault(spec, 'backoffLimit', 6);
  setDefault(spec, 'completionMode', 'NonIndexed');
  setDefault(spec, 'manualSelector', false);
  setDefault(spec, 'suspend', false);
  setDefault(spec, 'podReplacementPolicy', isObject(spec['podFailurePolicy']) ? 'Failed' : 'TerminatingOrFailed');
  templateOf(spec);
}

function cronJob(spec: JsonObject): void {
  setDefault(spec, 'concurrencyPolicy', 'Allow');
  setDefault(spec, 'suspend', false);
  setDefault(spec, 'successfulJobsHistoryLimit', 3);
  setDefault(spec, 'failedJobsHistoryLimit', 1);
  templateOf(objectAt(spec, 'jobTemplate', 'spec'));
}

function service(spec: JsonObject): void {
  setDefault(spec, 'sessionAffinity', 'None');
  if (spec['sessionAffinity'] === 'None') delete spec['sessionAffinityConfig'];
  else setDefault(objectAt(spec, 'sessionAffinityConfig', 'clientIP'), 'timeoutSeconds', 10800);
  setDefault(spec, 'type', 'ClusterIP');
  for (const port of listAt(spec, 'ports').filter(isObject)) {
    setDefault(port, 'protocol', 'TCP');
    if (port['targetPort'] === undefined || port['targetPort'] === 0 || port['targetPort'] === '')
      port['targetPort'] = port['port'] ?? 0;
  }
  const external = spec['type'] === 'NodePort' || spec['type'] === 'LoadBalancer';
  if (external || (spec['type'] === 'ClusterIP' && listAt(spec, 'externalIPs').length > 0))
    setDefault(spec, 'externalTrafficPolicy', 'Cluster');
  if (spec['type'] !== 'ExternalName') setDefault(spec, 'internalTrafficPolicy', 'Cluster');
  if (spec['type'] === 'LoadBalancer') setDefault(spec, 'allocateLoadBalancerNodePorts', true);
}

const bySpec =
  (change: (spec: JsonObject) => void) =>
  (object: JsonObject): void =>
    change(objectAt(object, 'spec'));

function roleReference(object: JsonObject): void {
  const reference = objectAt(object, 'roleRef');
  setDefault(reference, 'apiGroup', 'rbac.authorization.k8s.io');
  for (const subject of listAt(object, 'subjects').filter(isObject)) {
    if (subject['kind'] === 'User' || subject['kind'] === 'Group')
      setDefault(subject, 'apiGroup', 'rbac.authorization.k8s.io');
  }
}

function networkPolicy(spec: JsonObject): void {
  for (const rule of [...listAt(spec, 'ingress'), ...listAt(spec, 'egress')].filter(isObject)) {
    for (const port of listAt(rule, 'ports').filter(isObject)) setDefault(port, 'protocol', 'TCP');
  }
  if (listAt(spec, 'policyTypes').length === 0)
    spec['policyTypes'] = listAt(spec, 'egress').length > 0 ? ['Ingress', 'Egress'] : ['Ingress'];
}

function secret(object: JsonObject): void {
  setDefault(object, 'type', 'Opaque');
  const written = object['stringData'];
  if (!isObject(written)) return;
  for (const [name, text] of Object.entries(written))
    objectAt(object, 'data')[name] = Buffer.from(String(text)).toString('base64');
  delete object['stringData'];
}

function namespace(object: JsonObject): void {
  const name = metadataOf(object)['name'];
  if (typeof name === 'string' && name !== '')
    objectAt(metadataOf(object), 'labels')['kubernetes.io/metadata.name'] = name;
  setDefault(objectAt(object, 'status'), 'phase', 'Active');
}

/** By kind and group; kinds without an entry have no defaults here. */
export const DEFAULTS: Readonly<Record<string, (object: JsonObject) => void>> = {
  'Deployment.apps': bySpec(deployment),
  'StatefulSet.apps': bySpec(statefulSet),
  'DaemonSet.apps': (object) => {
    daemonSet(objectAt(object, 'spec'));
    setDefault(objectAt(object, 'metadata', 'annotations'), 'deprecated.daemonset.template.generation', '0');
  },
  'ReplicaSet.apps': bySpec((spec) => (setDefault(spec, 'replicas', 1), templateOf(spec))),
  'ReplicationController.': bySpec((spec) => (setDefault(spec, 'replicas', 1), templateOf(spec))),
  'Job.batch': bySpec(job),
  'CronJob.batch': bySpec(cronJob),
  'Pod.': bySpec(
    (spec) => (setPodDefaults(spec), setRequestDefaults(spec), setDefault(spec, 'enableServiceLinks', true)),
  ),
  'PodTemplate.': (object) => templateOf(object),
  'Service.': bySpec(service),
  'Secret.': secret,
  'PersistentVolume.': (object) => {
    setDefault(objectAt(object, 'status'), 'phase', 'Pending');
    setDefault(objectAt(object, 'spec'), 'persistentVolumeReclaimPolicy', 'Retain');
    setDefault(objectAt(object, 'spec'), 'volumeMode', 'Filesystem');
  },
  'PersistentVolumeClaim.': (object) => {
    setDefault(objectAt(object, 'status'), 'phase', 'Pending');
    setDefault(objectAt(object, 'spec'), 'volumeMode', 'Filesystem');
  },
  'Namespace.': namespace,
  'RoleBinding.rbac.authorization.k8s.io': roleReference,
  'ClusterRoleBinding.rbac.authorization.k8s.io': roleReference,
  'NetworkPolicy.networking.k8s.io': bySpec(networkPolicy),
  'HorizontalPodAutoscaler.autoscaling': bySpec((spec) => setDefault(spec, 'minReplicas', 1)),
  'CustomResourceDefinition.apiextensions.k8s.io': (object) =>
    setDefault(objectAt(object, 'spec', 'conversion'), 'strategy', 'None'),
  'StorageClass.storage.k8s.io': (object) => {
    setDefault(object, 'reclaimPolicy', 'Delete');
    setDefault(object, 'volumeBindingMode', 'Immediate');
  },
};
