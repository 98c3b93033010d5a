/** POST and PUT. */
import type { JsonObject } from '../json.ts';
import { metadataOf, textAt } from '../json.ts';
import { invalidValue } from '../cause.ts';
import { keyOf } from '../resources/resource.ts';
import { StatusError, badRequest, invalid, methodNotAllowed, notFound } from '../status.ts';
import { checkIdentity, decode, readBody } from './body.ts';
import { checkUid, commitCreate, commitUpdate } from './commit.ts';
import { writeOptions } from './options.ts';
import type { Api, ResourceRequest } from './request.ts';

export interface Answer {
  readonly code: number;
  readonly body: JsonObject;
}

export function create(api: Api, request: ResourceRequest): Answer {
  if (request.name !== undefined) throw methodNotAllowed();
  const options = writeOptions(request, 'CreateOptions');
  const object = readBody(request);
  checkIdentity(request, object);
  if (textAt(metadataOf(object), 'resourceVersion') !== undefined)
    throw new StatusError(500, '', 'resourceVersion should not be set on objects to be created');
  decode(request.resource, object, options, request.warnings);
  return { code: 201, body: commitCreate(api, request, object, options.dryRun) };
}

/** The object of the URL in the request's version, or 404. */
export function liveObject(api: Api, { resource, namespace, name = '' }: ResourceRequest): JsonObject {
  const stored = api.store.get(resource.collection, keyOf(namespace, name));
  if (stored === undefined) throw notFound(resource, name);
  return resource.rules.present(stored);
}

export function update(api: Api, request: ResourceRequest): Answer {
  const { resource, namespace, name = '', subresource } = request;
  const options = writeOptions(request, 'UpdateOptions');
  const object = readBody(request);
  if (textAt(metadataOf(object), 'name') === undefined)
    throw badRequest(`the name of the object (based on the body) was empty: it must be ${name}`);
  checkIdentity(request, object);
  decode(resource, object, options, request.warnings);
  const stored = api.store.get(resource.collection, keyOf(namespace, name));
  if (stored === undefined) {
    if (!resource.rules.createOnUpdate || subresource !== '') throw notFound(resource, name);
    checkUid(resource, object, '');
    return { code: 201, body: commitCreate(api, request, object, options.dryRun) };
  }
  if (!resource.rules.unconditionalUpdate && textAt(object, 'metadata', 'resourceVersion') === undefined) {
    throw invalid({ ...resource, kind: resource.plural }, name, [
      invalidValue('metadata.resourceVersion', 0, 'must be specified for an update'),
    ]);
  }
  return {
    code: 200,
    body: commitUpdate(api, request, { live: resource.rules.present(stored), next: object, dryRun: options.dryRun }),
  };
}
