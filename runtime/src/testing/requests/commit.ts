/** The last steps of every write, the same for create, update, patch and apply: what the server fills in, checks, and stores. */
import { randomBytes, randomUUID } from 'node:crypto';
import { trackUpdate, type Writer } from '../apply/ownership.ts';
import { setOf } from '../apply/field-set.ts';
import type { JsonObject } from '../json.ts';
import { copy, equal, isObject, listAt, metadataOf, textAt } from '../json.ts';
import { keyOf, referenceOf, type Resource } from '../resources/resource.ts';
import { alreadyExists, conflict, forbidden, invalid, notFound, STALE } from '../status.ts';
import { metadataCauses } from './metadata.ts';
import { managerOf, timeOf, type Api, type ResourceRequest } from './request.ts';

export function writerOf(api: Api, request: ResourceRequest): Writer {
  const { resource, subresource } = request;
  const reset =
    subresource === 'status' ? resource.rules.reset.status : subresource === '' ? resource.rules.reset.main : setOf();
  // The real server gives entries of the scale subresource no time.
  const time = subresource === 'scale' ? undefined : timeOf(api.now());
  const empty: JsonObject = { apiVersion: resource.apiVersion, kind: resource.kind };
  resource.rules.decode(empty);
  const { apiVersion, typed } = resource;
  const scaled = subresource === 'scale' ? { scaled: resource.scale?.specReplicas ?? [] } : {};
  return { manager: managerOf(request), apiVersion, subresource, typed, reset, time, empty, ...scaled };
}

/** Stores a new object; `tracked`: its managedFields are written already (apply). */
export function commitCreate(
  api: Api,
  request: ResourceRequest,
  object: JsonObject,
  dryRun: boolean,
  tracked = false,
): JsonObject {
  const { resource, namespace } = request;
  const metadata = metadataOf(object);
  const base = textAt(metadata, 'generateName');
  if (textAt(metadata, 'name') === undefined && base !== undefined) metadata['name'] = base.slice(0, 58) + suffix();
  const name = textAt(metadata, 'name') ?? '';
  if (resource.namespaced) checkNamespace(api, resource, namespace ?? '', name);
  for (const field of [
    'uid',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'generation',
    'resourceVersion',
    'selfLink',
  ])
    delete metadata[field];
  if (!tracked) trackUpdate(writerOf(api, request), undefined, object);
  metadataOf(object)['uid'] = randomUUID();
  metadataOf(object)['creationTimestamp'] = timeOf(api.now());
  if (resource.rules.hasGeneration) metadataOf(object)['generation'] = 1;
  resource.rules.prepareCreate(object);
  const causes = [...metadataCauses(resource, object, undefined), ...resource.rules.validate(object, undefined, '')];
  if (causes.length > 0) throw invalid(resource, name, causes);
  const key = keyOf(namespace, name);
  if (api.store.get(resource.collection, key) !== undefined) throw alreadyExists(resource, name);
  return dryRun
    ? object
    : resource.rules.present(api.store.put(resource.collection, key, resource.rules.store(object)));
}

const LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const suffix = (): string => [...randomBytes(5)].map((byte) => LETTERS[byte % LETTERS.length]).join('');

function checkNamespace(api: Api, resource: Resource, namespace: string, name: string): void {
  const found = api.store.get('namespaces', namespace);
  if (found === undefined) throw notFound({ group: '', plural: 'namespaces', kind: 'Namespace' }, namespace);
  if (textAt(found, 'metadata', 'deletionTimestamp') === undefined) return;
  const why = `unable to create new content in namespace ${namespace} because it is being terminated`;
  throw forbidden(resource, name, why, [
    {
      reason: 'NamespaceTerminating',
      message: `namespace ${namespace} is being terminated`,
      field: 'metadata.namespace',
    },
  ]);
}

export interface Change {
  readonly live: JsonObject;
  readonly next: JsonObject;
  readonly dryRun: boolean;
  /** managedFields are written already (apply). */
  readonly tracked?: boolean;
}

/** Stores a changed object; a change of nothing writes nothing and answers what is there. */
export function commitUpdate(
  api: Api,
  request: ResourceRequest,
  { live, next: sent, dryRun, tracked = false }: Change,
): JsonObject {
  const { resource, subresource } = request;
  const name = textAt(live, 'metadata', 'name') ?? '';
  checkPreconditions(resource, live, sent);
  if (!tracked) trackUpdate(writerOf(api, request), live, sent);
  const next = subresource === 'status' ? withStatusOf(resource, live, sent) : sent;
  restoreMetadata(next, live);
  if (subresource === '') resource.rules.prepareUpdate(next, live);
  if (
    resource.rules.hasGeneration &&
    subresource !== 'status' &&
    !equal(wanted(resource, next), wanted(resource, live))
  ) {
    metadataOf(next)['generation'] = Number(metadataOf(next)['generation'] ?? 0) + 1;
  }
  const causes = [...metadataCauses(resource, next, live), ...resource.rules.validate(next, live, subresource)];
  if (causes.length > 0) throw invalid(resource, name, causes);
  if (equal(withoutTimes(next), withoutTimes(live))) return live;
  if (dryRun) return next;
  const key = keyOf(textAt(live, 'metadata', 'namespace'), name);
  if (isFinished(next)) {
    api.store.remove(resource.collection, key);
    return next;
  }
  return resource.rules.present(api.store.put(resource.collection, key, resource.rules.store(next)));
}

/** Deleted, and nobody has anything to do before it goes. */
export const isFinished = (object: JsonObject): boolean =>
  textAt(object, 'metadata', 'deletionTimestamp') !== undefined &&
  listAt(object, 'metadata', 'finalizers').length === 0 &&
  listAt(object, 'spec', 'finalizers').length === 0;

function checkPreconditions(resource: Resource, live: JsonObject, next: JsonObject): void {
  checkUid(resource, next, textAt(live, 'metadata', 'uid') ?? '');
  const version = textAt(next, 'metadata', 'resourceVersion');
  if (version !== undefined && version !== textAt(live, 'metadata', 'resourceVersion'))
    throw conflict(resource, textAt(live, 'metadata', 'name') ?? '', STALE);
}

/** That an object, where it says its uid, means the one that is there; `uid`: that one's, empty when there is none. */
export function checkUid(resource: Resource, next: JsonObject, uid: string): void {
  const wanted = textAt(next, 'metadata', 'uid');
  if (wanted === undefined || wanted === uid) return;
  const detail = `Precondition failed: UID in precondition: ${wanted}, UID in object meta: ${uid}`;
  const key = `/registry/${registryPath(resource, next)}`;
  throw conflict(
    resource,
    textAt(next, 'metadata', 'name') ?? '',
    `StorageError: invalid object, Code: 4, Key: ${key}, ResourceVersion: 0, AdditionalErrorMsg: ${detail}`,
  );
}

/** Where etcd would have the object: messages show it. */
function registryPath(resource: Resource, object: JsonObject): string {
  const { name, namespace } = referenceOf(object);
  const collection = resource.isCustom ? `${resource.group}/${resource.plural}` : resource.plural;
  return [collection, namespace, name].filter((part) => part !== undefined).join('/');
}

/** A write of the status changes the status only; built-in kinds take metadata along. */
function withStatusOf(resource: Resource, live: JsonObject, sent: JsonObject): JsonObject {
  const next = copy(live);
  if (sent['status'] === undefined) delete next['status'];
  else next['status'] = sent['status'];
  if (!resource.isCustom) {
    const labels = metadataOf(next)['labels'];
    next['metadata'] = copy(metadataOf(sent));
    if (resource.kind === 'Deployment' && labels !== undefined) metadataOf(next)['labels'] = labels;
  }
  const managed = metadataOf(sent)['managedFields'];
  if (managed === undefined) delete metadataOf(next)['managedFields'];
  else metadataOf(next)['managedFields'] = managed;
  return next;
}

const OWNED_BY_SERVER = [
  'name',
  'namespace',
  'uid',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'generation',
  'resourceVersion',
  'selfLink',
];

function restoreMetadata(next: JsonObject, live: JsonObject): void {
  const [to, from] = [metadataOf(next), isObject(live['metadata']) ? live['metadata'] : {}];
  for (const field of OWNED_BY_SERVER) {
    if (from[field] === undefined) delete to[field];
    else to[field] = from[field];
  }
}

/** What generation counts: all but metadata; of built-in kinds, and custom ones with a status subresource, not the status. */
function wanted(resource: Resource, object: JsonObject): JsonObject {
  const { metadata, status, ...rest } = object;
  return resource.subresources.includes('status') || !resource.isCustom
    ? rest
    : { ...rest, ...(status !== undefined && { status }), ...(metadata === null && { metadata }) };
}

/** A new time in managedFields alone is no change. */
function withoutTimes(object: JsonObject): JsonObject {
  const bare = copy(object);
  for (const entry of listAt(bare, 'metadata', 'managedFields')) if (isObject(entry)) delete entry['time'];
  return bare;
}
