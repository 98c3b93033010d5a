/** Garbage collection by owner references (kubernetes: pkg/controller/garbagecollector). Owners are known by uid. */
import type { Json, JsonObject } from '../json.ts';
import { isObject, listAt, metadataOf, textAt } from '../json.ts';
import { keyOf } from '../resources/resource.ts';
import type { Api } from '../requests/request.ts';
import type { StoreEvent } from '../store/event-log.ts';
import { freshCopy, internalChange, internalDelete, removeFinalizer } from './internal.ts';

export function collectGarbage(api: Api, event: StoreEvent): void {
  if (event.type === 'DELETED') {
    for (const dependent of dependentsOf(api, event.object)) judge(api, dependent);
    for (const owner of ownersOf(api, event.object)) waiting(api, owner);
    return;
  }
  const object = freshCopy(api, event.object);
  if (object === undefined) return;
  if (listAt(object, 'metadata', 'ownerReferences').length > 0) judge(api, object);
  waiting(api, object);
}

const refers = (object: JsonObject, uid: string): boolean =>
  listAt(object, 'metadata', 'ownerReferences').some((owner) => textAt(owner, 'uid') === uid);

function dependentsOf(api: Api, owner: JsonObject): JsonObject[] {
  const uid = textAt(owner, 'metadata', 'uid') ?? '';
  const namespace = textAt(owner, 'metadata', 'namespace');
  return api.store.collections().flatMap((collection) =>
    api.store
      .list(collection)
      .map(([, object]) => object)
      .filter(
        (object) =>
          refers(object, uid) && (namespace === undefined || textAt(object, 'metadata', 'namespace') === namespace),
      ),
  );
}

function ownerOf(api: Api, dependent: JsonObject, owner: Json): JsonObject | undefined {
  const group = (textAt(owner, 'apiVersion') ?? '').includes('/')
    ? (textAt(owner, 'apiVersion') ?? '').split('/')[0]
    : '';
  const resource = api.registry.all().find((each) => each.group === group && each.kind === textAt(owner, 'kind'));
  if (resource === undefined) return undefined;
  const namespace = resource.namespaced ? textAt(dependent, 'metadata', 'namespace') : undefined;
  const found = api.store.get(resource.collection, keyOf(namespace, textAt(owner, 'name') ?? ''));
  return found !== undefined && textAt(found, 'metadata', 'uid') === textAt(owner, 'uid') ? found : undefined;
}

const ownersOf = (api: Api, dependent: JsonObject): JsonObject[] =>
  listAt(dependent, 'metadata', 'ownerReferences')
    .map((owner) => ownerOf(api, dependent, owner))
    .filter((owner) => owner !== undefined);

const isWaiting = (owner: JsonObject, finalizer: string): boolean =>
  textAt(owner, 'metadata', 'deletionTimestamp') !== undefined &&
  listAt(owner, 'metadata', 'finalizers').includes(finalizer);

/** Deletes a dependent whose owners are all gone or waiting for it to go; with other owners left, only the references to the gone ones go. */
function judge(api: Api, dependent: JsonObject): void {
  const references = listAt(dependent, 'metadata', 'ownerReferences');
  const owners = references.map((reference) => ({ reference, owner: ownerOf(api, dependent, reference) }));
  const leaving = owners.filter(({ owner }) => owner === undefined || isWaiting(owner, 'foregroundDeletion'));
  if (leaving.length === 0 || textAt(dependent, 'metadata', 'deletionTimestamp') !== undefined) return;
  if (leaving.length === owners.length) {
    const foreground = leaving.some(({ owner }) => owner !== undefined) && dependentsOf(api, dependent).length > 0;
    internalDelete(api, dependent, foreground ? 'Foreground' : 'Background');
    return;
  }
  const gone = new Set(leaving.map(({ reference }) => textAt(reference, 'uid')));
  withoutOwners(api, dependent, (uid) => gone.has(uid));
}

function withoutOwners(api: Api, dependent: JsonObject, isGone: (uid: string | undefined) => boolean): void {
  internalChange(api, dependent, '', (fresh) => {
    metadataOf(fresh)['ownerReferences'] = listAt(fresh, 'metadata', 'ownerReferences').filter(
      (owner) => !isGone(textAt(owner, 'uid')),
    );
  });
}

/** An owner that is being deleted with a policy: its dependents go first, or lose it. */
function waiting(api: Api, owner: JsonObject): void {
  if (isWaiting(owner, 'orphan')) {
    const uid = textAt(owner, 'metadata', 'uid');
    for (const dependent of dependentsOf(api, owner)) withoutOwners(api, dependent, (each) => each === uid);
    removeFinalizer(api, owner, 'orphan');
  } else if (isWaiting(owner, 'foregroundDeletion')) {
    for (const dependent of dependentsOf(api, owner)) judge(api, dependent);
    const uid = textAt(owner, 'metadata', 'uid') ?? '';
    const blocking = dependentsOf(api, owner).filter((dependent) => blocks(dependent, uid));
    if (blocking.length === 0) removeFinalizer(api, owner, 'foregroundDeletion');
  }
}

const blocks = (dependent: JsonObject, uid: string): boolean =>
  listAt(dependent, 'metadata', 'ownerReferences').some(
    (owner) => isObject(owner) && owner['uid'] === uid && owner['blockOwnerDeletion'] === true,
  );
