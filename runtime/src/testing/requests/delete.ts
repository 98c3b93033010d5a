/** DELETE of one object or a collection: preconditions, finalizers, and how dependents are treated. */
import { unsupported } from '../cause.ts';
import type { JsonObject } from '../json.ts';
import { at, copy, listAt, metadataOf, objectAt, textAt } from '../json.ts';
import { CLEANUP } from '../crd/definition.ts';
import { keyOf, referenceOf, type Resource } from '../resources/resource.ts';
import { badRequest, conflict, forbidden, methodNotAllowed } from '../status.ts';
import { objectFrom } from './body.ts';
import { isFinished } from './commit.ts';
import { listItem, selectedObjects } from './list.ts';
import { refuse } from './options.ts';
import { timeOf, type Api, type ResourceRequest } from './request.ts';
import { liveObject, type Answer } from './write.ts';

interface DeleteOptions {
  readonly dryRun: boolean;
  readonly policy: string | undefined;
  readonly uid: string | undefined;
  readonly resourceVersion: string | undefined;
}

const POLICIES = ['Foreground', 'Background', 'Orphan'];
const PERMANENT = new Set(['default', 'kube-system', 'kube-public']);
/** Kinds whose deletion answers the object instead of a Status. */
const ANSWERS_OBJECT = new Set([
  'pods',
  'services',
  'serviceaccounts',
  'persistentvolumes',
  'persistentvolumeclaims',
  'podtemplates',
  'resourcequotas',
  'namespaces',
  'storageclasses',
]);

function deleteOptions({ body, query }: ResourceRequest): DeleteOptions {
  const sent = body.trim() === '' ? {} : objectFrom(body, false);
  if (sent['kind'] !== undefined && sent['kind'] !== 'DeleteOptions')
    throw badRequest(
      `${String(sent['kind'])} in version "v1" cannot be handled as a DeleteOptions: no kind "${String(sent['kind'])}" is registered`,
    );
  const policy = textAt(sent, 'propagationPolicy') ?? query.get('propagationPolicy') ?? undefined;
  const orphan =
    sent['orphanDependents'] ?? (query.has('orphanDependents') ? query.get('orphanDependents') === 'true' : undefined);
  if (policy !== undefined && !POLICIES.includes(policy)) {
    refuse('DeleteOptions', [unsupported('propagationPolicy', policy, [...POLICIES, 'nil'])]);
  }
  return {
    dryRun: query.getAll('dryRun').includes('All') || listAt(sent, 'dryRun').includes('All'),
    policy: policy ?? (orphan === true ? 'Orphan' : orphan === false ? 'Background' : undefined),
    uid: textAt(sent, 'preconditions', 'uid'),
    resourceVersion: textAt(sent, 'preconditions', 'resourceVersion'),
  };
}

export function deleteOne(api: Api, request: ResourceRequest): Answer {
  const options = deleteOptions(request);
  const live = liveObject(api, request);
  const { resource, name = '' } = request;
  const checks = [
    ['UID', 'uid', options.uid],
    ['ResourceVersion', 'resourceVersion', options.resourceVersion],
  ] as const;
  for (const [label, field, wanted] of checks) {
    const actual = textAt(live, 'metadata', field);
    if (wanted === undefined || wanted === actual) continue;
    const why = `the ${label} in the precondition (${wanted}) does not match the ${label} in record (${actual ?? ''})`;
    const named = { ...resource, plural: resource.kind };
    throw conflict(
      named,
      name,
      `${why}. The object might have been ${label === 'UID' ? 'deleted and then recreated' : 'modified'}`,
    );
  }
  if (resource.plural === 'namespaces' && PERMANENT.has(name))
    throw forbidden(resource, name, 'this namespace may not be deleted');
  const { object, gone } = remove(api, resource, live, options);
  return { code: 200, body: !gone || ANSWERS_OBJECT.has(resource.plural) ? object : success(resource, live) };
}

const success = (resource: Resource, object: JsonObject): JsonObject => {
  const details: JsonObject = {
    name: referenceOf(object).name,
    ...(resource.group !== '' && { group: resource.group }),
    kind: resource.plural,
    uid: at(object, 'metadata', 'uid') ?? '',
  };
  return { kind: 'Status', apiVersion: 'v1', metadata: {}, status: 'Success', details };
};

/** Deletes, or marks as being deleted while finalizers are there; answers the object as it is then. */
export function remove(
  api: Api,
  resource: Resource,
  live: JsonObject,
  options: Pick<DeleteOptions, 'dryRun' | 'policy'>,
): { object: JsonObject; gone: boolean } {
  const next = copy(live);
  const metadata = metadataOf(next);
  metadata['finalizers'] = finalizersFor(listAt(metadata, 'finalizers').map(String), options.policy);
  if (resource.kind === 'CustomResourceDefinition' && !listAt(metadata, 'finalizers').includes(CLEANUP)) {
    metadata['finalizers'] = [...listAt(metadata, 'finalizers'), CLEANUP];
  }
  const pending = listAt(metadata, 'finalizers').length > 0 || listAt(next, 'spec', 'finalizers').length > 0;
  if (listAt(metadata, 'finalizers').length === 0) delete metadata['finalizers'];
  const { name, namespace } = referenceOf(live);
  const key = keyOf(namespace, name);
  if (!pending || isFinished(next))
    return { object: options.dryRun ? live : (api.store.remove(resource.collection, key) ?? live), gone: true };
  if (metadata['deletionTimestamp'] === undefined) {
    metadata['deletionTimestamp'] = timeOf(api.now());
    metadata['deletionGracePeriodSeconds'] = 0;
    if (typeof metadata['generation'] === 'number') metadata['generation'] += 1;
    if (resource.kind === 'Namespace') objectAt(next, 'status')['phase'] = 'Terminating';
  } else if (JSON.stringify(listAt(live, 'metadata', 'finalizers')) === JSON.stringify(listAt(metadata, 'finalizers')))
    return { object: live, gone: false };
  const object = options.dryRun
    ? next
    : resource.rules.present(api.store.put(resource.collection, key, resource.rules.store(next)));
  return { object, gone: false };
}

/** The collector waits for its finalizer: `orphan` or `foregroundDeletion`. */
function finalizersFor(finalizers: readonly string[], policy: string | undefined): string[] {
  if (policy === undefined) return [...finalizers];
  const others = finalizers.filter((each) => each !== 'orphan' && each !== 'foregroundDeletion');
  return policy === 'Background' ? others : [...others, policy === 'Orphan' ? 'orphan' : 'foregroundDeletion'];
}

export function deleteCollection(api: Api, request: ResourceRequest): Answer {
  const options = deleteOptions(request);
  const { resource, namespace } = request;
  if (resource.namespaced && namespace === undefined) throw methodNotAllowed();
  const objects = selectedObjects(api, request);
  for (const object of objects) remove(api, resource, object, options);
  return {
    code: 200,
    body: {
      apiVersion: resource.apiVersion,
      kind: resource.listKind,
      metadata: { resourceVersion: String(api.store.revision) },
      items: objects.map((object) => listItem(resource, object)),
    },
  };
}
