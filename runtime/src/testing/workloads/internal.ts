/** Writes of the server's own controllers: they go the way of every request, so that rules and managedFields are the same. */
import type { JsonObject } from '../json.ts';
import { copy, metadataOf, textAt } from '../json.ts';
import { dispatch } from '../requests/dispatch.ts';
import type { Api, ResourceRequest } from '../requests/request.ts';
import { keyOf, referenceOf, type Resource } from '../resources/resource.ts';
import { StatusError } from '../status.ts';

const MANAGER = 'kube-controller-manager';

function send(
  api: Api,
  method: string,
  resource: Resource,
  object: JsonObject,
  subresource = '',
  body: JsonObject = object,
): void {
  const { name, namespace } = referenceOf(object);
  const request: ResourceRequest = {
    method,
    resource,
    namespace: resource.namespaced ? namespace : undefined,
    name: method === 'POST' ? undefined : name,
    subresource,
    query: new URLSearchParams(),
    contentType: 'application/json',
    userAgent: MANAGER,
    body: JSON.stringify(body),
    warnings: [],
  };
  try {
    dispatch(api, request);
  } catch (error) {
    // Gone or there already: someone else was first, and the controller sees that change, too.
    if (!(error instanceof StatusError) || ![403, 404, 409].includes(error.code)) throw error;
  }
}

const resourceOf = (api: Api, object: JsonObject): Resource | undefined =>
  api.registry.byKind(String(object['apiVersion']), String(object['kind']));

export function internalCreate(api: Api, object: JsonObject): void {
  const resource = resourceOf(api, object);
  if (resource !== undefined) send(api, 'POST', resource, object);
}

/** The object as it is now, to be changed; undefined when it is gone or another one has its name. */
export function freshCopy(api: Api, object: JsonObject): JsonObject | undefined {
  const resource = resourceOf(api, object);
  const { name, namespace } = referenceOf(object);
  const stored =
    resource && api.store.get(resource.collection, keyOf(resource.namespaced ? namespace : undefined, name));
  if (
    resource === undefined ||
    stored === undefined ||
    textAt(stored, 'metadata', 'uid') !== textAt(object, 'metadata', 'uid')
  )
    return undefined;
  return copy(resource.rules.present(stored));
}

/** Changes the status, or with another `subresource` the object, of what is there now. */
export function internalChange(
  api: Api,
  object: JsonObject,
  subresource: '' | 'status',
  change: (object: JsonObject) => void,
): void {
  const fresh = freshCopy(api, object);
  const resource = resourceOf(api, object);
  if (fresh === undefined || resource === undefined) return;
  change(fresh);
  send(api, 'PUT', resource, fresh, subresource);
}

export function internalDelete(api: Api, object: JsonObject, propagationPolicy?: string): void {
  const resource = resourceOf(api, object);
  const uid = textAt(object, 'metadata', 'uid') ?? '';
  const options: JsonObject = {
    kind: 'DeleteOptions',
    apiVersion: 'v1',
    preconditions: { uid },
    ...(propagationPolicy !== undefined && { propagationPolicy }),
  };
  if (resource !== undefined) send(api, 'DELETE', resource, object, '', options);
}

/** Removes a finalizer; the object goes when it was the last one. */
export function removeFinalizer(api: Api, object: JsonObject, finalizer: string): void {
  internalChange(api, object, '', (fresh) => {
    const metadata = metadataOf(fresh);
    const { finalizers } = metadata;
    metadata['finalizers'] = Array.isArray(finalizers) ? finalizers.filter((each) => each !== finalizer) : [];
  });
}
