/** What the server itself puts into built-in objects when they are written: initial status, allocated addresses, generated fields. */
import type { JsonObject } from '../json.ts';
import { at, copy, equal, isObject, listAt, metadataOf, objectAt, textAt } from '../json.ts';

/** Hands out cluster IPs and node ports; each server has its own. */
export class Allocations {
  #ip = 1;
  #port = 30_000;

  readonly nextIp = (): string => {
    this.#ip += 1;
    return `10.96.${Math.floor(this.#ip / 256)}.${this.#ip % 256}`;
  };

  readonly nextPort = (): number => this.#port++;
}

type Prepare = (object: JsonObject, live: JsonObject | undefined, allocations: Allocations) => void;

function service(object: JsonObject, live: JsonObject | undefined, { nextIp, nextPort }: Allocations): void {
  const spec = objectAt(object, 'spec');
  const before = live === undefined ? {} : objectAt(copy(live), 'spec');
  if (spec['type'] === 'ExternalName') return;
  for (const name of ['clusterIP', 'clusterIPs', 'ipFamilies', 'ipFamilyPolicy'])
    if (spec[name] === undefined && before[name] !== undefined) spec[name] = copy(before[name]);
  const ip = textAt(spec, 'clusterIP') ?? nextIp();
  spec['clusterIP'] = ip;
  spec['clusterIPs'] ??= [ip];
  spec['ipFamilies'] ??= ['IPv4'];
  spec['ipFamilyPolicy'] ??= 'SingleStack';
  if (spec['type'] !== 'NodePort' && spec['type'] !== 'LoadBalancer') return;
  const known = new Map(
    listAt(before, 'ports')
      .filter(isObject)
      .map((port) => [`${String(port['port'])}/${String(port['protocol'])}`, port['nodePort']]),
  );
  for (const port of listAt(spec, 'ports').filter(isObject))
    port['nodePort'] ??= known.get(`${String(port['port'])}/${String(port['protocol'])}`) ?? nextPort();
}

function namespace(object: JsonObject, live: JsonObject | undefined): void {
  if (live !== undefined) return;
  object['spec'] = { finalizers: ['kubernetes'] };
  object['status'] = { phase: 'Active' };
}

function pod(object: JsonObject, live: JsonObject | undefined): void {
  if (live !== undefined) return;
  const resources = listAt(object, 'spec', 'containers').map((container) => at(container, 'resources'));
  const full = resources.every(
    (each) => at(each, 'limits', 'cpu') !== undefined && at(each, 'limits', 'memory') !== undefined,
  );
  const none = resources.every((each) => at(each, 'limits') === undefined && at(each, 'requests') === undefined);
  object['status'] = { phase: 'Pending', qosClass: none ? 'BestEffort' : full ? 'Guaranteed' : 'Burstable' };
  const spec = objectAt(object, 'spec');
  spec['priority'] ??= 0;
  spec['preemptionPolicy'] ??= 'PreemptLowerPriority';
  spec['serviceAccountName'] ??= 'default';
  spec['serviceAccount'] ??= spec['serviceAccountName'];
}

function job(object: JsonObject, live: JsonObject | undefined): void {
  const spec = objectAt(object, 'spec');
  if (live !== undefined || spec['manualSelector'] === true) return;
  const uid = String(metadataOf(object)['uid']);
  const labels = objectAt(spec, 'template', 'metadata', 'labels');
  const name = String(metadataOf(object)['name']);
  Object.assign(labels, {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  });
  spec['selector'] = { matchLabels: { 'batch.kubernetes.io/controller-uid': uid } };
}

const GENERATION = 'deprecated.daemonset.template.generation';

function daemonSet(object: JsonObject, live: JsonObject | undefined): void {
  const annotations = objectAt(object, 'metadata', 'annotations');
  const before = Number(textAt(live, 'metadata', 'annotations', GENERATION) ?? 0);
  const isNew = live === undefined || !equal(at(object, 'spec', 'template'), at(live, 'spec', 'template'));
  annotations[GENERATION] = String(before + (isNew ? 1 : 0));
}

function claim(object: JsonObject, live: JsonObject | undefined): void {
  const metadata = metadataOf(object);
  const finalizers = listAt(metadata, 'finalizers');
  if (live === undefined && !finalizers.includes(PROTECTION)) metadata['finalizers'] = [...finalizers, PROTECTION];
}

/** Held by every claim until it is deleted and no pod uses it. */
export const PROTECTION = 'kubernetes.io/pvc-protection';

export const PREPARE: Readonly<Record<string, Prepare>> = {
  'Service.': service,
  'Namespace.': namespace,
  'Pod.': pod,
  'Job.batch': job,
  'DaemonSet.apps': daemonSet,
  'PersistentVolumeClaim.': claim,
};

/** What a stored object gets only when it is read. */
export const PRESENT: Readonly<Record<string, (stored: JsonObject) => JsonObject>> = {
  'Job.batch': (stored) => {
    const labels = at(stored, 'spec', 'template', 'metadata', 'labels');
    if (labels === undefined || at(stored, 'metadata', 'labels') !== undefined) return stored;
    return { ...stored, metadata: { ...metadataOf(stored), labels } };
  },
};
