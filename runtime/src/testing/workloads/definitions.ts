/** CRDs: names accepted, established, and when they are deleted, emptied first. */
import type { JsonObject } from '../json.ts';
import { isObject, listAt, objectAt, textAt } from '../json.ts';
import type { Api } from '../requests/request.ts';
import { timeOf } from '../requests/request.ts';
import type { StoreEvent } from '../store/event-log.ts';
import { CLEANUP, readCrd } from '../crd/definition.ts';
import { freshCopy, internalChange, internalDelete, removeFinalizer } from './internal.ts';

const CRDS = 'customresourcedefinitions.apiextensions.k8s.io';

export function definitionEvent(api: Api, event: StoreEvent): void {
  if (event.type === 'DELETED') continueEmptying(api, event.collection);
  if (event.collection !== CRDS || event.type === 'DELETED') return;
  const crd = freshCopy(api, event.object);
  if (crd === undefined) return;
  if (textAt(crd, 'metadata', 'deletionTimestamp') !== undefined) empty(api, crd);
  else establish(api, crd);
}

function establish(api: Api, object: JsonObject): void {
  const crd = readCrd(object);
  const others = api.store
    .list(CRDS)
    .map(([, each]) => readCrd(each))
    .filter(({ name, group }) => name !== crd.name && group === crd.group);
  const taken = others.find(({ plural, kind }) => plural === crd.plural || kind === crd.kind);
  const accepted = taken === undefined;
  const storage = crd.versions.find((version) => version.storage)?.name ?? '';
  internalChange(api, object, 'status', (fresh) => {
    const status = objectAt(fresh, 'status');
    const names = accepted
      ? { plural: crd.plural, singular: crd.singular, kind: crd.kind, listKind: crd.listKind }
      : {};
    status['acceptedNames'] = {
      ...names,
      ...(accepted && crd.shortNames.length > 0 && { shortNames: [...crd.shortNames] }),
      ...(accepted && crd.categories.length > 0 && { categories: [...crd.categories] }),
      ...(!accepted && { plural: '', kind: '' }),
    };
    status['storedVersions'] = [...new Set([...listAt(status, 'storedVersions'), storage])];
    setCondition(
      api,
      status,
      'NamesAccepted',
      accepted,
      accepted ? 'NoConflicts' : 'NamesConflict',
      accepted ? 'no conflicts found' : `${JSON.stringify(crd.plural)} is already in use`,
    );
    setCondition(
      api,
      status,
      'Established',
      accepted,
      accepted ? 'InitialNamesAccepted' : 'NotAccepted',
      accepted ? 'the initial names have been accepted' : 'not all names are accepted',
    );
  });
}

function setCondition(api: Api, status: JsonObject, type: string, is: boolean, reason: string, message: string): void {
  const conditions = listAt(status, 'conditions').filter(isObject);
  const known = conditions.find((each) => each['type'] === type);
  const value = is ? 'True' : 'False';
  if (known !== undefined && known['status'] === value && known['reason'] === reason) return;
  const next: JsonObject = { type, status: value, lastTransitionTime: timeOf(api.now()), reason, message };
  status['conditions'] = [...conditions.filter((each) => each !== known), next];
}

/** Deletes the objects of the CRD, then lets it go. */
function empty(api: Api, object: JsonObject): void {
  const { plural, group } = readCrd(object);
  const objects = api.store.list(`${plural}.${group}`);
  for (const [, each] of objects) internalDelete(api, each);
  if (api.store.list(`${plural}.${group}`).length === 0) removeFinalizer(api, object, CLEANUP);
}

/** When an object of a CRD that is being deleted goes, the CRD may go, too. */
function continueEmptying(api: Api, collection: string): void {
  const crd = api.store.get(CRDS, collection);
  if (crd !== undefined && textAt(crd, 'metadata', 'deletionTimestamp') !== undefined) empty(api, crd);
}
