/** The built-in kinds as resources. */
import { setOf } from '../apply/field-set.ts';
import type { JsonObject } from '../json.ts';
import { copy } from '../json.ts';
import type { Resource, Rules, ScalePaths } from '../resources/resource.ts';
import type { Schema } from '../schema/schema.ts';
import { decodeBuiltin } from './decode.ts';
import { DEFAULTS } from './defaults.ts';
import { builtinResources, definitions, type BuiltinResource } from './definitions.ts';
import { columnsOf } from './columns.ts';
import { eventFromCore, eventToCore } from './events.ts';
import { PREPARE, PRESENT, type Allocations } from './prepare.ts';
import { VALIDATIONS } from './validate.ts';

const SHORT: Readonly<Record<string, readonly string[]>> = {
  componentstatuses: ['cs'],
  ipaddresses: ['ip'],
  configmaps: ['cm'],
  endpoints: ['ep'],
  events: ['ev'],
  limitranges: ['limits'],
  namespaces: ['ns'],
  nodes: ['no'],
  pods: ['po'],
  persistentvolumeclaims: ['pvc'],
  persistentvolumes: ['pv'],
  replicationcontrollers: ['rc'],
  resourcequotas: ['quota'],
  serviceaccounts: ['sa'],
  services: ['svc'],
  daemonsets: ['ds'],
  deployments: ['deploy'],
  replicasets: ['rs'],
  statefulsets: ['sts'],
  cronjobs: ['cj'],
  horizontalpodautoscalers: ['hpa'],
  poddisruptionbudgets: ['pdb'],
  ingresses: ['ing'],
  networkpolicies: ['netpol'],
  customresourcedefinitions: ['crd', 'crds'],
  storageclasses: ['sc'],
  priorityclasses: ['pc'],
};
const IN_ALL = new Set([
  'daemonsets',
  'deployments',
  'replicasets',
  'statefulsets',
  'cronjobs',
  'jobs',
  'pods',
  'replicationcontrollers',
  'services',
  'horizontalpodautoscalers',
]);
const COUNTED = new Set([
  'deployments',
  'statefulsets',
  'daemonsets',
  'replicasets',
  'replicationcontrollers',
  'jobs',
  'cronjobs',
  'ingresses',
  'ingressclasses',
  'networkpolicies',
  'poddisruptionbudgets',
  'pods',
  'podtemplates',
  'endpointslices',
  'priorityclasses',
  'customresourcedefinitions',
]);
const CONDITIONAL = new Set(['leases', 'customresourcedefinitions', 'poddisruptionbudgets']);
const CREATED_ON_UPDATE = new Set([
  'leases',
  'endpoints',
  'events',
  'limitranges',
  'roles',
  'rolebindings',
  'clusterroles',
  'clusterrolebindings',
  'runtimeclasses',
]);
const SELECTABLE: Readonly<Record<string, readonly string[]>> = {
  pods: [
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  secrets: ['type'],
  namespaces: ['status.phase'],
  nodes: ['spec.unschedulable'],
  services: ['spec.clusterIP', 'spec.type'],
  jobs: ['status.successful'],
  events: [
    'involvedObject.kind',
    'involvedObject.namespace',
    'involvedObject.name',
    'involvedObject.uid',
    'reason',
    'reportingComponent',
    'source',
    'type',
  ],
};
const SCALE: ScalePaths = {
  specReplicas: ['spec', 'replicas'],
  statusReplicas: ['status', 'replicas'],
  selector: ['spec', 'selector'],
};
/** Served subresources; the others of a kind are refused by name. */
const SERVED = new Set(['status', 'scale', 'eviction', 'token']);

/** All of them, for one server. */
export const builtinResourcesFor = (allocations: Allocations): Resource[] =>
  builtinResources.map((each) => resourceOf(each, allocations));

function resourceOf(data: BuiltinResource, allocations: Allocations): Resource {
  const { group, version, kind, plural } = data;
  const schema: Schema = { $ref: data.schema };
  const apiVersion = group === '' ? version : `${group}/${version}`;
  const isNewEvent = group === 'events.k8s.io';
  return {
    group,
    version,
    kind,
    plural,
    apiVersion,
    namespaced: data.namespaced,
    verbs: data.verbs,
    isCustom: false,
    singular: kind.toLowerCase(),
    listKind: `${kind}List`,
    shortNames: SHORT[plural] ?? [],
    categories: IN_ALL.has(plural) ? ['all'] : [],
    collection: isNewEvent ? 'events' : group === '' ? plural : `${plural}.${group}`,
    subresources: data.subresources.filter((name) => SERVED.has(name)),
    scale: data.subresources.includes('scale') ? SCALE : undefined,
    typed: {
      schema,
      definitions,
      open: false,
    },
    rules: rulesOf(data, schema, allocations, isNewEvent),
    selectable: isNewEvent
      ? [
          'reason',
          'reportingController',
          'type',
          'regarding.kind',
          'regarding.name',
          'regarding.namespace',
          'regarding.uid',
        ]
      : (SELECTABLE[plural] ?? []),
    columns: columnsOf(plural),
    deprecation: undefined,
    storageHash: undefined,
  };
}

function rulesOf(
  { group, kind, plural, subresources }: BuiltinResource,
  schema: Schema,
  allocations: Allocations,
  isNewEvent: boolean,
): Rules {
  const id = `${kind}.${group}`;
  const hasStatus = subresources.includes('status');
  const prepare = PREPARE[id];
  const present = (stored: JsonObject): JsonObject => {
    if (!isNewEvent) return PRESENT[id]?.(stored) ?? stored;
    const event = eventFromCore(stored);
    decodeBuiltin(schema, event);
    return event;
  };
  return {
    decode: (object) => decodeBuiltin(schema, object),
    setDefaults: (object) => DEFAULTS[id]?.(object),
    prepareCreate: (object) => {
      if (hasStatus) resetStatus(object, schema, kind);
      prepare?.(object, undefined, allocations);
    },
    prepareUpdate: (object, live) => {
      if (hasStatus && live['status'] !== undefined) object['status'] = copy(live['status']);
      prepare?.(object, live, allocations);
    },
    validate: (object, live, subresource) => (subresource === 'status' ? [] : (VALIDATIONS[id]?.(object, live) ?? [])),
    hasGeneration: COUNTED.has(plural),
    unconditionalUpdate: !CONDITIONAL.has(plural),
    createOnUpdate: CREATED_ON_UPDATE.has(plural),
    reset: {
      main: hasStatus ? setOf(['status']) : setOf(),
      status: kind === 'Deployment' ? setOf(['spec'], ['metadata', 'labels']) : setOf(['spec']),
    },
    present: (stored) => present(stored),
    store: (object) => (isNewEvent ? asStored(eventToCore(object)) : object),
  };
}

function asStored(event: JsonObject): JsonObject {
  decodeBuiltin({ $ref: 'core.v1.Event' }, event);
  return event;
}

/** A status cannot be set on create; what remains is what an empty one looks like. */
function resetStatus(object: JsonObject, schema: Schema, kind: string): void {
  const empty: JsonObject = { apiVersion: object['apiVersion'] ?? '', kind };
  decodeBuiltin(schema, empty);
  if (empty['status'] === undefined) delete object['status'];
  else object['status'] = empty['status'];
  if (kind === 'PersistentVolumeClaim' || kind === 'PersistentVolume') object['status'] = { phase: 'Pending' };
}
