/** Defaults of pod specs, in pods and in the templates of workloads (kubernetes: pkg/apis/core/v1/defaults.go). */
import type { Json, JsonObject } from '../json.ts';
import { at, isObject, listAt, objectAt } from '../json.ts';

export const setDefault = (object: JsonObject, name: string, value: Json): void => {
  if (object[name] === undefined || object[name] === null || object[name] === '') object[name] = value;
};

const objects = (value: readonly Json[]): JsonObject[] => value.filter(isObject);

/** `spec` is changed. */
export function setPodDefaults(spec: JsonObject): void {
  setDefault(spec, 'dnsPolicy', 'ClusterFirst');
  setDefault(spec, 'restartPolicy', 'Always');
  setDefault(spec, 'securityContext', {});
  setDefault(spec, 'terminationGracePeriodSeconds', 30);
  setDefault(spec, 'schedulerName', 'default-scheduler');
  if (typeof spec['serviceAccountName'] === 'string') setDefault(spec, 'serviceAccount', spec['serviceAccountName']);
  else if (typeof spec['serviceAccount'] === 'string') setDefault(spec, 'serviceAccountName', spec['serviceAccount']);
  for (const container of containersOf(spec)) setContainerDefaults(container, spec['hostNetwork'] === true);
  for (const volume of objects(listAt(spec, 'volumes'))) setVolumeDefaults(volume);
}

const containersOf = (spec: JsonObject): JsonObject[] =>
  objects([...listAt(spec, 'containers'), ...listAt(spec, 'initContainers'), ...listAt(spec, 'ephemeralContainers')]);

const isLatest = (image: string): boolean =>
  !image.includes('@') && (image.endsWith(':latest') || !/:[^/]+$/.test(image));

function setContainerDefaults(container: JsonObject, hostNetwork: boolean): void {
  setDefault(container, 'imagePullPolicy', isLatest(String(container['image'] ?? '')) ? 'Always' : 'IfNotPresent');
  setDefault(container, 'terminationMessagePath', '/dev/termination-log');
  setDefault(container, 'terminationMessagePolicy', 'File');
  for (const port of objects(listAt(container, 'ports'))) {
    setDefault(port, 'protocol', 'TCP');
    if (hostNetwork) setDefault(port, 'hostPort', port['containerPort'] ?? 0);
  }
  for (const probe of ['livenessProbe', 'readinessProbe', 'startupProbe']
    .map((name) => container[name])
    .filter(isObject)) {
    setDefault(probe, 'timeoutSeconds', 1);
    setDefault(probe, 'periodSeconds', 10);
    setDefault(probe, 'successThreshold', 1);
    setDefault(probe, 'failureThreshold', 3);
    setActionDefaults(probe);
  }
  for (const hook of [at(container, 'lifecycle', 'postStart'), at(container, 'lifecycle', 'preStop')].filter(isObject))
    setActionDefaults(hook);
  for (const variable of objects(listAt(container, 'env'))) setFieldRefDefault(at(variable, 'valueFrom', 'fieldRef'));
}

function setActionDefaults(action: JsonObject): void {
  const get = action['httpGet'];
  if (isObject(get)) {
    setDefault(get, 'path', '/');
    setDefault(get, 'scheme', 'HTTP');
  }
  if (isObject(action['grpc'])) action['grpc']['service'] ??= '';
}

const setFieldRefDefault = (reference: Json | undefined): void => {
  if (isObject(reference)) setDefault(reference, 'apiVersion', 'v1');
};

const MODES = ['secret', 'configMap', 'downwardAPI', 'projected'];

function setVolumeDefaults(volume: JsonObject): void {
  if (Object.keys(volume).every((name) => name === 'name')) volume['emptyDir'] = {};
  for (const source of MODES.map((name) => volume[name]).filter(isObject)) setDefault(source, 'defaultMode', 420);
  if (isObject(volume['hostPath'])) volume['hostPath']['type'] ??= '';
  for (const item of objects(listAt(volume, 'downwardAPI', 'items'))) setFieldRefDefault(item['fieldRef']);
  for (const source of objects(listAt(volume, 'projected', 'sources'))) {
    const token = source['serviceAccountToken'];
    if (isObject(token)) setDefault(token, 'expirationSeconds', 3600);
    for (const item of objects(listAt(source, 'downwardAPI', 'items'))) setFieldRefDefault(item['fieldRef']);
  }
}

/** Requests of a pod (not of a template) default to its limits. */
export function setRequestDefaults(spec: JsonObject): void {
  for (const container of containersOf(spec)) {
    const limits = at(container, 'resources', 'limits');
    if (isObject(limits))
      for (const [name, value] of Object.entries(limits))
        setDefault(objectAt(container, 'resources', 'requests'), name, value);
  }
}
